"""What the engine says reaches people in their language: as an object, and read back as text."""

import errno
import pickle
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.adapters.lists.content import find_content
from engine.domain.dial_format import check_format
from engine.domain.durations import parse_duration
from engine.errors import KnownError, Listed, Phrase
from engine.ivr.compile import compile_scheme
from engine.ports.storage import StorageUnavailable
from engine.scheme.codec import load_scheme
from engine.scheme.dialogues import run_dialogue
from engine.scheme.model import Dialogue, Variable
from engine.scheme.node_types import default_node_types
from engine.scheme.problems import error
from rino_desktop.texts import language, ru_system, russian, set_language
from rino_desktop.texts.errors import retold, said, said_mend, said_message
from tests.helpers.engine_texts import strings_of, texts
from tests.helpers.scheme_builder import SchemeBuilder


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    before = language()
    set_language("ru")
    yield
    set_language(before)


# --- every text of the engine ---


def test_errors_are_made_of_literal_templates() -> None:
    found = list(texts())
    assert len(found) > 250
    assert [text.place for text in found if text.template is None] == []


def test_every_text_of_the_engine_has_its_russian() -> None:
    missing = [f"{t.place}: {t.template}" for t in texts() if t.template not in russian()]
    assert not missing, "\n".join(missing)


def test_what_trunks_say_is_what_the_adapter_writes() -> None:
    written = strings_of("adapters/pjsip")
    for template in ru_system.TRUNKS:
        for fixed, _, _, _ in string.Formatter().parse(template):
            assert fixed in written, template


# --- one error in both languages ---


def test_english_is_what_the_error_is_as_text() -> None:
    problem = KnownError("{file} is empty.", mend="Choose another file.", file="a.csv")
    assert str(problem) == "a.csv is empty. Choose another file."
    assert (problem.message, problem.mend) == ("a.csv is empty.", "Choose another file.")
    assert problem.args == ("a.csv is empty.",)


def test_russian_is_said_where_it_is_shown() -> None:
    problem = KnownError("{file} is empty.", mend="Choose another file.", file="a.csv")
    assert said_message(problem) == "Файл a.csv пуст."
    assert said_mend(problem) == "Выберите другой файл."
    assert said(problem) == "Файл a.csv пуст. Выберите другой файл."
    set_language("en")
    assert said(problem) == str(problem)


def test_braces_of_values_and_of_plain_texts_stay() -> None:
    assert said(KnownError("{file} is empty.", file="{0}.csv")) == "Файл {0}.csv пуст."
    assert said(KnownError("уже по-русски: {x}")) == "уже по-русски: {x}"


def test_braces_of_templates_stay() -> None:
    with pytest.raises(KnownError) as caught:
        check_format("8{nomer}")
    assert "unknown part {nomer}. Use e164, digits, national or" in str(caught.value)
    assert "8{national}" in caught.value.mend
    assert "неизвестная часть {nomer}. Годятся e164" in said(caught.value)
    assert "8{national}" in said(caught.value)


def test_what_is_inside_is_said_too() -> None:
    inner = KnownError("{file} is empty.", mend="Choose another file.", file="a.csv")
    outer = KnownError(
        "Scheme “{scheme}” cannot be used: {problems}.",
        scheme="опрос",
        problems=Listed([inner, error("no_start"), Phrase("and {number} more", number=2)]),
    )
    words = error("no_start").words("ru")
    assert said(outer) == (
        "Схему «опрос» нельзя использовать: Файл a.csv пуст. Выберите другой файл.; "
        f"{words}; и ещё 2."
    )
    assert error("no_start").words("en") in str(outer)


def test_a_damaged_scheme_is_told_with_its_place() -> None:
    text = '{"format": "rino-scheme", "version": 1, "nodes": [{"id": "a", "type": 5}]}'
    with pytest.raises(KnownError) as caught:
        load_scheme(text, "опрос.json")
    assert str(caught.value).startswith("опрос.json: ")
    assert said(caught.value).startswith("опрос.json: ")
    assert not any("a" <= char <= "z" for char in said(caught.value).split(": ")[-1])


def test_a_list_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.7 " + b"x" * 50)
    with pytest.raises(KnownError) as caught:
        find_content(tmp_path / "list.pdf")
    assert said(caught.value) == (
        "list.pdf — это документ PDF, а не список. Сохраните список как CSV или XLSX."
    )


def test_the_reason_of_the_system_is_said() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied", "/x")
    problem = KnownError("{path} cannot be read: {reason}.", path="/x", reason=refused)
    assert str(problem) == "/x cannot be read: Permission denied."
    assert said(problem) == "не удалось прочесть /x: нет прав."
    assert said(refused) == "/x: нет прав"


def test_an_unreachable_database_says_what_it_was_told() -> None:
    gone = StorageUnavailable(KnownError("the database {address} does not exist.", address="/b"))
    assert str(gone) == "the database /b does not exist."
    assert said(gone) == "базы данных /b нет."
    # Kept by another error, too.
    outer = KnownError(
        "The database went away while the engine was starting: {reason}", reason=gone
    )
    assert said(outer) == "База данных пропала во время запуска движка: базы данных /b нет."


def test_errors_go_between_processes() -> None:
    problem = KnownError("{a}: {b}", mend="{a}!", a=Phrase("x {n}", n=1), b=Path("/b"))
    copy = pickle.loads(pickle.dumps(problem))
    assert str(copy) == str(problem) == "x 1: /b x 1!"
    assert copy.template == "{a}: {b}"


@pytest.mark.parametrize(
    "text", ["{", "[1 2]", '{"a" 1}', "{} {}", '"a', '"\n"', '"\\x"', '"\\u12"', "[1,", "{1}"]
)
def test_damaged_json_is_told_in_russian(text: str) -> None:
    with pytest.raises(KnownError) as caught:
        load_scheme(text)
    told = said(caught.value).replace("JSON", "").replace("\\uXXXX", "")
    assert not any("a" <= char.lower() <= "z" for char in told), told


# --- read back from the database ---


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("there is no such campaign", "такой кампании нет"),
        (
            "no free line on trunk msk, or it does not work",
            "нет свободной линии (транк msk), или транк не работает",
        ),
        ("There is no published scheme 'опрос'.", "Нет опубликованной схемы «опрос»."),
        ("registration: no answer from 127.0.0.1:5060",
         "регистрация: нет ответа от 127.0.0.1:5060"),
        ("registration: 403 Forbidden", "регистрация: 403 Forbidden"),
        ("127.0.0.1:5999: [Errno 111] Connection refused",
         "127.0.0.1:5999: соединение отвергнуто"),
        ("200 to OPTIONS", "ответ 200 на OPTIONS"),
        (
            "the database /b does not exist. Create it: rino-desktop db init",
            "базы данных /b нет. Создайте её: rino-desktop db init",
        ),
        ("something nobody knows", "something nobody knows"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_another_process_wrote_is_retold(english: str, told: str) -> None:
    assert retold(english) == told
    set_language("en")
    assert retold(english) == english


def test_every_error_can_be_told_from_its_text() -> None:
    with pytest.raises(KnownError) as caught:
        parse_duration("скоро")
    assert retold(str(caught.value)) == said(caught.value)


# --- what goes wrong on a call ---


def _troubles(*nodes: tuple[str, dict[str, object]]) -> list[str]:
    """Of a call that goes from one of these nodes to the next."""
    builder = SchemeBuilder(Variable("debt")).node("start", "start", next="0")
    for place, (kind, parameters) in enumerate(nodes):
        there = str(place + 1) if place + 1 < len(nodes) else "end"
        builder.node(str(place), kind, parameters, next=there, error=there)
    scheme = builder.node("end", "hang_up").build()
    result = run_dialogue(compile_scheme(scheme, default_node_types()), Dialogue("call", ()))
    return [retold(trouble) for trouble in result.troubles]


def test_troubles_of_a_call_are_told_in_russian() -> None:
    say = ("say", {"text": {"ru": "Долг {debt|money}."}})
    add = ("set_variables", {"assignments": [{"variable": "debt", "value": "debt + 1"}]})
    assert _troubles(say, add) == [
        "debt: произносить нечего, значения нет",
        "debt + 1: нет значения для debt",
    ]
