"""The tables that a criterion reads: those with one row for each of the base, and the others."""

from collections.abc import Iterator

from engine.domain.source_mapping import FieldType, Join, MappedEntity, SourceMapping
from engine.service.source_entities import entity_of
from engine.service.source_names import quoted


class Joins:
    """``aliases``: entity → alias of what has one row for each of the base; ``many``: entity →
    (alias of the entity that leads to it, how, the entity) of what may have several."""

    def __init__(self, mapping: SourceMapping, base: str, dialect: str) -> None:
        self._mapping = mapping
        self._dialect = dialect
        self._base = entity_of(mapping, base)
        self.aliases: dict[str, str] = {base: "t0"}
        self.many: dict[str, tuple[str, Join, MappedEntity]] = {}
        self._joined: list[str] = []
        self._reach(base)

    def _reach(self, name: str) -> None:
        for join in [*entity_of(self._mapping, name).joins, *self._backward(name)]:
            other = self._mapping.entities.get(join.entity)
            if other is None or join.entity in self.aliases or join.entity in self.many:
                continue
            if join.many:
                self.many[join.entity] = (self.aliases[name], join, other)
                continue
            alias = f"t{len(self.aliases)}"
            mine = f"{self.aliases[name]}.{quoted(join.column, self._dialect)}"
            theirs = f"{alias}.{quoted(join.other_column, self._dialect)}"
            self.aliases[join.entity] = alias
            table = quoted(other.table, self._dialect)
            self._joined.append(f" LEFT JOIN {table} {alias} ON {theirs} = {mine}")
            self._reach(join.entity)

    def _backward(self, name: str) -> Iterator[Join]:
        """Joins that other entities declare with this one: seen from here they are several."""
        for other, entity in self._mapping.entities.items():
            for join in entity.joins:
                if join.entity == name:
                    yield Join(other, join.other_column, join.column, many=not join.many)

    def select(self) -> tuple[str, tuple[tuple[str, FieldType], ...]]:
        """``SELECT … FROM …`` of all fields with one value, and their names and types; of a name
        that several entities have, the first counts."""
        fields: dict[str, FieldType] = {}
        columns = []
        for name, alias in self.aliases.items():
            for field, mapped in self._mapping.entities[name].fields.items():
                if field not in fields:
                    fields[field] = mapped.type
                    columns.append(f"{alias}.{quoted(mapped.column, self._dialect)}")
        table = quoted(self._base.table, self._dialect)
        sql = f"SELECT {', '.join(columns)} FROM {table} t0{''.join(self._joined)}"  # noqa: S608
        return sql, tuple(fields.items())
