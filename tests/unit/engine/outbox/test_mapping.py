"""Mapped values, and their way into the types of columns."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.adapters.stores.conversion import Column, Kind, converted
from engine.adapters.stores.refusal import RowRefused
from engine.domain.outbox import OutboxContent, missing_stores, store_for
from engine.ports.outbox import OutboxAttempt, OutboxRow, json_value
from engine.scheme.expressions import BadExpressionError
from engine.service.outbox.mapping import (
    FIELDS,
    Facts,
    UnknownFieldError,
    UnmappableError,
    compile_place,
    compile_value,
)
from engine.service.outbox.writing import identity_of
from tests.helpers.outbox import outbox

AT = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
ATTEMPT = OutboxAttempt(
    phone="+79120000001", number=2, started_at=AT, answered_at=AT.replace(minute=31),
    ended_at=AT.replace(minute=32), disposition="completed",
    results={"amount": "1 250,30", "Дом": "5"}, contact={"Сумма долга": "99,90", "ФИО": "Ёлкин"},
)  # fmt: skip


def facts(
    content: OutboxContent = OutboxContent.ATTEMPTS,
    results: dict[str, str] | None = None,
    **document: str,
) -> Facts:
    attempt = ATTEMPT if results is None else replace(ATTEMPT, results=results)
    row = OutboxRow(7, 3, "s", 5, 42, content, "rino-3-42-attempts-0", AT, document, 0, "", attempt)
    return Facts(row, "Долги", ZoneInfo("Europe/Moscow"), identity_of(row.key))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("phone", "+79120000001"),
        ("key", "rino-3-42-attempts-1"),
        ("attempt", 2),
        ("talk_s", Decimal(60)),
        ("date", date(2026, 3, 2)),  # by Moscow's clock
        ("operator", None),
        ("result.amount", "1 250,30"),
        ("result.Дом", "5"),
        ("result.none", None),
        ("contact.сумма долга", "99,90"),
        ("contact.фио", "Ёлкин"),
        ("contact.none", None),
        ("=Москва", "Москва"),
        ("=", ""),
        ("={phone}", "{phone}"),
        ("{money(result['amount'])}", Decimal("1250.30")),
        ("{attempt + 1}", 3),
        ("{call.today}", date(2026, 3, 2)),
        ("{contact['ФИО']}, {talk_s}", "Ёлкин, 60"),
    ],
)
def test_values(text: str, value: object) -> None:
    assert compile_value(text)(facts()) == value


def test_values_of_a_write() -> None:
    row = facts(OutboxContent.WRITES, sum="12,5", name="x")
    assert compile_value("write.sum")(row) == "12,5"
    assert compile_value("{number(result['sum']) * 2}")(row) == Decimal("25.0")
    assert compile_value("name")(row) is None
    assert compile_value("name")(facts(OutboxContent.RESULTS, name="x")) == "x"


@pytest.mark.parametrize("text", ["telephone", "result.", "{telephone}", "results.a", ""])
def test_what_names_nothing(text: str) -> None:
    with pytest.raises(UnknownFieldError):
        compile_value(text)


@pytest.mark.parametrize("text", ["{phone", "phone}", "{phone|digits}", "{open(phone)}", "{}"])
def test_what_cannot_be_read(text: str) -> None:
    with pytest.raises(BadExpressionError):
        compile_value(text)


def test_what_fails_on_its_values() -> None:
    with pytest.raises(UnmappableError, match="no value for operator"):
        compile_value("{operator + 1}")(facts())


def test_places() -> None:
    web = compile_place("http://x/{contact['ФИО']}/{phone}?a={result['none']}", web=True)
    assert web(facts()) == "http://x/%D0%81%D0%BB%D0%BA%D0%B8%D0%BD/%2B79120000001?a="
    file = compile_place("file:///x/{campaign}-{date}/{contact['ФИО']}.csv", web=False)
    assert file(facts()) == "file:///x/Долги-2026-03-02/Ёлкин.csv"
    harm = compile_place("file:///x/{result['Дом']}", web=False)
    for house, expected in (("../../etc/passwd", "etc_passwd"), ("..", "_"), ("a b/c", "a_b_c")):
        assert harm(facts(results={"Дом": house})) == f"file:///x/{expected}"


def test_every_field_has_a_value() -> None:
    assert set(facts().values) == set(FIELDS)


def test_json() -> None:
    assert json_value(AT, utc=True) == "2026-03-01T22:30:00.000Z"
    assert json_value(AT.astimezone(ZoneInfo("Asia/Omsk"))) == "2026-03-02T04:30:00.000+06:00"
    assert json_value(Decimal("5.0")) == 5
    assert json_value(date(2026, 3, 1)) == "2026-03-01"
    assert json_value(None) is None


MOSCOW = AT.astimezone(ZoneInfo("Europe/Moscow"))


@pytest.mark.parametrize(
    ("value", "kind", "scale", "expected"),
    [
        ("1 250,30 руб.", Kind.DECIMAL, 2, Decimal("1250.30")),
        ("1250,305", Kind.DECIMAL, 2, Decimal("1250.31")),
        ("12", Kind.INTEGER, None, 12),
        (Decimal("12.0"), Kind.INTEGER, None, 12),
        ("yes", Kind.INTEGER, None, 1),
        ("0,5", Kind.FLOAT, None, 0.5),
        ("", Kind.INTEGER, None, None),
        ("", Kind.TEXT, None, ""),
        (None, Kind.TEXT, None, None),
        (5, Kind.TEXT, None, "5"),
        (Decimal("1250.30"), Kind.TEXT, None, "1250.30"),
        (MOSCOW, Kind.TEXT, None, "2026-03-02T01:30:00+03:00"),
        (AT, Kind.TEXT, None, "2026-03-01T22:30:00Z"),
        ("5 декабря 2026 г.", Kind.DATE, None, date(2026, 12, 5)),
        (MOSCOW, Kind.DATE, None, date(2026, 3, 2)),
        (MOSCOW, Kind.MOMENT, None, datetime(2026, 3, 2, 1, 30)),  # noqa: DTZ001
        (MOSCOW, Kind.MOMENT_WITH_ZONE, None, MOSCOW),
        (MOSCOW, Kind.TIME, None, time(1, 30)),
        ("2026-03-02T01:30:00+03:00", Kind.MOMENT_WITH_ZONE, None, MOSCOW),
        ("2026-03-02 01:30", Kind.MOMENT, None, datetime(2026, 3, 2, 1, 30)),  # noqa: DTZ001
        (date(2026, 3, 2), Kind.MOMENT, None, datetime(2026, 3, 2)),  # noqa: DTZ001
        ("да", Kind.BOOLEAN, None, True),
        (False, Kind.BOOLEAN, None, False),
        ("no", Kind.BOOLEAN, None, False),
        ("{}", Kind.OTHER, None, "{}"),
    ],
)
def test_conversion(value: object, kind: Kind, scale: int | None, expected: object) -> None:
    got = converted(value, Column("c", kind, scale))  # type: ignore[arg-type]
    assert got == expected
    assert type(got) is type(expected)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("много", Kind.DECIMAL), ("1,5", Kind.INTEGER), ("32.13.2026", Kind.DATE),
        ("maybe", Kind.BOOLEAN), ("today", Kind.MOMENT), (date(2026, 1, 1), Kind.TIME),
        (5, Kind.DATE),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(value: object, kind: Kind) -> None:
    with pytest.raises(RowRefused, match="does not fit into SUMMA"):
        converted(value, Column("SUMMA", kind))  # type: ignore[arg-type]


def test_stores_that_a_scheme_writes_to() -> None:
    both = (outbox("АСР", store="x", what=["writes"]), outbox("crm", store="x", what=["attempts"]))
    assert missing_stores(both, ["аср", "crm", "other", "other"]) == ["crm", "other"]
    assert store_for(both, " аср ") == both[0]
