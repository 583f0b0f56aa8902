"""Mapping files: TOML in, ``SourceMapping`` out, or one line about the fault.

    [accounts]
    table = "SCHET"
    key = "LS"
    joins = { subscribers = "AB_ID = ID" }            # own column = the other's column
    [accounts.fields]
    account = "LS"
    debt = { column = "SUMMA", type = "number" }

A join that may find several rows is written ``services = { on = "LS = LS", many = true }``.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

from engine.domain.source_mapping import (
    ENTITIES,
    FieldType,
    Join,
    MappedEntity,
    MappedField,
    SourceMapping,
)
from engine.errors import KnownError, Phrase
from engine.service.source_names import quoted

_KEYS = ("table", "key", "fields", "joins")


def read_mapping(content: bytes, file: object) -> SourceMapping:
    """``file`` is what messages call it."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise KnownError("{file}: not UTF-8 text.", mend="Save it as UTF-8.", file=file) from None
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
        raise KnownError("{file}: not valid TOML: {reason}.", file=file, reason=error) from None
    return mapping_of(document, file)


def mapping_of(document: Mapping[str, Any], file: object) -> SourceMapping:
    """As the file says it, wherever it comes from; ``file`` is what messages call it."""
    entities = {}
    for name, table in document.items():
        if name not in ENTITIES or not isinstance(table, dict):
            raise KnownError(
                "{file}: [{name}] is nothing that can be mapped.",
                mend="Possible: {choices}.",
                file=file,
                name=name,
                choices=", ".join(ENTITIES),
            )
        entities[name] = _entity(file, name, table)
    for name, entity in entities.items():
        for join in entity.joins:
            if join.entity not in entities:
                raise _fault(file, f"{name}.joins", join.entity, Phrase("is not mapped itself"))
    return SourceMapping(entities)


def _fault(file: object, section: str, key: str, what: object) -> KnownError:
    return KnownError(
        "{file}: key [{section}].{key}: {what}.", file=file, section=section, key=key, what=what
    )


def _entity(file: object, name: str, table: Mapping[str, Any]) -> MappedEntity:
    for key in table:
        if key not in _KEYS:
            raise _fault(
                file, name, key, Phrase("unknown key; possible: {keys}", keys=", ".join(_KEYS))
            )
    fields = table.get("fields", {})
    if not isinstance(fields, dict) or not fields:
        raise _fault(file, name, "fields", Phrase("must name at least one field"))
    joins = table.get("joins", {})
    if not isinstance(joins, dict):
        raise _fault(file, name, "joins", Phrase("must be a table of joins"))
    return MappedEntity(
        table=_name(file, name, "table", table.get("table")),
        key=_name(file, name, "key", table["key"]) if "key" in table else "",
        fields={field: _field(file, f"{name}.fields", field, raw) for field, raw in fields.items()},
        joins=tuple(_join(file, f"{name}.joins", other, raw) for other, raw in joins.items()),
    )


def _name(file: object, section: str, key: str, raw: object) -> str:
    """A name of a table or a column that can be written in SQL."""
    if not isinstance(raw, str) or not raw.strip():
        raise _fault(file, section, key, Phrase("must be the name of a table or a column"))
    try:
        quoted(raw.strip(), "")
    except KnownError as error:
        raise _fault(file, section, key, error) from None
    return raw.strip()


def _field(file: object, section: str, field: str, raw: object) -> MappedField:
    if not field.isidentifier():
        raise _fault(
            file, section, field, Phrase("a field's name is letters, digits and underscores")
        )
    if isinstance(raw, str):
        return MappedField(_name(file, section, field, raw))
    if not isinstance(raw, dict) or set(raw) - {"column", "type"}:
        what = Phrase('must be "COLUMN", or a table with column and type')
        raise _fault(file, section, field, what)
    kind = raw.get("type", "auto")
    if kind not in [each.value for each in FieldType]:
        what = Phrase("type is one of {types}", types=", ".join(each.value for each in FieldType))
        raise _fault(file, section, field, what)
    return MappedField(_name(file, section, field, raw.get("column")), FieldType(kind))


def _join(file: object, section: str, other: str, raw: object) -> Join:
    many = False
    if isinstance(raw, dict) and set(raw) <= {"on", "many"}:
        many = raw.get("many", False) is True
        raw = raw.get("on")
    parts = raw.split("=") if isinstance(raw, str) else []
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise _fault(file, section, other, Phrase('must be "OWN COLUMN = OTHER COLUMN"'))
    own, theirs = (_name(file, section, other, part) for part in parts)
    return Join(other, own, theirs, many)
