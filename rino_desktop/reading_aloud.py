"""A number of the directory as it is read out to a caller."""

import re

from engine.ivr import spoken

_CYRILLIC = re.compile("[А-Яа-яЁё]")
_TEXTS = {
    "ru": "{name}. Номер: {number}. Повторяю: {number}.",
    "en": "{name}. The number is {number}. Once more: {number}.",
}


def entry_in_words(name: str, number: str, language: str) -> tuple[str, str]:
    """What is said, and in which language: Russian for a Russian name, whatever ``language`` the
    operator's windows have; it counts for other names."""
    language = "ru" if _CYRILLIC.search(name) or language not in _TEXTS else language
    words = spoken.phone(number, language)
    return _TEXTS[language].format(name=name, number=words), language
