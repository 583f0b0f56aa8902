"""Requests to web services: how they are filled in, and what becomes of the answers."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.ivr.model import OutsideStep
from engine.ivr.requests import HttpAnswer, HttpRequest
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.one_node import answer, asked, begun, left_by, one_node, troubles
from tests.helpers.scheme_builder import SchemeBuilder


def http(**more: Any) -> SchemeBuilder:
    return one_node("http_request", {"source": "crm"} | more, "ok", "refused", "error")


def test_a_request_is_filled_in() -> None:
    phone = begun(
        http(
            method="POST", path="/subscribers/{name}/debts", query={"q": "{debt} ₽"},
            headers={"X-Name": "{name}\r\nEvil: 1"},
            body={"sum": "{debt}", "text": "Долг {debt}", "due": "{due}", "list": ["{count}", 1],
                  "{name}": "{{}}", "day": "{call.today}"},
        ),
        {"Долг": "1 250,30", "ФИО": "Иванов/Петров?"},
    )  # fmt: skip
    assert asked(phone) == HttpRequest(
        "crm", "POST",
        "/subscribers/%D0%98%D0%B2%D0%B0%D0%BD%D0%BE%D0%B2%2F%D0%9F%D0%B5%D1%82%D1%80%D0%BE"
        "%D0%B2%3F/debts",
        {"q": "1250.30 ₽"},
        {"sum": 1250.3, "text": "Долг 1250.30", "due": None, "list": [None, 1], "{name}": "{}",
         "day": None},
        {"X-Name": "Иванов/Петров? Evil: 1"},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["..", ".", ""])
def test_a_value_cannot_lead_to_another_place(name: str) -> None:
    phone = begun(http(path="/a/{name}/b"), {"ФИО": name})
    assert left_by(phone) == "error"
    assert phone.of(OutsideStep) == []


def test_the_answer_is_read_by_paths() -> None:
    response = {"account.balance": "debt", "$.items[0].due": "due", "items[-1].name": "name",
                '["a key"].n': "count", "none.of[5].this": "other"}  # fmt: skip
    phone = begun(http(response=response, status="code"))
    answer(phone, HttpAnswer(201, {
        "account": {"balance": 12.3}, "items": [{"due": "05.12.2026"}, {"name": "Я"}],
        "a key": {"n": "7"}}, "…"))  # fmt: skip
    assert left_by(phone) == "ok"
    values = phone.interpreter.variables
    assert (values["debt"], values["due"]) == (Decimal("12.30"), date(2026, 12, 5))
    assert (values["name"], values["count"], values["other"]) == ("Я", Decimal(7), None)
    assert values["code"] == 201


@pytest.mark.parametrize(
    ("got", "port", "words"),
    [
        (HttpAnswer(404, {"debt": 1}, ""), "refused", ""),
        (HttpAnswer(302, None, ""), "refused", ""),
        (HttpAnswer(204, None, ""), "ok", ""),
        (HttpAnswer(200, None, "null"), "ok", ""),
        (HttpAnswer(200, None, "<html>"), "error", "no JSON"),
        (HttpAnswer(200, {"debt": {"a": 1}}, ""), "error", "an object is no value"),
        (HttpAnswer(200, {"debt": [1]}, ""), "error", "a list is no value"),
        (HttpAnswer(200, {"debt": "?"}, ""), "error", "cannot be read as money"),
        (HttpAnswer(200, {"debt": 1e300}, ""), "error", "too large"),
        ("?", "error", "no answer"),
    ],
)
def test_what_becomes_of_answers(got: object, port: str, words: str) -> None:
    phone = begun(http(response={"debt": "debt"}, status="code"), {"Долг": "10"})
    answer(phone, got)
    assert left_by(phone) == port
    assert words in troubles(phone)
    if isinstance(got, HttpAnswer):
        assert phone.interpreter.variables["code"] == got.status
        assert phone.interpreter.variables["debt"] is None


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"response": {"a..b": "name"}}, "response.a..b"),
        ({"response": {"a[x]": "name"}}, "response.a[x]"),
        ({"response": {"": "name"}}, "response."),
        ({"path": "https://example.org/x"}, "path"),
        ({"body": {"a": 1}}, "body"),
        ({"body": {"a": "{nobody}"}, "method": "POST"}, "body.a"),
        ({"method": "post"}, "method"),
    ],
)
def test_mistakes_of_requests_are_told_with_their_place(more: dict[str, Any], place: str) -> None:
    problems = [p for p in validate(http(**more).build(), default_node_types()) if p.is_error]
    assert [p.place for p in problems] == [place]
    assert all(p.node_name == "step" and p.words("ru") for p in problems)
