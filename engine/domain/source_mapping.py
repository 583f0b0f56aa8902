"""Where a foreign database keeps what this product speaks of: entities as tables and columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: What can be mapped. ``contacts`` are campaign lists that live in the foreign database.
ENTITIES = (
    "subscribers", "accounts", "balances", "services", "charges", "payments", "contacts",
    "promises", "results",
)  # fmt: skip


class FieldType(StrEnum):
    """What a column is to be read as; AUTO: as what it is."""

    AUTO = "auto"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    BOOL = "bool"


@dataclass(frozen=True, slots=True)
class MappedField:
    column: str
    type: FieldType = FieldType.AUTO


@dataclass(frozen=True, slots=True)
class Join:
    """``column`` of the entity's own table equals ``other_column`` of ``entity``'s. ``many``: one
    row here may have several there."""

    entity: str
    column: str
    other_column: str
    many: bool = False


@dataclass(frozen=True, slots=True)
class MappedEntity:
    """``table``: its name in the foreign database, ``OWNER.NAME`` where it has an owner. Names
    in double quotes are taken exactly as they stand. ``key``: the column that identifies a row,
    "" when there is none."""

    table: str
    key: str = ""
    fields: Mapping[str, MappedField] = field(default_factory=dict)
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """Entity name → where it is; empty: nothing is mapped."""

    entities: Mapping[str, MappedEntity] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.entities)
