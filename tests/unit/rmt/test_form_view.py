"""A form filled in under real keys."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.forms.codec import load_form
from engine.forms.filling import Circumstances, Filled, Filling
from engine.forms.model import Field, Form, Option, Page
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.announcing import announcements
from rmt.form_keeper import DraftKeeper
from rmt.form_view import FormView
from tests.helpers.panel_hands import until
from tests.unit.engine.forms.making import small

ABOUT = Circumstances({"Имя": "Анна"}, {"today": date(2026, 12, 1)})
FORMS = Path(__file__).parents[3] / "resources" / "forms"


class Hands:
    """Whoever types: keys go to what has the focus."""

    def __init__(self, qtbot: QtBot, filling: Filling) -> None:
        self.view = FormView(filling)
        self.done: list[Filled] = []
        self.view.finished.connect(self.done.append)
        qtbot.addWidget(self.view)
        self.view.resize(620, 560)
        self.view.show()
        with qtbot.waitActive(self.view):
            self.view.activateWindow()
        self.view.focus_first()

    @property
    def filling(self) -> Filling:
        return self.view.filling

    def key(self, *keys: Qt.Key, alt: bool = False, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier.NoModifier
        if alt:
            modifier = Qt.KeyboardModifier.AltModifier
        if ctrl:
            modifier = Qt.KeyboardModifier.ControlModifier
        for key in keys:
            QTest.keyClick(_focused(), key, modifier)

    def type(self, text: str) -> None:
        """Cyrillic too, which QTest cannot."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = ord(letter.upper()) if letter.isascii() else 0
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(_focused(), event)

    def focus_in(self) -> str:
        """The field that has the focus."""
        return next((n for n, a in self.view.asked.items() if a.input.has_focus()), "")

    def shown(self) -> list[str]:
        return [n for n, asked in self.view.asked.items() if asked.isVisible()]

    def faults(self) -> dict[str, str]:
        return {n: a.fault.text() for n, a in self.view.asked.items() if a.fault.isVisible()}


def _focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_form_from_the_first_key_to_the_last(qtbot: QtBot) -> None:
    hands = Hands(qtbot, Filling(small(), ABOUT))
    scripts = [label.text() for label in hands.view.findChildren(QLabel)]
    assert "Здравствуйте, Анна!" in scripts
    assert hands.focus_in() == "talks"
    with qtbot.waitSignal(announcements.made) as told:
        hands.key(Qt.Key.Key_Return)  # nothing answered: nothing goes on
    assert hands.faults() == {"talks": "Нужен ответ"}
    assert told.args[0].endswith(": Нужен ответ"), "a screen reader says it"
    hands.key(Qt.Key.Key_1)
    assert hands.faults() == {}
    assert hands.filling.value("talks") is True
    hands.key(Qt.Key.Key_Return)
    assert hands.filling.page.id == "second"
    assert (hands.focus_in(), hands.shown()) == ("mark", ["mark"])
    hands.key(Qt.Key.Key_2)
    assert hands.shown() == ["mark", "why"]
    hands.key(Qt.Key.Key_Return)
    assert hands.focus_in() == "why"
    hands.key(Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_2)
    assert hands.filling.value("why") == "price, other"
    assert hands.shown() == ["mark", "why", "else_why"]
    hands.key(Qt.Key.Key_Return)
    hands.type("долго ждал")
    hands.key(Qt.Key.Key_Return)
    assert hands.filling.page.id == "third"
    hands.type("5")
    hands.key(Qt.Key.Key_Tab)
    assert hands.faults() == {"sum": "Не меньше 10\N{NO-BREAK SPACE}₽"}
    assert hands.focus_in() == "when"
    hands.key(Qt.Key.Key_Return)
    assert hands.done == []
    assert hands.focus_in() == "sum", "where something is wrong"
    hands.type("50")  # in place of what stands there
    hands.key(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert hands.done == [
        Filled(True, {"talks": "yes", "mark": "2", "why": "price, other",
                      "else_why": "долго ждал", "sum": "50"})
    ]  # fmt: skip


def test_enter_goes_on_from_a_page_without_questions(qtbot: QtBot) -> None:
    """The last page often only thanks: there the focus is on the button."""
    document = (FORMS / "survey.form.json").read_text(encoding="utf-8")
    hands = Hands(qtbot, Filling(load_form(document, "survey"), ABOUT))
    hands.key(Qt.Key.Key_1, Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_5, Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_9, Qt.Key.Key_Return)
    assert hands.filling.page.id == "end"
    assert hands.shown() == []
    hands.key(Qt.Key.Key_Return)
    assert hands.done == [Filled(True, {"talks": "yes", "mark": "5", "recommend": "9"})]


def test_back_keeps_answers(qtbot: QtBot) -> None:
    hands = Hands(qtbot, Filling(small(), ABOUT))
    hands.type("д")
    hands.key(Qt.Key.Key_Return, Qt.Key.Key_4)
    hands.key(Qt.Key.Key_Left, alt=True)
    assert hands.filling.page.id == "first"
    assert hands.focus_in() == "talks"
    hands.type("н")
    assert hands.view.next_button.text() == "Finish"
    hands.key(Qt.Key.Key_Left, alt=True)  # the first page stays
    assert hands.filling.page.id == "first"
    hands.key(Qt.Key.Key_Y)
    hands.key(Qt.Key.Key_Return, ctrl=True)
    assert hands.filling.page.id == "second"
    asked = hands.view.asked["mark"].input
    assert [b.isChecked() for b in asked.buttons] == [False, False, False, True, False]  # type: ignore[attr-defined]
    hands.key(Qt.Key.Key_Backspace)
    assert hands.filling.entry("mark") == ""


def test_long_texts_and_two_figures(qtbot: QtBot) -> None:
    form = Form("x", pages=(Page("p", fields=(
        Field("nps", "scale", {"ru": "Оценка"}, least="0", most="10"),
        Field("words", "text", {"ru": "Слова"}, long=True),
        Field("one", "one_of", {"ru": "Один"}, options=tuple(
            Option(str(n), {"ru": f"Вариант {n}"}) for n in range(1, 12))),
    )),))  # fmt: skip
    hands = Hands(qtbot, Filling(form))
    hands.key(Qt.Key.Key_1)
    assert hands.filling.entry("nps") == "1"
    hands.key(Qt.Key.Key_0)
    assert hands.filling.entry("nps") == "10"
    hands.key(Qt.Key.Key_5)
    assert hands.filling.entry("nps") == "5"
    hands.key(Qt.Key.Key_Return)
    hands.type("раз")
    hands.key(Qt.Key.Key_Return)
    hands.type("два")
    assert hands.filling.value("words") == "раз\nдва"
    hands.key(Qt.Key.Key_Tab)
    assert hands.focus_in() == "one"
    hands.key(Qt.Key.Key_9, Qt.Key.Key_Down)
    assert hands.filling.entry("one") == "10"
    hands.key(Qt.Key.Key_Return)
    assert hands.done[0].answers == {"nps": "5", "words": "раз\nдва", "one": "10"}


def test_tab_goes_through_everything_and_around(qtbot: QtBot) -> None:
    hands = Hands(qtbot, Filling(small(), Circumstances(results={"talks": "yes", "mark": "2"})))
    assert hands.view.asked["talks"].given.isVisible(), "the IVR has asked it"
    hands.view.forward()
    seen = []
    for _ in range(12):
        seen.append(hands.focus_in() or _focused())
        hands.key(Qt.Key.Key_Tab)
    view = hands.view
    order = ("mark", "why", view.next_button, view.back_button, view.part_button)
    places = [seen.index(each) for each in order]
    assert places == sorted(places)


def test_breaking_off_and_the_mouse(qtbot: QtBot) -> None:
    hands = Hands(qtbot, Filling(small(), ABOUT))
    labels = hands.view.asked["talks"].input.findChildren(QLabel)
    QTest.mouseClick(labels[0].parentWidget(), Qt.MouseButton.LeftButton)
    assert hands.filling.value("talks") is True
    QTest.mouseClick(hands.view.part_button, Qt.MouseButton.LeftButton)
    assert hands.done == [Filled(False, {"talks": "yes"})]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("file", sorted(FORMS.glob("*.form.json")), ids=lambda file: file.name)
def test_samples_fit_into_a_narrow_panel(qtbot: QtBot, file: Path, language: str) -> None:
    filling = Filling(load_form(file.read_text(encoding="utf-8")), ABOUT, language)
    hands = Hands(qtbot, filling)
    hands.view.resize(420, 600)
    for page in filling.form.pages:
        filling.page = page
        filling._way.pages, filling._way.shown[page.id] = [page], list(page.fields)
        hands.view._show_page()
        QApplication.processEvents()
        for asked in hands.view.asked.values():
            assert asked.width() <= 420


# --- drafts ---


async def test_drafts_are_saved_a_moment_later_and_tried_again(qtbot: QtBot) -> None:
    hands = Hands(qtbot, Filling(small(), ABOUT))
    saved: list[dict[str, object]] = []
    faults = [StorageUnavailable("gone"), StorageUnavailable("gone")]
    bugs: list[BaseException] = []

    async def save(snapshot: dict[str, object]) -> None:
        if faults:
            raise faults.pop()
        saved.append(snapshot)

    keeper = DraftKeeper(hands.view, save, str, bugs.append)
    keeper._timer.setInterval(1)
    hands.key(Qt.Key.Key_1)
    hands.key(Qt.Key.Key_2)
    assert keeper.pending
    assert saved == []
    await until(lambda: "not saved yet: gone" in hands.view.note.text())
    hands.key(Qt.Key.Key_1)
    await until(lambda: not keeper.pending)
    assert [each["entries"] for each in saved] == [{"talks": "yes"}]
    assert hands.view.note.text() == "The draft is saved"
    assert bugs == []
    hands.key(Qt.Key.Key_2)
    await keeper.close()
    assert not keeper.pending
