import contextlib
import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.scheme.expressions import (
    BadExpressionError,
    EvaluationError,
    Scope,
    parse,
)
from engine.scheme.templates import Slot, parse_template
from engine.scheme.values import ContactFields


def scope(**values: object) -> Scope:
    return Scope(
        dict(values),  # type: ignore[arg-type]
        ContactFields({"Сумма долга": "1 250,30", "ФИО": "Иванов"}),
        {"today": date(2026, 11, 23), "phone": "+79123456789"},
        {"answer": "yes"},
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("debt > 1000 and debt <= 1250.30", True),
        ("debt * 0.1", Decimal("125.030")),
        ("debt / 2", Decimal("625.15")),
        ("0.1 + 0.2 == 0.3", True),
        ("7 // 2 + 7 % 2", 4),
        ('money(contact["Сумма долга"]) == debt', True),
        ('contact["нет такой"]', None),
        ("contact.ФИО", "Иванов"),
        ("call.today + 3", date(2026, 11, 26)),
        ("due - call.today", 12),
        ("call.phone[-4:]", "6789"),
        ('result["answer"] == "yes"', True),
        ("is_set(nothing)", False),
        ("coalesce(nothing, name)", "Иванов"),
        ('"ван" in name', True),
        ("yes if debt > 1 else no", True),
        ("долг == 5", True),
        ("digits", "42"),  # a variable may have the name of a function
        ("digits(digits) + digits", "4242"),
        ("round(debt)", 1250),
        ('date_from_digits("3", call.today)', date(2026, 11, 26)),
        ('date_from_digits("0112", call.today)', date(2026, 12, 1)),
        ('date_from_digits("0111", call.today)', date(2027, 11, 1)),
        ('date_from_digits("2902", call.today)', date(2028, 2, 29)),
        ('date_from_digits("9999", call.today)', None),
        ("\n debt\n > 1 ", True),
    ],
)
def test_values(text: str, value: object) -> None:
    names = scope(
        debt=Decimal("1250.30"),
        due=date(2026, 12, 5),
        name="Иванов",
        nothing=None,
        долг=5,
        digits="42",
    )
    assert parse(text).evaluate(names) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "1 +", "debt.real", "__import__('os')", "(lambda: 1)()", "[x for x in y]",
        "f'{x}'",
        "contact", "x = 1", "x; y", "a.b.c", "contact['a'].upper()", "call.secret",
        "open('x')", "{}", "x if y", "1e400", "1" * 400, "(" * 300, "-" * 900 + "1", "x" * 1001,
        "+".join("x" * 300), "contact[1:2]", "round(1, 2, 3)", "round(number=1)", "*x", "\0",
        "1 if",
        "x := 1", "await x", "b'x'", "...", "1j",
    ],
)  # fmt: skip
def test_what_is_refused(text: str) -> None:
    with pytest.raises(BadExpressionError) as caught:
        parse(text)
    assert caught.value.ru
    assert caught.value.en


def test_a_syntax_error_tells_its_column() -> None:
    with pytest.raises(BadExpressionError) as caught:
        parse("debt > > 5")
    assert caught.value.column == 8
    with pytest.raises(BadExpressionError) as caught:
        parse("debt > nosuch(5)")
    assert caught.value.column == 8
    assert "nosuch" in caught.value.ru


@pytest.mark.parametrize(("text", "russian", "english"), [
    ("debt >", "выражение не закончено", "something is missing at the end"),
    ("round(debt", "не закрыта скобка (знак 6)", "a bracket is not closed (character 6)"),
    ("debt)", "лишняя скобка (знак 5)", "a bracket is closed that was never opened (character 5)"),
    ("(debt]", "скобки не подходят друг к другу (знак 6)", "brackets do not match (character 6)"),
    ("'debt", "не закрыта кавычка (знак 1)", "a quotation mark is not closed (character 1)"),
    ("=5", "так выражения не пишут (знак 1)", "no expression is written so (character 1)"),
])  # fmt: skip
def test_what_is_misspelt_is_said_in_words(text: str, russian: str, english: str) -> None:
    with pytest.raises(BadExpressionError) as caught:
        parse(text)
    assert (caught.value.ru, caught.value.en) == (russian, english)


@pytest.mark.parametrize(
    "text",
    ["nothing > 5", "1 / 0", "name + 1", "debt > name", "9 ** 99", "'%s' % 1", "name * 1000000",
     "call.today + 999999", "call.today + debt", "day(name)", "(9**9)*(9**9)*(9**9)"],
)  # fmt: skip
def test_what_fails_on_values(text: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        parse(text).evaluate(scope(nothing=None, name="Иванов", debt=Decimal("1.5")))
    assert text in str(caught.value)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(EvaluationError, match="no value for debt"):
        parse("debt > 5").evaluate(scope(debt=None))


def test_names_are_known_without_running() -> None:
    expression = parse('debt > limit and is_set(contact["Сумма долга"]) or result["x"] == yes')
    assert expression.variables == {"debt", "limit"}
    assert expression.fields == {"Сумма долга"}
    assert expression.results == {"x"}


_PIECES = st.sampled_from(
    ["debt", "name", "due", "1", "0.5", '"a"', "+", "-", "*", "/", "**", "%", "(", ")", "[", "]",
     ">", "==", " and ", " or ", "not ", " in ", ",", ".", "contact", "call.today", "round(",
     "length(", "text(", "lower(", " if ", " else ", "9", ":", "date_from_digits("]
)  # fmt: skip


@given(st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=25).map("".join)))
def test_no_text_breaks_the_evaluator(text: str) -> None:
    began = time.thread_time()  # its own work, whatever else the machine does
    with contextlib.suppress(BadExpressionError, EvaluationError):
        parse(text).evaluate(scope(debt=Decimal("3"), name="Иванов", due=date(2026, 12, 5)))
    assert time.thread_time() - began < 0.5


def test_templates() -> None:
    template = parse_template('Долг {debt|money:usd}, {{код}} {contact["a|b}"]} {due | date}')
    assert template.parts[0] == "Долг "
    slots = template.slots
    assert [(s.expression.text, s.format, s.argument) for s in slots] == [
        ("debt", "money", "usd"),
        ('contact["a|b}"]', "", ""),
        ("due", "date", ""),
    ]
    assert ", {код} " in template.parts


@pytest.mark.parametrize("text", ["{", "}", "{}", "{a|}", "{a b}", "{{}", "{a{b}}", "{'a}"])
def test_bad_templates(text: str) -> None:
    with pytest.raises(BadExpressionError) as caught:
        parse_template(text)
    assert caught.value.column


@given(st.text(max_size=60))
def test_no_text_breaks_a_template(text: str) -> None:
    try:
        parts = parse_template(text).parts
    except BadExpressionError:
        return
    assert all(isinstance(part, str | Slot) for part in parts)


@given(st.text(max_size=60))
def test_doubled_braces_are_braces(text: str) -> None:
    written = text.replace("{", "{{").replace("}", "}}")
    assert "".join(str(part) for part in parse_template(written).parts) == text
