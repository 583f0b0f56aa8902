"""What to expect of a translated text."""

import re

#: Names that are the same in both languages.
_NAMES = {"RINO Desktop", "IVR Kit", "Русский", "English"}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{[^}]*\}|%n|%\d", text))


def needs_no_russian(source: str) -> bool:
    without = re.sub(r"\{[^}]*\}|%n|%\d", "", source)
    return source in _NAMES or not any(map(str.isalpha, without))
