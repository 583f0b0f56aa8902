"""What the application says to people, in Russian and English.

The English text is the key: ``t("Campaign {name} started.", name=…)``. The Russian ones are in
the ``ru_*`` modules; a test finds every ``t("…")`` that has no Russian and every Russian text that
nobody asks for.
"""

import os
from functools import cache
from importlib import import_module

LANGUAGES = ("ru", "en")
_RUSSIAN = (
    "ru_help",
    "ru_argparse",
    "ru_messages",
    "ru_campaign_file",
    "ru_doctor",
    "ru_desktop",
    "ru_demo",
)

_language = "en"


def set_language(language: str) -> None:
    """``language``: one of ``LANGUAGES``. Holds for the whole process."""
    global _language
    _language = language if language in LANGUAGES else "en"


def language() -> str:
    return _language


def system_language() -> str:
    """The language of the user's locale (POSIX order of the variables), English if unknown."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable, "")
        if value:
            return "ru" if value.lower().startswith("ru") else "en"
    if os.name == "nt":
        import locale

        name = locale.getlocale()[0] or ""
        return "ru" if name.lower().startswith("ru") else "en"
    return "en"


@cache
def russian() -> dict[str, str]:
    """The whole Russian catalogue; loaded only when somebody speaks Russian."""
    catalogue: dict[str, str] = {}
    for name in _RUSSIAN:
        catalogue.update(import_module(f"rino_desktop.texts.{name}").TEXTS)
    return catalogue


def t(text: str, /, **values: object) -> str:
    """``text`` in the user's language, with ``{name}`` replaced by ``values``."""
    if _language == "ru":
        text = russian().get(text, text)
    return text.format(**values) if values else text
