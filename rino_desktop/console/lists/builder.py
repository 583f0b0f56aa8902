"""The list builder: a criterion as a tree, how many match and may be called now, and a sample."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.lists.criteria import Base, Condition, Criterion, Field, Group, Match
from rino_desktop import list_words
from rino_desktop.console.lists.condition_dialog import ConditionDialog
from rino_desktop.console.lists.counts import CountPanel, row_of
from rino_desktop.console.lists.tree import CriteriaTree
from rino_desktop.list_choices import Choices
from rino_desktop.segments import Counted
from rino_desktop.ui import icons, state
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: The user is left alone for as long before what he has changed is counted.
_PAUSE_MS = 400


class ListBuilder(Translated, Dialog):
    """``target``: the campaign that the list is for, "" for none."""

    #: (number of the question, criterion): the newest question's answer is shown, no other.
    count_wanted = Signal(int, object)
    count_not_wanted = Signal()
    values_wanted = Signal(object, str, object)
    segment_wanted = Signal(str)
    #: (name, criterion)
    save_wanted = Signal(str, object)
    build_wanted = Signal(str, object)
    #: (number, pin in)
    pin_wanted = Signal(str, bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None, target: str, choices: Choices) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.target = target
        self.choices = choices
        self._question = 0
        self._criterion = Criterion()
        self._dialog: ConditionDialog | None = None
        self.segment, self.base = CalmCombo(), CalmCombo()
        self.tree = CriteriaTree()
        self.buttons = {
            name: QPushButton()
            for name in ("add", "group", "calls", "edit", "duplicate", "delete", "up", "down",
                         "undo", "redo")
        }  # fmt: skip
        self.match = CalmCombo()
        self.words, self.counts, self.name = QLabel(), CountPanel(), QLineEdit()
        self.save_button, self.build_button = QPushButton(), QPushButton()
        self._base_label, self._segment_label, self._name_label = QLabel(), QLabel(), QLabel()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._lay_out()
        self._connect()
        self.retranslate()
        self.open_criterion(Criterion())
        state.keep(self, "lists/builder")
        self.tree.setFocus()

    # --- shown ------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        title = self.tr("List by criteria")
        self.setWindowTitle(f"{title} — {self.target}" if self.target else title)
        texts = {
            "add": self.tr("Condition…"), "group": self.tr("Group"),
            "calls": self.tr("Group about one call"), "edit": self.tr("Edit…"),
            "duplicate": self.tr("Duplicate"), "delete": self.tr("Delete"),
            "up": self.tr("Up"), "down": self.tr("Down"), "undo": self.tr("Undo"),
            "redo": self.tr("Redo"),
        }  # fmt: skip
        keys = {"add": "Ins", "group": "Shift+Ins", "edit": "Enter", "duplicate": "Ctrl+D",
                "delete": "Del", "up": "Alt+↑", "down": "Alt+↓", "undo": "Ctrl+Z",
                "redo": "Ctrl+Y"}  # fmt: skip
        icon_only = ("duplicate", "delete", "up", "down", "undo", "redo")
        for name, text in texts.items():
            button = self.buttons[name]
            button.setText("" if name in icon_only else text)
            button.setAccessibleName(text)
            button.setToolTip(f"{text} ({keys[name]})" if name in keys else text)
        chosen = self.match.currentIndex()
        self.match.blockSignals(True)
        self.match.clear()
        for match, text in (
            (Match.ALL, self.tr("all of")), (Match.ANY, self.tr("any of")),
            (Match.NONE, self.tr("none of")),
        ):  # fmt: skip
            self.match.addItem(text, match.value)
        self.match.setCurrentIndex(max(0, chosen))
        self.match.blockSignals(False)
        self.match.setAccessibleName(self.tr("How the group is meant"))
        self._base_label.setText(self.tr("Among"))
        self._segment_label.setText(self.tr("Segment"))
        self._name_label.setText(self.tr("Name of the segment"))
        self.save_button.setText(self.tr("Save the segment"))
        self.build_button.setText(self.tr("Make it the campaign's list"))
        self._fill_choices()
        self._say()

    def open_criterion(self, criterion: Criterion, name: str = "") -> None:
        self._criterion = criterion
        self.name.setText(name)
        self._show_base()
        self.tree.open(criterion.root)
        self._changed()

    def criterion(self) -> Criterion:
        return replace(self._criterion, root=self.tree.root)

    def show_counted(self, question: int, counted: Counted) -> None:
        """Nothing when something newer has been asked meanwhile."""
        if question == self._question:
            self.counts.show_counted(counted)
            self._allow()

    def show_matches(self, question: int, matches: int) -> None:
        """The first of the two numbers, as soon as it is known."""
        if question == self._question:
            self.counts.show_matches(matches)

    def show_trouble(self, question: int, text: str) -> None:
        if question == self._question:
            self.counts.show_trouble(text)
            self._allow()

    def show_segments(self, names: Sequence[str], chosen: str) -> None:
        self.choices = replace(self.choices, segments=tuple(names))
        self.name.setText(chosen)
        self._fill_choices()
        self.segment.setCurrentIndex(max(0, self.segment.findText(chosen)))

    def show_choices(self, choices: Choices) -> None:
        self.choices = choices
        self._fill_choices()

    def show_values(self, field: Field, values: Sequence[str]) -> None:
        if self._dialog is not None:
            self._dialog.show_values(field, values)

    def pin(self, phone: str, into: bool) -> None:
        """``phone``: E.164."""
        old = self._criterion
        pinned_in = tuple(p for p in old.pinned_in if p != phone) + ((phone,) if into else ())
        pinned_out = tuple(p for p in old.pinned_out if p != phone) + (() if into else (phone,))
        self._criterion = replace(old, pinned_in=pinned_in, pinned_out=pinned_out)
        self.counts.number.clear()
        self._changed()

    # --- changed ----------------------------------------------------------------------------------

    def _connect(self) -> None:
        tree, buttons = self.tree, self.buttons
        tree.changed.connect(self._changed)
        tree.chosen.connect(self._allow)
        tree.add_wanted.connect(lambda: self._edit(new=True))
        tree.edit_wanted.connect(lambda: self._edit(new=False))
        buttons["add"].clicked.connect(lambda: self._edit(new=True))
        buttons["edit"].clicked.connect(lambda: self._edit(new=False))
        buttons["group"].clicked.connect(lambda: tree.add(Group()))
        buttons["calls"].clicked.connect(lambda: tree.add(Group(of_calls=True)))
        buttons["duplicate"].clicked.connect(tree.duplicate)
        buttons["delete"].clicked.connect(tree.delete)
        buttons["up"].clicked.connect(lambda: tree.shift(down=False))
        buttons["down"].clicked.connect(lambda: tree.shift(down=True))
        buttons["undo"].clicked.connect(tree.undo)
        buttons["redo"].clicked.connect(tree.redo)
        self.match.activated.connect(lambda _: tree.set_match(Match(self.match.currentData())))
        self.base.activated.connect(self._base_chosen)
        self.segment.activated.connect(self._segment_chosen)
        self.counts.stop_wanted.connect(self._stop_counting)
        self.counts.pin_wanted.connect(self.pin_wanted)
        self.counts.unpin_wanted.connect(self._unpin)
        self.name.textChanged.connect(self._allow)
        self.save_button.clicked.connect(self._save)
        self.build_button.clicked.connect(self._build)

    def _changed(self) -> None:
        self._question += 1
        self._pause.start()
        self.counts.begin()
        self._say()
        self._allow()

    def _ask(self) -> None:
        self.count_wanted.emit(self._question, self.criterion())

    def _stop_counting(self) -> None:
        self._question += 1
        self._pause.stop()
        self.count_not_wanted.emit()
        self.counts.show_trouble(
            self.tr("Counting was stopped. It begins again with the next change.")
        )
        self._allow()

    def _say(self) -> None:
        self.words.setText(list_words.sentence(self.criterion()))

    def _allow(self) -> None:
        part, place = self.tree.current(), self.tree.place()
        group = isinstance(part, Group)
        self.match.setEnabled(group)
        if isinstance(part, Group):
            self.match.setCurrentIndex(self.match.findData(part.match.value))
        self.buttons["edit"].setEnabled(not group)
        for name in ("duplicate", "delete", "up", "down"):
            self.buttons[name].setEnabled(bool(place))
        for name in ("group", "calls"):
            self.buttons[name].setEnabled(name == "group" or not self._in_calls())
        self.buttons["undo"].setEnabled(self.tree.can_undo())
        self.buttons["redo"].setEnabled(self.tree.can_redo())
        self.counts.unpin.setEnabled(bool(self._criterion.pinned_in or self._criterion.pinned_out))
        named = bool(self.name.text().strip())
        self.save_button.setEnabled(named)
        self.build_button.setEnabled(named and self.counts.counted is not None)

    def _in_calls(self) -> bool:
        """A new condition would stand in a group about one call."""
        place, part = self.tree.place(), self.tree.root
        groups = [part]
        for index in place:
            inner = part.parts[index]
            if isinstance(inner, Condition):
                break
            part = inner
            groups.append(part)
        return any(group.of_calls for group in groups)

    def _edit(self, *, new: bool) -> None:
        part, in_calls = self.tree.current(), self._in_calls()
        if not new and isinstance(part, Group):
            self.tree.next_match()
            return
        fields = self.choices.call_fields if in_calls else self.choices.fields
        old = part if isinstance(part, Condition) and not new else None
        dialog = ConditionDialog(self, fields, old, in_calls=in_calls)
        dialog.made.connect(self.tree.add if new else self.tree.put)
        dialog.values_wanted.connect(
            lambda field, begin: self.values_wanted.emit(field, begin, self._criterion.base)
        )
        dialog.finished.connect(self._dialog_over)
        self._dialog = dialog
        dialog.open()

    def _dialog_over(self) -> None:
        self._dialog = None
        self.tree.setFocus()

    def _unpin(self) -> None:
        self._criterion = replace(self._criterion, pinned_in=(), pinned_out=())
        self._changed()

    def _base_chosen(self) -> None:
        self._criterion = replace(self._criterion, base=self.base.currentData())
        self._changed()

    def _segment_chosen(self) -> None:
        if self.segment.currentIndex() > 0:
            self.segment_wanted.emit(self.segment.currentText())

    def _save(self) -> None:
        self.save_wanted.emit(self.name.text().strip(), self.criterion())

    def _build(self) -> None:
        self.build_wanted.emit(self.name.text().strip(), self.criterion())

    def _fill_choices(self) -> None:
        self.base.blockSignals(True)
        self.base.clear()
        self.base.addItem(self.tr("contacts of all campaigns"), Base())
        for name in self.choices.campaigns:
            told = self.tr("contacts of “{name}”").format(name=name)
            self.base.addItem(told, Base((name,)))
        for source, entity in self.choices.entities:
            self.base.addItem(f"{source}: {entity}", Base(source=source, entity=entity))
        self.base.blockSignals(False)
        self._show_base()
        chosen = self.segment.currentText() if self.segment.currentIndex() > 0 else ""
        self.segment.clear()
        self.segment.addItem(self.tr("a new one"))
        self.segment.addItems(list(self.choices.segments))
        self.segment.setCurrentIndex(max(0, self.segment.findText(chosen)))

    def _show_base(self) -> None:
        base = self._criterion.base
        for index in range(self.base.count()):
            if self.base.itemData(index) == base:
                self.base.setCurrentIndex(index)
                return
        self.base.addItem(list_words.sentence(Criterion(base)), base)
        self.base.setCurrentIndex(self.base.count() - 1)

    def reject(self) -> None:
        """Esc and the closing button."""
        self._pause.stop()
        self.closed.emit()
        super().reject()

    # --- the layout -------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for name in ("add", "duplicate", "delete", "up", "down", "undo", "redo"):
            icons.set_on(self.buttons[name], {"duplicate": "copy"}.get(name, name))
        for button in (*self.buttons.values(), self.save_button, self.build_button):
            button.setAutoDefault(False)
        dress(self.build_button, "primary")
        dress(self.words, "secondary")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self._base_label.setBuddy(self.base)
        self._segment_label.setBuddy(self.segment)
        self._name_label.setBuddy(self.name)
        self.build_button.setVisible(bool(self.target))
        left = QWidget()
        tree = QVBoxLayout(left)
        tree.addLayout(row_of(self._segment_label, self.segment, self._base_label, self.base))
        tree.addLayout(row_of(*(self.buttons[n] for n in ("add", "group", "calls", "edit")),
                            self.match))  # fmt: skip
        tree.addLayout(row_of(*(self.buttons[n] for n in ("duplicate", "delete", "up", "down",
                                                        "undo", "redo"))))  # fmt: skip
        tree.addWidget(self.tree, 1)
        tree.addWidget(self.words)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.counts)
        split.setSizes([560, 480])
        state.keep(split, "lists/builder/split")
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addLayout(row_of(self._name_label, self.name, self.save_button, self.build_button))
        self.resize(1080, 640)
