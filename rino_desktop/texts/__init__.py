"""What the application says to people, in Russian and English.

The English text is the key: ``t("Campaign {name} started.", name=…)``. The Russian ones are in
the ``ru_*`` modules; a test finds every ``t("…")`` that has no Russian and every Russian text that
nobody asks for.
"""

import os
from functools import cache
from importlib import import_module

LANGUAGES = ("ru", "en")
_OF_THE_APPLICATION = (
    "ru_help",
    "ru_argparse",
    "ru_messages",
    "ru_campaign_file",
    "ru_doctor",
    "ru_desktop",
    "ru_demo",
    "ru_demo_operators",
    "ru_reports",
    "ru_voice_packs",
    "ru_scheme_tests",
    "ru_scheme_calls",
    "ru_scheme_files",
    "ru_scheme_work",
    "ru_outbox",
    "ru_presets",
    "ru_sources",
    "ru_voice",
    "ru_references",
    "ru_samples",
    "ru_forms",
    "ru_phone",
    "ru_directory",
    "ru_requests",
    "ru_operators",
    "ru_supervision",
    "ru_incoming",
    "ru_orders",
    "ru_callbacks",
    "ru_clients",
    "ru_report_kinds",
    "ru_report_page",
    "ru_contacts",
    "ru_forecast",
    "ru_lists",
    "ru_rights",
    "ru_campaign_fields",
    "ru_campaign_console",
    "ru_campaign_trial",
    "ru_alarms",
    "ru_administration",
    "ru_audit_words",
    "ru_audit_details",
    "ru_audit_settings",
    "ru_retention",
    "ru_retention_faults",
    "ru_calling_rules",
    "ru_security",
    "ru_skills",
    "ru_file_bases",
    "ru_schedule_owners",
    "ru_options",
    "ru_server",
    "ru_operation",
    "ru_opening",
    "ru_windows",
)
#: What the engine says; kept apart because it also comes back from the database, as text.
_OF_THE_ENGINE = (
    "ru_engine",
    "ru_engine_calls",
    "ru_engine_lists",
    "ru_engine_outbox",
    "ru_engine_retention",
    "ru_engine_rights",
    "ru_engine_presets",
    "ru_engine_reports",
    "ru_engine_schemes",
    "ru_engine_speech",
    "ru_engine_dialogues",
    "ru_engine_troubles",
    "ru_system",
    "ru_engine_sources",
    "ru_engine_voice_store",
    "ru_engine_references",
    "ru_engine_forms",
    "ru_engine_requests",
    "ru_engine_operators",
    "ru_engine_incoming",
    "ru_engine_orders",
    "ru_engine_callbacks",
    "ru_engine_clients",
    "ru_engine_report_kinds",
    "ru_engine_contacts",
    "ru_engine_secrets",
    "ru_engine_segments",
    "ru_engine_alarms",
    "ru_engine_moving",
)
CATALOGUES = _OF_THE_APPLICATION + _OF_THE_ENGINE

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
    return {key: text for name in CATALOGUES for key, text in catalogue(name).items()}


def engine_texts() -> list[str]:
    """The English of what the engine says."""
    return [text for name in _OF_THE_ENGINE for text in catalogue(name)]


def catalogue(name: str) -> dict[str, str]:
    texts: dict[str, str] = import_module(f"rino_desktop.texts.{name}").TEXTS
    return texts


def t(text: str, /, **values: object) -> str:
    """``text`` in the user's language, with ``{name}`` replaced by ``values``."""
    if _language == "ru":
        text = russian().get(text, text)
    return text.format(**values) if values else text
