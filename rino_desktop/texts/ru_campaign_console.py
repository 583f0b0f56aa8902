"""Russian: campaigns made, changed and checked before they start."""

TEXTS: dict[str, str] = {}
