"""What stops the build, as a line that says how to mend it."""


class BuildError(Exception):
    """The installer cannot be built: a wrong input, a missing tool."""


class NotInstalled(BuildError):
    """A program that the build needs is not on this machine."""
