"""Russian: what commands and windows say about forms."""

TEXTS: dict[str, str] = {}
