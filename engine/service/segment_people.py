"""A criterion made ready to be answered: what data sources know of it is asked first.

Of each part of the criterion that is about one data source the numbers that fit are put into the
database beside our own tables; nothing but one batch of rows is held in memory. Texts are bound as
values: a part becomes an expression (engine.service.source_criteria), whose literals never become
SQL.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.source_mapping import SourceMapping
from engine.lists.criteria import (
    DAYS,
    ORDERED,
    BadCriterion,
    Condition,
    Criterion,
    Group,
    Kind,
    Match,
    Operator,
    Part,
    ValueType,
    date_of,
    days_meant,
    number_of,
)
from engine.lists.headers import Meaning, meaning_of
from engine.lists.intake import Intake
from engine.lists.phones import PhoneReader
from engine.ports.segments import PeopleStore, Place
from engine.ports.sources import RowStream, SourceConnection, SourceSettings, SourceTrouble
from engine.ports.storage import NewContact
from engine.service.contact_build import StreamTable
from engine.service.contact_import import choose_table
from engine.service.source_criteria import list_query

_SIGNS = {**ORDERED, Operator.EQUALS: "==", Operator.DIFFERS: "!="}
#: Where the people of a data source are looked for, the first that has telephone numbers.
_PEOPLE = ("contacts", "subscribers", "accounts", "balances")

#: Told how many rows have been read; what it raises ends the reading.
Watch = Callable[[int], None]
OpenSource = Callable[[str], tuple[SourceConnection, SourceSettings]]


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A part of a criterion that one data source can answer by itself."""

    place: Place
    source: str
    part: Part


def source_parts(root: Group) -> list[SourcePart]:
    """The largest parts that are about one data source and negate nothing: what stands together in
    one is meant of one row; "none of" is asked of the person, never of a row."""
    found: list[SourcePart] = []
    _gather(root, (), found)
    return found


def _gather(part: Part, place: Place, found: list[SourcePart]) -> None:
    sources = _sources(part)
    if sources is not None and len(sources) == 1 and place:
        found.append(SourcePart(place, sources.pop(), part))
    elif isinstance(part, Group):
        for index, inner in enumerate(part.parts):
            _gather(inner, (*place, index), found)


def _sources(part: Part) -> set[str] | None:
    """Names of the data sources of a part that asks of nothing else and negates nothing."""
    if isinstance(part, Condition):
        return {part.field.source} if part.field.kind is Kind.SOURCE else None
    if part.match is Match.NONE or not part.parts:
        return None
    together: set[str] = set()
    for inner in part.parts:
        sources = _sources(inner)
        if sources is None:
            return None
        together |= sources
    return together


def prepare(
    people: PeopleStore,
    criterion: Criterion,
    open_source: OpenSource,
    today: date,
    country: str,
    watch: Watch,
) -> Mapping[Place, int]:
    """Ask the data sources; the slots of the parts that they have answered. KnownError,
    SourceTrouble."""
    base, slots = criterion.base, dict[Place, int]()
    asked = source_parts(criterion.root)
    pushed: list[Part] = []
    if base.source:
        for each in asked:
            # What all must fit is asked with the base itself.
            if criterion.root.match is Match.ALL and len(each.place) == 1 and (
                each.source == base.source
            ):  # fmt: skip
                pushed.append(each.part)
                slots[each.place] = 0
        connection, settings = open_source(base.source)
        try:
            where = expression(Group(Match.ALL, tuple(pushed)), settings.mapping, today)
            people.put(0, _people(connection, settings, base.entity, where, today, country, watch))
        finally:
            connection.close()
    for number, each in enumerate((e for e in asked if e.place not in slots), 1):
        slots[each.place] = number
        connection, settings = open_source(each.source)
        try:
            where = expression(each.part, settings.mapping, today)
            entity = people_entity(settings.mapping)
            found = _people(connection, settings, entity, where, today, country, watch)
            people.put(number, _each_phone(found))
        finally:
            connection.close()
    return slots


def people_entity(mapping: SourceMapping) -> str:
    """The entity of a source whose rows are people: one that has a telephone number."""
    for name in _PEOPLE:
        entity = mapping.entities.get(name)
        if entity and any(meaning_of(f) is Meaning.PHONE for f in entity.fields):
            return name
    raise SourceTrouble(
        "the data source maps no telephone numbers.", mend="Map the field phone of subscribers."
    )


def _people(
    connection: SourceConnection,
    settings: SourceSettings,
    entity: str,
    where: str,
    today: date,
    country: str,
    watch: Watch,
) -> Iterator[NewContact]:
    if entity not in settings.mapping.entities:
        raise SourceTrouble(
            "the data source {name} maps no {entity}.", name=settings.name, entity=entity
        )
    query = list_query(settings.mapping, entity, where, connection.dialect, today)
    stream = connection.stream(query.sql, query.parameters)
    rows = RowStream(tuple(name for name, _ in query.fields), map(query.row, stream.rows))
    reader = PhoneReader(country)
    table, columns = choose_table([StreamTable(rows, settings.name)], settings.name, reader, ())
    intake = Intake(columns, reader, (), lambda _rejected: None)
    for batch in intake.batches(table.rows()):
        watch(intake.rows)
        yield from batch


def _each_phone(people: Iterator[NewContact]) -> Iterator[NewContact]:
    for person in people:
        for phone in person.phones:
            yield NewContact((phone,), (), {}, 0)


# --- conditions as expressions ----------------------------------------------------------------


def expression(part: Part, mapping: SourceMapping, today: date) -> str:
    """In the language of ``source_criteria``; "" for a group without parts."""
    if isinstance(part, Condition):
        return _condition(part, mapping, today)
    word = " or " if part.match is Match.ANY else " and "
    inner = word.join(f"({expression(each, mapping, today)})" for each in part.parts)
    return f"not ({inner})" if part.match is Match.NONE and inner else inner


def _condition(part: Condition, mapping: SourceMapping, today: date) -> str:
    field = part.field
    entity = mapping.entities.get(field.entity)
    if entity is None or field.name not in entity.fields:
        raise BadCriterion(
            "{entity}.{name} of the data source is not mapped any more.", (),
            entity=field.entity, name=field.name,
        )  # fmt: skip
    name = f"{field.entity}.{field.name}"
    if not (field.entity.isidentifier() and field.name.isidentifier()):
        raise BadCriterion("the name {name} cannot be asked for.", (), name=name)
    operator = part.operator
    if operator is Operator.EMPTY:
        return f"not is_set({name})"
    if operator is Operator.FILLED:
        return f"is_set({name})"
    if operator in (Operator.YES, Operator.NO):
        return name if operator is Operator.YES else f"not {name}"
    if operator in DAYS:
        first, last = days_meant(part, today)
        before = f"{name} < {_day(last + timedelta(1))}"
        return before if first is None else f"({name} >= {_day(first)} and {before})"
    values = [_literal(part, value) for value in part.values]
    if operator is Operator.CONTAINS:
        return f"{values[0]} in {name}"
    if operator is Operator.BEGINS:
        return f"starts_with({name}, {values[0]})"
    if operator is Operator.IN_LIST:
        return f"{name} in ({', '.join(values)},)"
    if operator is Operator.BETWEEN:
        return f"({name} >= {values[0]} and {name} <= {values[1]})"
    return f"{name} {_SIGNS[operator]} {values[0]}"


def _day(day: date) -> str:
    return f'date("{day:%d.%m.%Y}")'


def _literal(part: Condition, value: str) -> str:
    if part.value_type is ValueType.NUMBER:
        return format(number_of(value) or 0, "f")
    day = date_of(value)
    if part.value_type is ValueType.DATE and day is not None:
        return _day(day)
    return repr(value)
