"""Release notes: the version's part of the changelog."""

import re

_HEADING = re.compile(r"^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?\s*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?://)[^)]+\)")


class NoNotes(Exception):
    """The changelog has nothing of that version."""


def of(version: str, changelog: str) -> str:
    """NoNotes: it has no dated heading of the version, or nothing below it."""
    headings = list(_HEADING.finditer(changelog))
    for found, after in zip(headings, [*headings[1:], None], strict=True):
        if found[1] != version:
            continue
        if not found[2]:
            raise NoNotes(f"the heading of {version} in CHANGELOG.md has no date")
        text = changelog[found.end() : after.start() if after else None].strip()
        if not text:
            raise NoNotes(f"below the heading of {version} in CHANGELOG.md stands nothing")
        # Where they are read there are no files of the repository beside them.
        plain = _LINK.sub(r"\1", text)
        return f"# RINO Desktop {version} ({found[2]})\n\n{plain}\n"
    raise NoNotes(
        f"CHANGELOG.md has no heading ## [{version}] - YYYY-MM-DD;"
        " what stands below Unreleased goes there"
    )
