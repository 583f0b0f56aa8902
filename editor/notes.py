"""Notes and frames on the canvas: what the editor keeps in a scheme beside the scheme itself."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from engine.scheme.model import Json

#: Names of tints, not colours: each theme has its own of each.
TINTS = ("yellow", "blue", "green", "violet", "red", "grey")


@dataclass(frozen=True, slots=True)
class Note:
    """A note, or with ``frame`` a coloured frame around blocks, which move along with it. Sizes in
    scene units (pixels at 1:1)."""

    id: str
    x: float = 0.0
    y: float = 0.0
    width: float = 200.0
    height: float = 96.0
    text: str = ""
    tint: str = "yellow"
    frame: bool = False


def read_notes(editor: Mapping[str, Json]) -> tuple[Note, ...]:
    """What cannot be read is left out: nothing a call needs is in it."""
    given = editor.get("notes")
    if not isinstance(given, list):
        return ()
    found: dict[str, Note] = {}
    for item in given:
        note = _read(item) if isinstance(item, dict) else None
        if note is not None:
            found[note.id] = note
    return tuple(found.values())


def _read(item: Mapping[str, Any]) -> Note | None:
    note_id = item.get("id")
    if not isinstance(note_id, str) or not note_id:
        return None
    blank = Note(note_id)
    values: dict[str, Any] = {"id": note_id}
    for name in ("x", "y", "width", "height"):
        value = item.get(name)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        values[name] = float(value) if number else getattr(blank, name)  # type: ignore[arg-type]
    values["text"] = str(item.get("text", ""))
    values["tint"] = item["tint"] if item.get("tint") in TINTS else blank.tint
    values["frame"] = item.get("frame") is True
    return Note(**values)


def write_notes(notes: Iterable[Note]) -> list[Json]:
    return [asdict(note) for note in notes]
