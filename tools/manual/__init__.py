"""The manuals: from docs/manual/LANGUAGE to HTML and PDF."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ru", "en")
#: What MkDocs is told.
SETTINGS = ROOT / "installer" / "manual"
BUILD = ROOT / "build" / "manual"
#: Artefacts that are given away.
DIST = ROOT / "dist"


def texts(language: str) -> Path:
    return ROOT / "docs" / "manual" / language
