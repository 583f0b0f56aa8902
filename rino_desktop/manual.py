"""The manual that Help opens: which of its pages tells of what is looked at."""

from collections.abc import Mapping
from pathlib import Path

from rino_desktop import paths

#: What is looked at (a page of the rail, a section of the settings, a panel of the workstation) →
#: the page of docs/manual, and the place in it.
TOPICS: Mapping[str, str] = {
    "first-start": "administrator/install.md#first-start",
    "no-database": "administrator/troubles.md#database",
    "sign-in": "administrator/people.md#passwords",
    "campaigns": "supervisor/launch.md",
    "contacts": "supervisor/complaint.md",
    "clients": "supervisor/clients.md",
    "ivr-kit": "developer/first-scheme.md",
    "ivr-kit/editor": "developer/editor.md",
    "forms": "supervisor/forms.md",
    "forms/designer": "supervisor/forms.md#designer",
    "monitor": "supervisor/watch.md",
    "reports": "supervisor/reports.md",
    "workstation": "telephonist/first-hour.md",
    "workstation/day": "telephonist/screen.md#panels",
    "workstation/calls": "telephonist/screen.md#panels",
    "workstation/messages": "telephonist/screen.md#panels",
    "workstation/history": "telephonist/panels.md#history",
    "workstation/directory": "telephonist/panels.md#directory",
    "workstation/callbacks": "telephonist/panels.md#callbacks",
    "workstation/requests": "telephonist/panels.md#requests",
    "workstation/orders": "telephonist/panels.md#orders",
    "settings": "administrator/index.md",
    "settings/appearance": "telephonist/first-hour.md#appearance",
    "settings/sound": "telephonist/first-hour.md#headset",
    "settings/telephone": "administrator/workplaces.md#telephone",
    "settings/engine": "administrator/install.md#engine",
    "settings/database": "administrator/install.md#database",
    "settings/people": "administrator/people.md",
    "settings/audit": "administrator/people.md#audit",
    "settings/trunks": "administrator/trunk.md",
    "settings/incoming": "administrator/incoming.md",
    "settings/presets": "administrator/rules.md",
    "settings/health": "administrator/troubles.md#health",
    "settings/backup": "administrator/backup.md",
    "settings/sources": "administrator/sources.md",
    "settings/stores": "administrator/sources.md#stores",
    "settings/supervision": "administrator/people.md#listening",
    "settings/voice": "administrator/storage.md",
    "settings/retention": "administrator/storage.md#retention",
}
#: Pages of the manual that lead to the topics' places lie here: what starts a browser loses the
#: place in a page on the way.
FOLDER = "help"
FIRST = "index.html"


def page(topic: str, language: str) -> Path:
    """The file that tells of ``topic``; of what has none, what stands above it does."""
    folder = paths.manual() / language
    while topic:
        if topic in TOPICS:
            return folder / FOLDER / file_name(topic)
        topic = topic.rpartition("/")[0]
    return folder / FIRST


def file_name(topic: str) -> str:
    return f"{topic.replace('/', '-')}.html"


def book(language: str) -> Path:
    """The same as PDF."""
    return paths.manual() / book_name(language)


def book_name(language: str) -> str:
    return f"rino-manual-{language}.pdf"
