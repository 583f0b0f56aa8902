"""What blocks say of themselves, in both languages; cut to fit, whole under the mouse."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from editor.block_tips import BlockTips
from editor.document import SchemeDocument
from editor.items.block_look import PADDING, WIDTH, block_look
from editor.items.style import CanvasStyle
from editor.summary import summary
from editor.summary_words import condition_words, spoken_template
from engine.scheme.model import Node, PromptRecording, Scheme
from engine.scheme.node_types import NodeTypes
from rino_desktop.ui.colours import LIGHT
from tests.unit.editor.conftest import SCHEMES, Canvas, sample

NAMES = sorted(path.name.removesuffix(".scheme.json") for path in SCHEMES.glob("*.scheme.json"))
SAID = [{"say": {"ru": "Долг {debt|money}", "en": "You owe {debt|money}"}}]


def scheme(node_type: str, parameters: dict[str, Any], *languages: str) -> Scheme:
    said = {"hi": ("Привет", "Hello"), "bye": ("Пока.", "Bye.")}
    prompts = {
        name: {"ru": PromptRecording("", ru), "en": PromptRecording("", en)}
        for name, (ru, en) in said.items()
    }
    nodes = (Node("x", node_type, "", 0, 0, parameters),)
    return Scheme("s", languages=languages or ("ru", "en"), nodes=nodes, prompts=prompts)


@pytest.mark.parametrize(
    ("node_type", "parameters", "ru", "en"),
    [
        ("play", {"prompts": ["hi", "bye", "none"]}, "«Привет Пока. none»", "“Hello Bye. none”"),
        ("say", {"text": SAID[0]["say"]}, "«Долг {debt}»", "“You owe {debt}”"),
        ("menu", {"message": [{"prompt": "hi"}, *SAID], "keys": [{"key": "1"}]},
         "«Привет Долг {debt}»", "“Hello You owe {debt}”"),
        ("input_digits", {"message": SAID, "variable": "day"},
         "day ← «Долг {debt}»", "day ← “You owe {debt}”"),
        ("record", {"max_s": 30}, "до 30 с", "up to 30 s"),
        ("condition", {"expression": "is_set(a.b) and not is_set(c) or d >= 3"},
         "a.b известно и c неизвестно или d ≥ 3", "a.b known and c unknown or d ≥ 3"),
        ("condition", {"expression": 'x == "this and that"'},
         'x = "this and that"', 'x = "this and that"'),
        ("switch", {"expression": "city", "cases": [{"port": "msk", "values": ["Москва"]}]},
         "по значению: city", "by city"),
        ("time_condition",
         {"week": [{"days": ["mon", "tue", "wed", "thu", "fri"], "start": "09:00", "end": "18:00"},
                   {"days": ["sun"]}], "except_dates": [{"first": "12-31"}]},
         "пн–пт 09:00–18:00, вс, кроме 12-31", "Mon–Fri 09:00–18:00, Sun, except 12-31"),
        ("time_condition", {"hours": "campaign"}, "часы кампании", "hours of the campaign"),
        ("random_split", {"branches": [{"name": "a", "weight": 1}, {"name": "b", "weight": 3}]},
         "a 25 %, b 75 %", "a 25 %, b 75 %"),
        ("loop_counter", {"times": 3}, "не больше 3 раз", "at most 3 times"),
        ("loop_counter", {"times": 1}, "не больше 1 раза", "at most 1 time"),
        ("subscheme", {"scheme": "pay", "parameters": {"sum": "debt"}},
         "→ pay (sum = debt)", "→ pay (sum = debt)"),
        ("jump", {"scheme": "pay"}, "→ pay", "→ pay"),
        ("return", {"outcome": "done"}, "исход: done", "outcome: done"),
        ("return", {}, "в вызвавшую схему", "to the calling scheme"),
        ("set_variables",
         {"assignments": [{"variable": "n", "value": "n + 1"}, {"variable": "m", "value": "0"}]},
         "n = n + 1; m = 0", "n = n + 1; m = 0"),
        ("save_result", {"results": [{"name": "paid", "value": "{sum|money}"}]},
         "paid = {sum}", "paid = {sum}"),
        ("write_external", {"store": "crm", "values": {"who": "{name}"}},
         "crm: who = {name}", "crm: who = {name}"),
        ("query", {"source": "billing", "statement": "select 1", "columns": {"a": "b"}},
         "billing: select 1", "billing: select 1"),
        ("next_row", {"rows": "bills", "columns": {"sum": "amount"}},
         "bills → amount", "bills → amount"),
        ("http_request", {"source": "crm", "method": "POST", "path": "/calls"},
         "POST crm/calls", "POST crm/calls"),
        ("script", {"script": "discount", "arguments": {"a": "debt"}, "results": {"d": "off"}},
         "discount(debt) → off", "discount(debt) → off"),
        ("draw_number", {"draw": "prize", "variable": "ticket"}, "prize → ticket",
         "prize → ticket"),
        ("outcome", {"disposition": "partial"}, "считать частичным", "counts as partial"),
        ("hang_up", {"disposition": "completed"}, "считать завершённым", "counts as completed"),
        ("hang_up", {}, "", ""),
        ("do_not_call", {"reason": "сам просил"}, "сам просил", "сам просил"),
        ("transfer", {"number": "{operator}", "announcement": SAID},
         "на {operator} «Долг {debt}»", "to {operator} “You owe {debt}”"),
        ("operator", {"queue": "vip", "announcement": SAID, "returns": ["Оценка", "Справка"]},
         "очередь vip «Долг {debt}» обратно: Оценка, Справка",
         "queue vip “You owe {debt}” back: Оценка, Справка"),
        ("operator", {}, "", ""),
        ("send_digits", {"digits": "12#"}, "Набрать 12#", "Dial 12#"),
        ("wait", {"seconds": 2.5}, "2,5 с", "2.5 s"),
    ],
)  # fmt: skip
def test_each_type_says_what_it_does(
    node_types: NodeTypes, node_type: str, parameters: dict[str, Any], ru: str, en: str
) -> None:
    document = SchemeDocument(scheme(node_type, parameters), node_types)
    about = document.facts.of("x")
    assert about.parameters is not None, about.problems
    assert summary(document.content, about, "ru") == ru
    assert summary(document.content, about, "en") == en


def test_what_is_spoken_is_shown_in_a_language_of_the_scheme(node_types: NodeTypes) -> None:
    document = SchemeDocument(scheme("play", {"prompts": ["hi"]}, "ru"), node_types)
    assert summary(document.content, document.facts.of("x"), "en") == "“Привет”"


def test_an_unfinished_block_shows_what_it_has(node_types: NodeTypes) -> None:
    document = SchemeDocument(scheme("query", {"source": "billing"}), node_types)
    assert document.facts.of("x").parameters is None
    assert summary(document.content, document.facts.of("x"), "ru") == "billing"
    unknown = SchemeDocument(scheme("of_a_plug_in", {"colour": "red"}), node_types)
    assert summary(unknown.content, unknown.facts.of("x"), "ru") == "red"


def test_no_type_is_without_words_in_the_samples(node_types: NodeTypes, qapp: QApplication) -> None:
    silent = {"start", "hang_up", "return", "do_not_call"}
    for name in NAMES:
        document = SchemeDocument(sample(name), node_types)
        for key, node in document.content.nodes.items():
            for language in ("ru", "en"):
                said = summary(document.content, document.facts.of(key), language)
                assert said or node.type in silent, (name, node.name)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_fits(
    node_types: NodeTypes, qapp: QApplication, name: str, language: str
) -> None:
    style = CanvasStyle(LIGHT)
    document = SchemeDocument(sample(name), node_types)
    room = WIDTH - 2 * PADDING
    for key in document.content.nodes:
        look = block_look(document.content, document.facts, key, style, language)
        assert style.title_metrics.horizontalAdvance(look.title) <= room
        assert len(look.summary) <= 2
        for line in (*look.summary, *(title for _, title in look.ports)):
            assert style.body_metrics.horizontalAdvance(line) <= room + 1, line
        # Between words; only the end is cut.
        shown = " ".join(look.summary)
        whole = " ".join(look.full_summary.split())
        assert shown == whole or shown.endswith("…"), (shown, whole)
        if shown != whole:
            assert whole.startswith(shown[:-1].rstrip()[: len(look.summary[0])])


def test_expressions_and_texts() -> None:
    assert condition_words("due  <=\n 3 and x != 1", "ru") == "due ≤ 3 и x ≠ 1"
    assert condition_words("due  <=\n 3 and x != 1", "en") == "due ≤ 3 and x ≠ 1"
    assert spoken_template("{a|date:until} {b} {{c|d}}") == "{a} {b} {{c}}"


def test_the_whole_text_is_told_under_the_mouse(qtbot: QtBot, node_types: NodeTypes) -> None:
    text = "Здравствуйте! Это автоматический звонок, <важно> и довольно длинно. " * 3
    title = "Узнать подробности о задолженности и способах оплаты"
    parameters = {"message": [{"say": {"ru": text}}], "keys": [{"key": "1", "title": title}]}
    canvas = Canvas(SchemeDocument(scheme("menu", parameters, "ru"), node_types), qtbot)
    canvas.view.fit()
    look = canvas.scene.blocks["x"].look
    assert look.summary[1].endswith("…")
    tips = BlockTips(canvas.view)

    def shown_at(x: float, y: float) -> str:
        at = canvas.view.mapFromScene(QPointF(x, y))
        event = QHelpEvent(QHelpEvent.Type.ToolTip, at, canvas.view.viewport().mapToGlobal(at))
        QApplication.sendEvent(canvas.view.viewport(), event)
        return QToolTip.text()

    whole = shown_at(60, 50)
    assert "&lt;важно&gt; и довольно длинно." in whole
    assert "Меню" in whole
    assert title in shown_at(60, look.head + 12)
    assert tips.text_at(QPoint(1, 1)) == ""


def test_links_stay_at_their_ports_in_another_language(qtbot: QtBot, node_types: NodeTypes) -> None:
    """Where a text is longer there, ports are further down."""
    canvas = Canvas(SchemeDocument(sample("debtor-billing"), node_types), qtbot)
    scene, content = canvas.scene, canvas.document.content
    before = {key: block.look.height for key, block in scene.blocks.items()}
    scene.language = "en"
    scene.restyle()
    assert before != {key: block.look.height for key, block in scene.blocks.items()}
    for link_id, item in scene.curves.items():
        link = content.links[link_id]
        start = item.path().pointAtPercent(0)
        assert (start - scene.port_point(link.source, link.port)).manhattanLength() < 0.01
