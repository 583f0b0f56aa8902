"""Who fits a criterion: counts, a sample, all of them."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.adapters.firebird.bulk_sql import LONGEST_OTHERS
from engine.adapters.firebird.codec import (
    FIELDS_LENGTH,
    decode_fields,
    encode_fields,
    join_phones,
    name_key,
    split_phones,
    split_zones,
)
from engine.adapters.firebird.connection import Connection, Row
from engine.adapters.firebird.criteria_sql import Compiler
from engine.adapters.firebird.list_held import held_counts
from engine.adapters.firebird.lists import in_lists
from engine.adapters.firebird.zone_sets import ZoneSets
from engine.lists.criteria import Field, Kind
from engine.lists.phones import number_zones
from engine.ports.segments import Held, Question
from engine.ports.storage import NewContact

#: Slots of the pinned contacts; those of the parts of a criterion are above 0.
PINNED_IN, PINNED_OUT = -1, -2
_COLUMNS = "c.phone, c.other_phones, z.zones, c.fields, c.long_fields"
_INSERT = (
    "INSERT INTO list_people (slot, phone, other_phones, zone_set_id, fields, long_fields)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
#: Contacts that are looked at for names and values that occur.
_LOOKED_AT = 2000


class FirebirdPeopleStore:
    """``engine.ports.segments.PeopleStore``."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def put(self, slot: int, people: Iterable[NewContact]) -> int:
        count, zone_sets = 0, ZoneSets(self._sql)
        for person in people:
            phone, others = join_phones(person.phones)
            short, long = encode_fields(person.fields)
            assert len(short) <= FIELDS_LENGTH
            zones = zone_sets.id_of(person.zones) if slot == 0 else 0
            self._sql.execute(_INSERT, (slot, phone, others[:LONGEST_OTHERS], zones, short, long))
            count += 1
        return count

    def count(self, question: Question) -> int:
        source, parameters = self._from(question)
        each = "COUNT(*)" if self._is_single(question) else "COUNT(DISTINCT c.phone)"
        found = int(self._sql.value(f"SELECT {each} FROM {source}", parameters))
        return found + len(self._pinned_besides(question))

    def callable(self, question: Question) -> tuple[int, Mapping[Held, int]]:
        source, parameters = self._from(question)
        besides = self._pinned_besides(question)
        return held_counts(
            self._sql, question, source, parameters, self._is_single(question),
            [NewContact((phone,), number_zones(phone), {}, 0) for phone in besides],
        )  # fmt: skip

    def sample(self, question: Question, limit: int) -> list[NewContact]:
        pinned = [self._pinned(question, phone) for phone in self._pinned_besides(question)[:limit]]
        rest = limit - len(pinned)
        if rest <= 0:
            return pinned
        source, parameters = self._from(question)
        rows = self._sql.rows(
            f"SELECT FIRST {int(rest)} {_COLUMNS} FROM {_with_zones(source)}", parameters
        )
        return pinned + [_person(row, number) for number, row in enumerate(rows, len(pinned) + 1)]

    def all(self, question: Question) -> Iterator[NewContact]:
        number = 0
        for phone in self._pinned_besides(question):
            number += 1
            yield self._pinned(question, phone)
        source, parameters = self._from(question)
        single = self._is_single(question)
        # Of several contacts of one person the newest comes first.
        order = "" if single else " ORDER BY c.phone, c.id DESC"
        if question.criterion.base.source:
            order = " ORDER BY c.phone"
        last = ""
        for row in self._sql.stream(f"SELECT {_COLUMNS} FROM {_with_zones(source)}{order}",
                                    parameters):  # fmt: skip
            if row[0] != last or single:
                last = row[0]
                number += 1
                yield _person(row, number)

    def brought(self, campaign_id: int) -> Iterator[NewContact]:
        source = (
            "contacts c WHERE c.campaign_id = ? AND EXISTS (SELECT 1 FROM imports i"
            " WHERE i.id = c.import_id AND i.built = 1)"
        )
        rows = self._sql.stream(f"SELECT {_COLUMNS} FROM {_with_zones(source)}", (campaign_id,))
        for number, row in enumerate(rows, 1):
            yield _person(row, number)

    def values(self, field: Field, campaigns: Sequence[str], beginning: str, limit: int
               ) -> list[str]:  # fmt: skip
        plain = {
            Kind.CAMPAIGN: "SELECT name FROM campaigns WHERE state <> 'archived' ORDER BY name_key",
            Kind.CALL_CAMPAIGN: "SELECT name FROM campaigns ORDER BY name_key",
            Kind.LIST: "SELECT DISTINCT file_name FROM imports ORDER BY 1",
            Kind.CONSENT: "SELECT DISTINCT kind FROM consents ORDER BY 1",
        }.get(field.kind)
        found: list[str] = []
        if plain is not None:
            found = [row[0].strip() for row in self._sql.rows(plain)]
        elif field.kind is Kind.ZONE:
            sets = self._sql.rows("SELECT zones FROM zone_sets")
            found = sorted({zone for (zones,) in sets for zone in split_zones(zones)})
        elif field.kind is Kind.RESULT:
            found = [row[0] for row in self._sql.rows(
                "SELECT DISTINCT text FROM (SELECT FIRST 2000 text FROM attempt_results"
                " WHERE name = ?) ORDER BY 1", (field.name,),
            )]  # fmt: skip
        elif field.kind is Kind.OWN:
            found = sorted({
                fields[field.name] for fields in self._some(campaigns) if fields.get(field.name)
            })  # fmt: skip
        wanted = beginning.casefold()
        return [value for value in found if value.casefold().startswith(wanted)][:limit]

    def names(self, campaigns: Sequence[str]) -> list[str]:
        return list(dict.fromkeys(name for fields in self._some(campaigns) for name in fields))

    def asked_of_calls(self) -> tuple[list[str], list[str]]:
        results = self._sql.rows(
            "SELECT DISTINCT name FROM (SELECT FIRST 5000 name FROM attempt_results) ORDER BY 1"
        )
        questions = self._sql.rows("SELECT DISTINCT question FROM questions ORDER BY 1")
        return [row[0] for row in results], [row[0] for row in questions]

    # --- inside ---

    def _some(self, campaigns: Sequence[str]) -> Iterator[Mapping[str, str]]:
        ids = self._campaign_ids(campaigns) if campaigns else [
            row[0] for row in self._sql.rows("SELECT id FROM campaigns ORDER BY id DESC ROWS 20")
        ]  # fmt: skip
        for campaign_id in ids:
            rows = self._sql.rows(
                f"SELECT FIRST {_LOOKED_AT // max(1, len(ids))} fields, long_fields FROM contacts"
                " WHERE campaign_id = ?", (campaign_id,),
            )  # fmt: skip
            for short, long in rows:
                yield decode_fields(short, long)

    def _campaign_ids(self, names: Sequence[str]) -> list[int]:
        found: list[int] = []
        for marks, part in in_lists([name_key(name) for name in names]):
            found += [row[0] for row in self._sql.rows(
                f"SELECT id FROM campaigns WHERE name_key IN ({marks})", part
            )]  # fmt: skip
        return found

    def _is_single(self, question: Question) -> bool:
        """Nobody can stand there twice."""
        base = question.criterion.base
        return bool(base.source) or len(set(map(name_key, base.campaigns))) == 1

    def _from(self, question: Question) -> tuple[str, tuple[object, ...]]:
        """``TABLE c WHERE …`` of those who fit, with what it needs."""
        criterion = question.criterion
        base = criterion.base
        compiler = Compiler(not base.source, question.slots, question.now, question.zone)
        parts, parameters = [], compiler.parameters
        if base.source:
            parts.append("c.slot = 0")
        elif base.campaigns:
            ids = self._campaign_ids(base.campaigns) or [-1]
            parts.append(f"c.campaign_id IN ({', '.join('?' * len(ids))})")
            parameters += ids
        if question.only_in is not None and not base.source:
            within, ids = _within("c.campaign_id", question.only_in)
            parts.append(within)
            parameters += ids
        if question.campaign is not None and not base.source:
            # What such a list has brought is not what it is made of: nobody would ever leave it.
            parts.append(
                "NOT (c.campaign_id = ? AND EXISTS (SELECT 1 FROM imports i"
                " WHERE i.id = c.import_id AND i.built = 1))"
            )
            parameters.append(question.campaign.id)
        parts.append(compiler.where(criterion.root))
        if criterion.pinned_out:
            self._put_pinned(PINNED_OUT, criterion.pinned_out)
            parts.append(
                "NOT EXISTS (SELECT 1 FROM list_people s"
                f" WHERE s.slot = {PINNED_OUT} AND s.phone = c.phone)"
            )
        table = "list_people" if base.source else "contacts"
        return f"{table} c WHERE {' AND '.join(parts)}", tuple(parameters)

    def _put_pinned(self, slot: int, phones: Sequence[str]) -> None:
        if self._sql.row("SELECT FIRST 1 phone FROM list_people WHERE slot = ?", (slot,)) is None:
            self.put(slot, (NewContact((phone,), (), {}, 0) for phone in dict.fromkeys(phones)))

    def _pinned_besides(self, question: Question) -> list[str]:
        """Pinned contacts that the conditions do not find."""
        pinned = tuple(dict.fromkeys(question.criterion.pinned_in))
        if not pinned:
            return []
        self._put_pinned(PINNED_IN, pinned)
        source, parameters = self._from(question)
        rows = self._sql.rows(
            f"SELECT DISTINCT c.phone FROM {source} AND EXISTS (SELECT 1 FROM list_people s"
            f" WHERE s.slot = {PINNED_IN} AND s.phone = c.phone)", parameters,
        )  # fmt: skip
        found = {row[0] for row in rows}
        return [phone for phone in pinned if phone not in found]

    def _pinned(self, question: Question, phone: str) -> NewContact:
        """What is known of him in any campaign; his number at least."""
        only_in = question.only_in
        within, ids = ("1 = 1", []) if only_in is None else _within("g.id", only_in)
        row = self._sql.row(
            f"SELECT FIRST 1 {_COLUMNS} FROM campaigns g JOIN contacts c ON c.campaign_id = g.id"
            f" AND c.phone = ? LEFT JOIN zone_sets z ON z.id = c.zone_set_id WHERE {within}"
            " ORDER BY c.id DESC",
            (phone, *ids),
        )
        return NewContact((phone,), number_zones(phone), {}, 0) if row is None else _person(row, 0)


def _within(column: str, campaigns: frozenset[int]) -> tuple[str, list[int]]:
    """A condition, and its parameters."""
    lists = list(in_lists(sorted(campaigns)))
    if not lists:
        return "1 = 0", []
    within = " OR ".join(f"{column} IN ({marks})" for marks, _ in lists)
    return f"({within})", [each for _, part in lists for each in part]


def _with_zones(source: str) -> str:
    table, _, where = source.partition(" WHERE ")
    return f"{table} LEFT JOIN zone_sets z ON z.id = c.zone_set_id WHERE {where}"


def _person(row: Row, number: int) -> NewContact:
    phone, others, zones, short, long = row
    return NewContact(
        split_phones(phone, others), split_zones(zones or ""), decode_fields(short, long), number
    )
