"""What criteria can be about here: fields of contacts, of calls, of mapped data sources."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.domain.campaign import CampaignState
from engine.domain.source_mapping import FieldType
from engine.lists.criteria import Field, Kind, ValueType
from engine.lists.headers import Meaning, meaning_of
from rino_desktop import sources
from rino_desktop.settings import Settings

if TYPE_CHECKING:
    from engine.ports.storage import Stores

TypedField = tuple[Field, ValueType | None]
_CONSENTS = ("marketing", "debt", "survey")
_TYPES = {
    FieldType.TEXT: ValueType.TEXT, FieldType.NUMBER: ValueType.NUMBER,
    FieldType.DATE: ValueType.DATE, FieldType.BOOL: ValueType.YES_NO,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """Names of campaigns, (source, entity) pairs that hold people, fields (with their type, None:
    what the user says), those of one call, names of segments."""

    campaigns: tuple[str, ...] = ()
    entities: tuple[tuple[str, str], ...] = ()
    fields: tuple[TypedField, ...] = ()
    call_fields: tuple[TypedField, ...] = ()
    segments: tuple[str, ...] = ()


def read(stores: "Stores", settings: Settings) -> Choices:
    """Blocks for as long as some contacts of each list are looked at."""
    results, questions = stores.list_people.asked_of_calls()
    calls: list[TypedField] = [
        (Field(kind), None) for kind in (Kind.CALL_RESULT, Kind.CALL_DATE, Kind.CALL_CAMPAIGN)
    ]
    calls += [(Field(Kind.ANSWER, name), None) for name in questions]
    calls += [(Field(Kind.RESULT, name), None) for name in results]
    fields: list[TypedField] = [
        (Field(Kind.OWN, name), None) for name in stores.list_people.names(())
    ]
    fields += [
        (Field(kind), None)
        for kind in (Kind.PHONE, Kind.ZONE, Kind.CAMPAIGN, Kind.LIST, Kind.STATE, Kind.DO_NOT_CALL)
    ]
    kinds = stores.list_people.values(Field(Kind.CONSENT), (), "", 50)
    fields += [(Field(Kind.CONSENT, name), None) for name in dict.fromkeys([*kinds, *_CONSENTS])]
    fields += [(Field(Kind.CALLS), None), *calls]
    entities: list[tuple[str, str]] = []
    for source in sources.all_sources(settings, stores):
        for name, entity in source.mapping.entities.items():
            if any(meaning_of(field) is Meaning.PHONE for field in entity.fields):
                entities.append((source.name, name))
            fields += [
                (Field(Kind.SOURCE, field, source.name, name), _TYPES.get(mapped.type))
                for field, mapped in entity.fields.items()
            ]
    return Choices(
        tuple(c.name for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED),
        tuple(entities),
        tuple(fields),
        tuple(calls),
        tuple(segment.name for segment in stores.segments.all()),
    )
