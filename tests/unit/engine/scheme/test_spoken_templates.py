"""Formats in templates: how they are written, what is checked before a call, what a call says."""

import subprocess
import sys

import pytest

from engine.ivr.interpreter import Interpreter, compile_scheme
from engine.ivr.model import CallFacts, Play, Spoken
from engine.scheme.model import Variable, VariableType
from engine.scheme.node_types import default_node_types
from engine.scheme.templates import Slot, parse_template
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import SchemeBuilder

TYPES = {
    "debt": VariableType.MONEY, "n": VariableType.NUMBER, "due": VariableType.DATE,
    "name": VariableType.TEXT, "p": VariableType.PHONE,
}  # fmt: skip


def scheme(text: str, language: str = "ru") -> SchemeBuilder:
    variables = [Variable(name, kind, (name,)) for name, kind in TYPES.items()]
    return (
        SchemeBuilder(*variables, languages=(language,))
        .node("start", "start", next="say")
        .node("say", "say", {"text": {language: text}}, next="end", error="end")
        .node("end", "hang_up")
    )


def said(text: str, language: str = "ru", **fields: str) -> Spoken | None:
    compiled = compile_scheme(scheme(text, language).build(), default_node_types())
    commands = Interpreter(compiled, CallFacts(), fields).start(0.0)
    items = [item for command in commands if isinstance(command, Play) for item in command.items]
    assert len(items) <= 1
    assert all(isinstance(item, Spoken) for item in items)
    return items[0] if items else None  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "format_", "argument"),
    [
        ("{debt|money}", "money", ""),
        ("{debt:money}", "money", ""),
        ("{debt | Money : USD }", "money", "USD"),
        ("{debt:money:USD.acc}", "money", "USD.acc"),
        ("{n|count:новое сообщение:gen}", "count", "новое сообщение:gen"),
        ("{name[1:3]|digits}", "digits", ""),
        ('{contact["a:b"]:digits:2}', "digits", "2"),
        ("{n}", "", ""),
    ],
)
def test_how_formats_are_written(text: str, format_: str, argument: str) -> None:
    [slot] = parse_template(text).parts
    assert isinstance(slot, Slot)
    assert (slot.format, slot.argument) == (format_, argument)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{debt|monye}", "нет формата «monye»; есть: count, date, datetime, digits"),
        ("{debt|money:XYZ}", "у формата «money» не бывает «XYZ»; есть: AED, AMD"),
        ("{n|number:accusativ}", "у формата «number» не бывает «accusativ»; есть: m, f, n, nom"),
        ("{n|ordinal:m.f}", "формат «ordinal»: «m.f»: «f» противоречит тому, что стоит перед ним"),
        ("{due|date:untill}", "не бывает «untill»; есть: genitive, until, nominative"),
        ("{n|count}", "формат «count»: назовите, что считать: count:звонок"),
        ("{n|count:звонки}", "напишите в именительном падеже единственного числа (звонок)"),
        ("{n|count:бармаглот}", "такого существительного нет в словаре; напишите три формы"),
        ("{n|count:call}", "существительное надо писать русскими буквами"),
        ("{n|count:звонок:genitiv}", "не бывает «genitiv»; есть: nom, gen"),
        ("{n|count:а/б}", "нужны три формы: один, два, пять"),
        ("{n|count:симка/симки/симок:gen}", "известны только формы именительного падежа"),
        ("{name|list:money:XYZ}", "не бывает «XYZ»"),
        ("{name|list:list}", "не бывает «list»"),
        ("{n|yesno:x}", "у формата «yesno» не бывает «x»; есть: –"),
        ("{n:}", "после : нужен формат"),
    ],
)
def test_mistakes_are_found_before_a_call(text: str, words: str) -> None:
    [problem] = [p for p in validate(scheme(text).build(), default_node_types()) if p.is_error]
    told = problem.words("ru")
    assert words in told
    assert problem.node_id == "say"
    assert problem.words("en") != told


def test_a_noun_is_checked_in_its_language() -> None:
    english = validate(scheme("{n|count:звонок}", "en").build(), default_node_types())
    assert "write the noun in English" in english[0].words("en")
    assert validate(scheme("{n|count:new call}", "en").build(), default_node_types()) == []


def test_the_text_and_its_pieces_are_the_same() -> None:
    spoken = said("Долг {debt|money:acc}, {n|count:звонок}{n}. {name}, до свидания",
                  debt="1001", n="2", name="Иван")  # fmt: skip
    assert spoken is not None
    assert spoken.text == "Долг одну тысячу один рубль, два звонкадва. Иван, до свидания"
    assert " ".join("".join(spoken.pieces).split()) == spoken.text
    # What the author wrote and values in turn; names are read as they are written.
    assert spoken.pieces[::2] == ("Долг ", ", ", ". Иван, до свидания")
    assert spoken.pieces[1::2] == ("одну тысячу один рубль", "два звонкадва")


def test_a_value_first_and_no_value_at_all() -> None:
    first = said("{debt|money} и всё", debt="5")
    assert first is not None
    assert first.pieces == ("", "пять рублей", " и всё")
    plain = said("Здравствуйте, {name}", name="Иван")
    assert plain is not None
    assert plain.pieces == ()


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{n|ordinal}", {"n": "-1"}),
        ("{n|ordinal}", {"n": "1,5"}),
        ("{n|count:сутки}", {"n": "22"}),
        ("{name|money}", {"name": "много"}),
        ("{name|time}", {"name": "25:00"}),
        ("{name|duration}", {"name": "2:05"}),
        ("{name|list}", {"name": " ; "}),
        ("{name|digits}", {"name": "---"}),
        ("{name|yesno}", {"name": "может быть"}),
        ("{due|datetime}", {"due": "05.03.2026"}),
    ],
)
def test_what_cannot_be_said_goes_to_the_error_port(text: str, fields: dict[str, str]) -> None:
    assert said(text, **fields) is None


def test_the_dictionary_is_loaded_only_by_who_counts() -> None:
    """Most schemes count nothing of their own: their engine never loads it."""
    done = subprocess.run(
        [
            sys.executable, "-c",
            "import sys\n"
            "from engine.ivr.speech_formats import FORMATS\n"
            "FORMATS['money'].validate('', 'ru')\n"
            "FORMATS['count'].make('minute', 'RUB')\n"
            "assert 'pymorphy3' not in sys.modules\n"
            "FORMATS['count'].make('звонок', 'RUB')\n"
            "assert 'pymorphy3' in sys.modules\n",
        ],
        check=False,
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
