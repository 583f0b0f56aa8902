"""Names of tables and columns as the SQL of a database wants them."""

import re

from engine.domain.source_mapping import MappedEntity
from engine.ports.sources import SourceTrouble

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*")
#: Words that no SQL takes for a name unless they stand in quotation marks.
_RESERVED = frozenset({
    "all", "and", "any", "as", "asc", "between", "by", "case", "cast", "check", "column",
    "constraint", "create", "current_date", "current_time", "current_timestamp", "date",
    "default", "delete", "desc", "distinct", "drop", "else", "end", "exists", "false", "float",
    "for", "foreign", "from", "full", "group", "having", "in", "index", "inner", "insert",
    "int", "integer", "into", "is", "join", "key", "left", "like", "limit", "natural", "not",
    "null", "numeric", "on", "or", "order", "outer", "primary", "references", "right", "rows",
    "select", "set", "table", "then", "time", "timestamp", "to", "true", "union", "unique",
    "update", "user", "using", "value", "values", "view", "when", "where", "with", "year",
    "month", "day", "position",
})  # fmt: skip
#: InterBase and Firebird make unquoted names upper case.
_UPPER = frozenset({"firebird", "firebird1"})


def quoted(name: str, dialect: str) -> str:
    """``OWNER.NAME`` part by part. A name of Latin letters that stands without quotation marks
    means what it would mean in a query; everything else is taken exactly as it stands."""
    return ".".join(_part(part, dialect) for part in _parts(name))


def _parts(name: str) -> list[str]:
    """At the points outside quotation marks."""
    parts = re.findall(r'"(?:[^"]|"")*"|[^."]+', name)
    if ".".join(parts) != name:
        raise SourceTrouble("the mapping's name {name!r} cannot be read.", name=name)
    return parts


def _part(part: str, dialect: str) -> str:
    if part.startswith('"'):
        return part
    text = part.strip()
    if not text or any(ord(letter) < 32 for letter in text):
        raise SourceTrouble("the mapping's name {name!r} cannot be read.", name=part)
    if _PLAIN.fullmatch(text):
        if text.lower() not in _RESERVED or dialect == "firebird1":
            return text
        return f'"{text.upper()}"' if dialect in _UPPER else f'"{text.lower()}"'
    return f'"{text}"'


def column_of(entity: MappedEntity, alias: str, name: str, dialect: str) -> str:
    """``alias.column`` of a field; the field must be there."""
    return f"{alias}.{quoted(entity.fields[name].column, dialect)}"


def finished(sql: str, dialect: str) -> str:
    """In a database of dialect 1 quotation marks hold texts: names in them need dialect 3."""
    return f"/* dialect 3 */ {sql}" if dialect == "firebird1" and '"' in sql else sql
