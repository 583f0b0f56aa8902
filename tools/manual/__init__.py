"""The manuals: from docs/manual/LANGUAGE to HTML and PDF."""

from pathlib import Path

from installer.manual.inputs import LANGUAGES, ROOT

__all__ = ["BUILD", "DIST", "LANGUAGES", "ROOT", "SETTINGS", "texts"]
#: What MkDocs is told.
SETTINGS = ROOT / "installer" / "manual"
BUILD = ROOT / "build" / "manual"
#: Artefacts that are given away.
DIST = ROOT / "dist"


def texts(language: str) -> Path:
    return ROOT / "docs" / "manual" / language
