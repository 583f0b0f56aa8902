"""What answers for the world outside: a person, a kept answer, or the real thing."""

import json
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.testcall.stubs import blank_stub
from editor.testcall.watched_phone import Pending
from editor.testcall.words import error_text
from engine.errors import KnownError
from engine.scheme.codec_stubs import stub_from_json, stub_to_json
from engine.scheme.dialogue_model import Stub
from engine.scheme.json_reader import Place
from engine.scheme.stub_world import Answer, answer_of, shown, whom
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDoubleSpin
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

ASK, STUB, LIVE = "ask", "stub", "live"
_MODES = (ASK, STUB, LIVE)
_TABLE_PX = 120
#: (kind, name): ("source", "billing").
Whom = tuple[str, str]


class OutsideView(Translated, QWidget):
    #: The answer to what is pending: Answer.
    given = Signal(object)
    #: What is pending is to be asked for real.
    live_wanted = Signal()
    #: Kept answers or ways of answering are others now.
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pending: Pending | None = None
        self._kept: dict[Whom, Stub] = {}
        self._combos: dict[Whom, QComboBox] = {}
        self.live_possible = False
        self.box = QFrame()
        dress(self.box, "banner")
        self.request, self.fault, self.hint = QLabel(), ToldLine(), QLabel()
        for label in (self.request, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.hint, "secondary")
        self.answer = QPlainTextEdit()
        self.answer.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.answer.setTabChangesFocus(True)
        self.answer.setFixedHeight(88)
        self.delay = CalmDoubleSpin()
        self.delay.setRange(0.0, 600.0)
        self.delay.setDecimals(1)
        self.delay.setValue(0.3)
        self.give, self.always, self.fail, self.live = (QPushButton() for _ in range(4))
        dress(self.give, "primary")
        self.give.clicked.connect(lambda: self._give(keep=False))
        self.always.clicked.connect(lambda: self._give(keep=True))
        self.fail.clicked.connect(self._fail)
        self.live.clicked.connect(self.live_wanted)
        self.table = QTreeWidget()
        self.table.setRootIsDecorated(False)
        self.table.setColumnCount(3)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, 144)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._lay_out()
        self.show_pending(None)
        self.retranslate()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        first.addWidget(self.give)
        first.addWidget(self.always)
        first.addStretch(1)
        second.addWidget(self.fail)
        second.addWidget(self.live)
        second.addStretch(1)
        third = QHBoxLayout()
        third.addWidget(self.delay)
        third.addStretch(1)
        inner = QVBoxLayout(self.box)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.setSpacing(8)
        for widget in (self.request, self.answer, self.fault):
            inner.addWidget(widget)
        inner.addLayout(first)
        inner.addLayout(second)
        inner.addLayout(third)
        self.table.setMinimumHeight(_TABLE_PX)
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.box)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.hint)
        # On a small screen there is less room than a question to the outside takes.
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled)

    def retranslate(self) -> None:
        self.table.setHeaderLabels(
            [self.tr("Asked"), self.tr("Who answers"), self.tr("Kept answer")]
        )
        self.table.setAccessibleName(self.tr("What answers for the world outside"))
        self.answer.setAccessibleName(self.tr("The answer, as JSON"))
        self.give.setText(self.tr("Answer"))
        self.always.setText(self.tr("Answer so always"))
        self.fail.setText(self.tr("Let it fail"))
        self.live.setText(self.tr("Ask for real"))
        self.delay.setSuffix(self.tr(" s"))
        self.delay.setAccessibleName(self.tr("After how many seconds the answer comes"))
        self.delay.setToolTip(self.tr("After how many seconds the answer comes"))
        self.hint.setText(
            self.tr("The call's clock stands still until a question to the outside is answered.")
        )
        for combo in self._combos.values():
            self._label(combo)
        self._show_request()

    def set_names(self, names: list[Whom]) -> None:
        """All that the scheme may ask."""
        modes = {key: combo.currentData() for key, combo in self._combos.items()}
        self._combos = {}
        self.table.clear()
        for key in names:
            item = QTreeWidgetItem([key[1]])
            self.table.addTopLevelItem(item)
            combo = CalmCombo()
            for mode in _MODES:
                combo.addItem("", mode)
            self._label(combo)
            combo.setAccessibleName(key[1])
            combo.setCurrentIndex(_MODES.index(modes.get(key, ASK)))
            combo.currentIndexChanged.connect(lambda: self.changed.emit())
            self._combos[key] = combo
            self.table.setItemWidget(item, 1, combo)
        self._show_kept()

    def set_stubs(self, stubs: tuple[Stub, ...]) -> None:
        """Kept answers of a dialogue that is gone through."""
        for stub in stubs:
            key = _whom(stub)
            if key in self._combos:
                self._kept[key] = stub

    def stubs(self) -> tuple[Stub, ...]:
        return tuple(
            stub
            for key, stub in self._kept.items()
            if key in self._combos and self._combos[key].currentData() == STUB
        )

    def is_live(self, key: Whom) -> bool:
        combo = next(
            (c for (kind, name), c in self._combos.items()
             if kind == key[0] and name.casefold() == key[1].casefold()), None,
        )  # fmt: skip
        return self.live_possible and combo is not None and combo.currentData() == LIVE

    def show_pending(self, pending: Pending | None) -> None:
        if pending is not None and pending != self._pending:
            stub = self._kept.get(whom(pending.request)) or blank_stub(pending.request)
            self.answer.setPlainText(_body(stub))
            self.show_fault("")
        self._pending = pending
        self.box.setVisible(pending is not None)
        self.live.setVisible(self.live_possible)
        self._show_request()

    def show_fault(self, text: str) -> None:
        self.fault.say(text)

    def _show_request(self) -> None:
        if self._pending is not None:
            self.request.setText(
                self.tr("Waits for an answer: {request}").format(
                    request=shown(self._pending.request)
                )
            )

    def _give(self, *, keep: bool) -> None:
        if self._pending is None:
            return
        try:
            stub = _read(self._pending, self.answer.toPlainText(), self.delay.value())
        except KnownError as error:
            self.show_fault(error_text(error))
            return
        self.show_fault("")
        if keep:
            key = whom(self._pending.request)
            self._kept[key] = stub
            combo = self._combos.get(key)
            if combo is not None:
                combo.setCurrentIndex(_MODES.index(STUB))
            self._show_kept()
            self.changed.emit()
        self.given.emit(answer_of(stub))

    def _fail(self) -> None:
        self.given.emit(Answer(self.delay.value(), None, self.tr("it failed on purpose")))

    def _show_kept(self) -> None:
        for row, key in enumerate(self._combos):
            item = self.table.topLevelItem(row)
            stub = self._kept.get(key)
            if item is not None:
                text = _body(stub, indent=None) if stub is not None else ""
                item.setText(2, text)
                item.setToolTip(2, text)

    def _label(self, combo: QComboBox) -> None:
        texts = (self.tr("I do"), self.tr("The kept answer"), self.tr("It is really asked"))
        for index, text in enumerate(texts):
            combo.setItemText(index, text)


def _whom(stub: Stub) -> Whom:
    return next((kind, name) for kind in ("source", "draw", "script")
                if (name := getattr(stub, kind)))  # fmt: skip


def _body(stub: Stub, indent: int | None = 1) -> str:
    document = stub_to_json(stub)
    for key in ("source", "draw", "script", "statement", "method", "path", "parameters",
                "times", "delay_s"):  # fmt: skip
        document.pop(key, None)
    return json.dumps(document, ensure_ascii=False, indent=indent)


def _read(pending: Pending, text: str, delay_s: float) -> Stub:
    """Raises KnownError."""
    try:
        given: Any = json.loads(text)
    except ValueError as error:
        raise KnownError("The answer is no JSON: {reason}.", reason=error) from None
    if not isinstance(given, dict):
        given = {"rows": given}
    kind, name = whom(pending.request)
    return stub_from_json(Place({**given, kind: name, "delay_s": delay_s}))
