"""Queries that name an entity of a source's mapping instead of tables and columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from engine.domain.source_mapping import FieldType, MappedEntity, SourceMapping
from engine.ports.sources import Cell, SourceTrouble, Table
from engine.scheme import values
from engine.service.source_names import column_of, finished, quoted


@dataclass(frozen=True, slots=True)
class EntityQuery:
    """``fields``: name and type of each column in order."""

    sql: str
    parameters: Mapping[str, Cell]
    fields: tuple[tuple[str, FieldType], ...]

    def named(self, table: Table) -> Table:
        """The answer with the mapping's names and types."""
        return Table(tuple(name for name, _ in self.fields), tuple(map(self.row, table.rows)))

    def row(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(
            value if kind is FieldType.AUTO else typed(value, kind)
            for value, (_, kind) in zip(cells, self.fields, strict=True)
        )


def entity_query(
    mapping: SourceMapping, name: str, parameters: Mapping[str, Cell], dialect: str
) -> EntityQuery:
    """All fields of the rows whose fields equal ``parameters``; a parameter without a value
    finds rows without one."""
    entity = entity_of(mapping, name)
    marks = {}
    where = []
    for number, (field, value) in enumerate(parameters.items()):
        if field not in entity.fields:
            raise SourceTrouble(
                "the mapping of {entity} has no field {field}.",
                mend="It has: {fields}.",
                entity=name,
                field=field,
                fields=", ".join(entity.fields),
            )
        column = column_of(entity, "a", field, dialect)
        if value is None:
            where.append(f"{column} IS NULL")
        else:
            where.append(f"{column} = :p{number}")
            marks[f"p{number}"] = value
    fields = tuple((field, mapped.type) for field, mapped in entity.fields.items())
    columns = ", ".join(column_of(entity, "a", field, dialect) for field in entity.fields)
    sql = f"SELECT {columns} FROM {quoted(entity.table, dialect)} a"  # noqa: S608 # quoted
    if where:
        sql += f" WHERE {' AND '.join(where)}"
    return EntityQuery(finished(sql, dialect), marks, fields)


def entity_of(mapping: SourceMapping, name: str) -> MappedEntity:
    entity = mapping.entities.get(name)
    if entity is None:
        if not mapping:
            raise SourceTrouble(
                "the data source has no mapping.",
                mend="Give it one: rino-desktop source add … --mapping FILE.toml",
            )
        raise SourceTrouble(
            "the mapping has no entity {entity}.",
            mend="It has: {entities}.",
            entity=name,
            entities=", ".join(mapping.entities),
        )
    return entity


def typed(value: Cell, kind: FieldType) -> Cell:
    """``value`` read as what the mapping says; None when it cannot be."""
    if value is None:
        return None
    match kind:
        case FieldType.TEXT:
            return values.to_text(value).strip()
        case FieldType.NUMBER:
            if isinstance(value, bool):
                return int(value)
            return value if isinstance(value, int | Decimal) else values.parse_number(str(value))
        case FieldType.DATE:
            if isinstance(value, datetime):
                return value.date()
            return value if isinstance(value, date) else values.parse_date(str(value))
        case FieldType.TIME:
            if isinstance(value, datetime):
                return value.time()
            return value if isinstance(value, time) else _time(str(value))
        case FieldType.BOOL:
            return _bool(value)
    return value


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.strip())
    except ValueError:
        return None


def _bool(value: Cell) -> bool | None:
    if isinstance(value, str):
        word = value.strip().lower()
        if word in ("1", "t", "true", "y", "yes", "д", "да"):
            return True
        return False if word in ("0", "f", "false", "n", "no", "н", "нет") else None
    return bool(value)
