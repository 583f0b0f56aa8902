"""Rows made into parcels, by the settings of their store."""

from collections.abc import Callable
from pathlib import Path

from engine.domain.outbox import OutboxContent, OutboxSettings
from engine.errors import Phrase
from engine.ports.outbox import OutboxRow, Parcel
from engine.service.outbox.mapping import (
    Facts,
    Getter,
    UnmappableError,
    compile_place,
    compile_value,
    document,
    mapped,
    zone_of_outbox,
)
from engine.service.outbox.writing import identity_of


class Packer:
    """Compiled once for each store. Raises what a mapping that cannot be used raises: campaign
    files are checked, so that only a damaged one gets here."""

    def __init__(self, settings: OutboxSettings, campaign: str,
                 recording_path: Callable[[str], Path]) -> None:  # fmt: skip
        self._settings = settings
        self._campaign = campaign
        self._recording_path = recording_path
        self._zone = zone_of_outbox(settings)
        self._getters = compile_mapping(settings)
        scheme = settings.store.partition("://")[0].lower() if settings.is_url else ""
        self._place: Callable[[Facts], str] = lambda facts: ""
        if scheme in ("http", "https", "file"):
            self._place = compile_place(settings.store, web=scheme != "file")

    def pack(self, row: OutboxRow) -> Parcel:
        """Raises UnmappableError."""
        identity = identity_of(row.key)
        facts = Facts(row, self._campaign, self._zone, identity)
        values = mapped(self._getters, facts)
        if row.content is OutboxContent.WRITES and not self._getters:
            values = dict(row.document)
        recording = None
        if row.content is OutboxContent.RECORDINGS:
            recording = self._recording(row)
        return Parcel(
            key=row.key,
            identity=identity,
            contact_id=row.contact_id,
            content=row.content,
            values=values,
            document=document(facts) | {"key": row.key},
            place=self._place(facts),
            recording=recording,
            recording_name=row.attempt.recording,
            suspect=row.tries > 0,
        )

    def _recording(self, row: OutboxRow) -> Path:
        name = row.attempt.recording
        path = self._recording_path(name) if name else None
        if path is None or not path.is_file():
            raise UnmappableError(
                Phrase("the recording {name} is not in this node's voice store", name=name)
            )
        return path


def compile_mapping(settings: OutboxSettings) -> dict[str, Getter]:
    """By column, member, or argument number. Raises UnknownFieldError, BadExpressionError."""
    texts = dict(settings.columns) or dict(settings.body)
    if settings.arguments:
        texts = {str(number): text for number, text in enumerate(settings.arguments, 1)}
    return {name: compile_value(text) for name, text in texts.items()}
