"""Russian: the desktop's windows."""

TEXTS: dict[str, str] = {}
