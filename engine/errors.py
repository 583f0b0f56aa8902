"""The two kinds of failure the product knows."""


class KnownError(Exception):
    """Something in the input or the environment is wrong; the user can mend it.

    The text is one clear line that names the place ("row 17 of list.csv", "key [retry].busy of
    november.toml"); ``mend`` says what to do about it. The command line prints it without a
    traceback and exits with 1, the desktop shows it in a plain dialog.
    """

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend

    def __str__(self) -> str:
        return f"{self.message} {self.mend}".strip()


class BugError(Exception):
    """A state the program believes impossible: goes to the crash log, with a traceback."""
