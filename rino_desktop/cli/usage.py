"""What ends the reading of a command line before any command runs."""


class WrongUsage(Exception):
    """``line``: the program and command, what is wrong, and where the help is."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class VersionAsked(Exception):
    """``--version``."""
