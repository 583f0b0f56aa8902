"""What a problem suggests, carried out."""

from typing import Any

from editor.content import HEADER, Changes, Draft, Kind, SchemeContent
from editor.edits.links import NewId, new_id
from engine.scheme import fixes
from engine.scheme.problems import Fix


def mended(content: SchemeContent, fix: Fix, make_id: NewId = new_id) -> Changes:
    """Empty when there is nothing (more) to mend."""
    found = fixes.changes_of(content.scheme(), fix, make_id)
    draft = Draft(content)
    for kind, things in ((Kind.NODE, found.nodes), (Kind.LINK, found.links)):
        new: Any
        for key, new in things.items():
            draft.put(kind, key, new)
    if found.header is not None:
        for name in HEADER:
            if name not in ("pinned", "editor"):
                draft.header(name, getattr(found.header, name))
    return draft.changes()
