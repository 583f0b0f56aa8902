"""The panels of the editor, on a sample scheme with something wrong in it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from editor.content import Draft
from editor.document import SchemeDocument
from editor.edits.nodes import insert
from editor.inspector.inspector import Inspector
from editor.live_problems import LiveProblems
from editor.notes import Note
from editor.outline import Outline
from editor.problems_panel import ProblemsPanel
from editor.problems_strip import ProblemsStrip
from editor.search_bar import SearchBar
from editor.selection import Selection
from engine.scheme.codec import load_scheme
from engine.scheme.model import Node
from engine.scheme.node_types import default_node_types
from tools.screenshots import screen

_SCHEME = Path(__file__).parents[2] / "resources/schemes/debtor-billing.scheme.json"
_WRONG = (
    Node("menu", "menu", "Меню", parameters={
        "message": [{"say": {"ru": "{name}, ваш долг {debt|money}.", "en": ""}},
                    {"prompt": "нажмите один"}],
        "keys": [{"key": "1", "title": "обещать"}, {"key": "1"}], "timeout_s": "5,5 c"}),
    Node("query", "query", "Счёт", parameters={
        "source": "billing", "statement": "select balance, due\nfrom account\nwhere id = :id",
        "parameters": {"id": "account", "x": "1 +"}, "columns": {"BALANCE": "debt"}}),
    Node("gone", "from_a_plug_in", "Чужой", parameters={"speed": 3, "words": ["a", "b"]}),
)  # fmt: skip


def _document() -> tuple[SchemeDocument, Selection, LiveProblems]:
    scheme = load_scheme(_SCHEME.read_text(encoding="utf-8"))
    document = SchemeDocument(replace(scheme, languages=("ru", "en")), default_node_types())
    for node in _WRONG:
        document.do("add", insert(document.content, node))
    draft = Draft(document.content)
    draft.note(Note("note", text="Согласовано с заказчиком", tint="green"))
    document.do("note", draft.changes())
    live = LiveProblems(document)
    live.judge_now()
    return document, Selection(document), live


def _inspector(*nodes: str, note: str = "", link: bool = False) -> QWidget:
    document, selection, live = _document()
    shown = Inspector(document, selection)
    links = list(document.content.links)[:1] if link else []
    selection.set(nodes, links, [note] if note else [])
    shown.show_problems(live.problems)
    document.setParent(shown)
    shown.resize(340, 900)
    return shown


@screen("inspector-scheme")
def inspector_scheme() -> QWidget:
    shown = _inspector()
    assert isinstance(shown, Inspector)
    shown.scheme_page.variables.choose("debt")
    shown.scheme_page.variables.show_uses()
    return shown


@screen("inspector-block")
def inspector_block() -> QWidget:
    return _inspector("menu")


@screen("inspector-query")
def inspector_query() -> QWidget:
    return _inspector("query")


@screen("inspector-unknown")
def inspector_unknown() -> QWidget:
    return _inspector("gone")


@screen("inspector-note")
def inspector_note() -> QWidget:
    return _inspector(note="note")


@screen("inspector-link")
def inspector_link() -> QWidget:
    return _inspector(link=True)


@screen("inspector-several")
def inspector_several() -> QWidget:
    return _inspector("menu", "query", note="note", link=True)


@screen("outline")
def outline() -> QWidget:
    document, selection, _live = _document()
    shown = Outline(document, selection)
    document.setParent(shown)
    selection.set(["menu"])
    shown.resize(300, 800)
    return shown


@screen("problems")
def problems() -> QWidget:
    document, selection, live = _document()
    shown = ProblemsStrip(ProblemsPanel(document, selection, live))
    document.setParent(shown)
    shown.resize(820, 320)
    return shown


@screen("scheme-search")
def search() -> QWidget:
    document, selection, _live = _document()
    shown = SearchBar(document, selection)
    document.setParent(shown)
    shown.resize(440, 320)
    shown.line.setText("долг")
    shown.open()
    shown.go(1)
    QApplication.processEvents()
    shown.adjustSize()
    return shown
