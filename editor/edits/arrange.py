"""Bringing blocks into order: align, distribute, tidy; notes, frames and pins."""

from collections.abc import Callable, Collection, Mapping
from typing import Literal

from editor.content import Changes, Draft, SchemeContent
from editor.edits import nodes
from editor.edits.links import NewId, new_id
from editor.notes import Note

Side = Literal["left", "right", "top", "bottom", "middle", "centre"]
#: (x, y, width, height) of a block.
Place = tuple[float, float, float, float]

_AROUND = 24.0
_TITLE = 32.0


def align(content: SchemeContent, places: Mapping[str, Place], side: Side) -> Changes:
    """``middle``: in one row; ``centre``: in one column."""
    if len(places) < 2:
        return ()
    wanted: dict[Side, Callable[[], float]] = {
        "left": lambda: min(x for x, _, _, _ in places.values()),
        "right": lambda: max(x + w for x, _, w, _ in places.values()),
        "top": lambda: min(y for _, y, _, _ in places.values()),
        "bottom": lambda: max(y + h for _, y, _, h in places.values()),
        "middle": lambda: sum(y + h / 2 for _, y, _, h in places.values()) / len(places),
        "centre": lambda: sum(x + w / 2 for x, _, w, _ in places.values()) / len(places),
    }
    line = wanted[side]()
    moved: dict[str, tuple[float, float]] = {}
    for key, (x, y, w, h) in places.items():
        moved[key] = {
            "left": (line, y), "right": (line - w, y), "centre": (line - w / 2, y),
            "top": (x, line), "bottom": (x, line - h), "middle": (x, line - h / 2),
        }[side]  # fmt: skip
    return nodes.move(content, moved)


def distribute(content: SchemeContent, places: Mapping[str, Place], *, across: bool) -> Changes:
    """Equal gaps between three and more; the outermost stay. ``across``: from left to right."""
    if len(places) < 3:
        return ()
    axis, extent = (0, 2) if across else (1, 3)
    order = sorted(places, key=lambda key: places[key][axis])
    first, last = places[order[0]], places[order[-1]]
    room = last[axis] - (first[axis] + first[extent])
    room -= sum(places[key][extent] for key in order[1:-1])
    gap = room / (len(order) - 1)
    moved: dict[str, tuple[float, float]] = {}
    at = first[axis] + first[extent] + gap
    for key in order[1:-1]:
        x, y, _, _ = places[key]
        moved[key] = (at, y) if across else (x, at)
        at += places[key][extent] + gap
    return nodes.move(content, moved)


def add_note(
    content: SchemeContent, x: float, y: float, text: str, make_id: NewId = new_id
) -> Changes:
    draft = Draft(content)
    draft.note(Note(make_id(), nodes.snapped(x), nodes.snapped(y), text=text))
    return draft.changes()


def add_frame(
    content: SchemeContent, places: Mapping[str, Place], text: str, make_id: NewId = new_id
) -> Changes:
    """A frame around blocks."""
    if not places:
        return ()
    left = min(x for x, _, _, _ in places.values()) - _AROUND
    top = min(y for _, y, _, _ in places.values()) - _AROUND - _TITLE
    right = max(x + w for x, _, w, _ in places.values()) + _AROUND
    bottom = max(y + h for _, y, _, h in places.values()) + _AROUND
    draft = Draft(content)
    frame = Note(make_id(), left, top, right - left, bottom - top, text, "blue", frame=True)
    draft.note(frame)
    return draft.changes()


def pin(content: SchemeContent, keys: Collection[str], *, on: bool) -> Changes:
    """Pinned blocks stay where they are when the scheme is tidied."""
    draft = Draft(content)
    pinned = content.pinned | set(keys) if on else content.pinned - set(keys)
    draft.header("pinned", pinned & content.nodes.keys())
    return draft.changes()
