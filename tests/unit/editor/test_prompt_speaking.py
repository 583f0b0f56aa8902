"""Texts spoken with a contact's data: the exact words of a call."""

from datetime import date

import pytest

from editor.document import SchemeDocument
from editor.prompts.speaking import Said, Wanted, places, say, wanted
from engine.ivr.model import Prompt, Spoken
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.prompt_parts import with_prompts

TODAY = date(2026, 11, 29)


@pytest.fixture
def document(node_types: NodeTypes) -> SchemeDocument:
    return SchemeDocument(with_prompts(), node_types)


def spoken(document: SchemeDocument, text: str, language: str = "ru", currency: str = "",
           **fields: str) -> Said:  # fmt: skip
    return say(document.content, document.facts, text, language, fields, currency=currency,
               today=TODAY)  # fmt: skip


def words(said: Said) -> str:
    assert said.fault == ("", ""), said.fault
    return " ".join(item.text for item in said.items if isinstance(item, Spoken))


def test_texts_of_blocks(document: SchemeDocument) -> None:
    (place,) = places(document.content, document.facts)
    assert (place.node.id, place.place, set(place.texts)) == ("c", "text", {"ru", "en"})


@pytest.mark.parametrize(
    ("text", "fields", "heard"),
    [
        ("Долг {debt|money}.", {"Долг": "21 001,05"},
         "Долг двадцать одна тысяча один рубль пять копеек."),
        ("Долг {debt|money}.", {"долг": "2 руб."}, "Долг два рубля."),
        ("Нет {debt|money:gen}.", {"Долг": "5"}, "Нет пяти рублей."),
        ("Оплатите {due|date:until}.", {"Срок": "2026-12-01"}, "Оплатите до первого декабря."),
        ("У вас {contact.Звонки|count:звонок}.", {"Звонки": "3"}, "У вас три звонка."),
        ("Код {code|digits}.", {"code": "407"}, "Код четыре ноль семь."),
    ],
)  # fmt: skip
def test_words_in_russian(
    document: SchemeDocument, text: str, fields: dict[str, str], heard: str
) -> None:
    assert words(spoken(document, text, **fields)) == heard


def test_another_language_and_currency(document: SchemeDocument) -> None:
    said = spoken(document, "You owe {debt|money}.", "en", "USD", Долг="1250.30")
    assert words(said) == "You owe one thousand two hundred and fifty dollars and thirty cents."


def test_prompts_in_the_middle(document: SchemeDocument) -> None:
    said = spoken(document, "{prompt:hello} Долг {debt|money}.", Долг="1")
    assert isinstance(said.items[0], Prompt)
    assert said.items[0].file == "prompts/hello.ru.wav"
    assert words(said) == "Долг один рубль."


def test_what_is_missing_is_named(document: SchemeDocument) -> None:
    said = spoken(document, "{debt|money}, {due|date}, {contact.Имя}", Долг="100")
    assert said.items == ()
    assert said.missing == ("Срок", "Имя")
    said = spoken(document, "{debt|money}", Долг="сто")
    assert said.missing == ("Долг",), "what cannot be read is no value"
    assert wanted(document.content, "{debt|money} {other} {contact['Имя']}") == [
        Wanted("Долг", "debt"), Wanted("other", "other"), Wanted("Имя"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ru"),
    [
        ("Долг {debt|money", "не закрыта"),
        ("Долг {debt|деньги}", "нет формата «деньги»"),
        ("Долг {debt|money:куда}", "куда"),
        ("{prompt:nobody}", "нет фразы «nobody»"),
        ("{debt +|money}", "debt"),
    ],
)
def test_faults_are_told_in_both_languages(document: SchemeDocument, text: str, ru: str) -> None:
    said = spoken(document, text, Долг="1")
    assert ru in said.fault[0]
    assert said.fault[1]
    assert not said.items
