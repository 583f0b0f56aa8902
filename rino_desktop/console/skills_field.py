"""What an operator can do and how well: a row for each skill, in the window of a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.operator_skills import LEAST_LEVEL, LONGEST_NAME, MOST_LEVEL
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo, CalmSpin
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: Rows that are seen without scrolling.
_SHOWN_ROWS = 4
_GAP = 8


class SkillRow(Translated, QWidget):
    removed = Signal()

    def __init__(self, offered: Sequence[str], skill: str, level: int) -> None:
        super().__init__()
        self.skill, self.level, self.button = CalmCombo(), CalmSpin(), QPushButton()
        self.edit = QLineEdit()
        self.edit.setMaxLength(LONGEST_NAME)
        self.skill.setLineEdit(self.edit)
        self.skill.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.skill.addItems(list(offered))
        self.skill.setEditText(skill)
        self.skill.editTextChanged.connect(lambda _text: self._name())
        self.level.setRange(LEAST_LEVEL, MOST_LEVEL)
        self.level.setValue(level)
        icons.set_on(self.button, "remove")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.removed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.skill, 1)
        row.addWidget(self.level)
        row.addWidget(self.button)
        self.retranslate()

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(self.tr("Choose or type"))
        self.level.setPrefix(self.tr("level") + " ")
        self._name()
        self.button.setToolTip(self.tr("Remove the skill"))

    def _name(self) -> None:
        """Which row it is."""
        skill = self.skill.currentText()
        for widget, name in (
            (self.skill, self.tr("Skill")), (self.level, self.tr("Level")),
            (self.button, self.tr("Remove the skill")),
        ):  # fmt: skip
            widget.setAccessibleName(f"{name}: {skill}")


@dataclass(frozen=True, slots=True)
class Skills:
    """``now``: skill → level; ``offered``: skills that there are; ``takes_calls``: codes of the
    roles of those who have any."""

    now: Mapping[str, int]
    offered: tuple[str, ...]
    takes_calls: frozenset[str]


class SkillsField(Translated, QWidget):
    """A skill whose name is empty is none."""

    def __init__(self, offered: Sequence[str], now: Mapping[str, int]) -> None:
        super().__init__()
        self._offered = tuple(offered)
        self.rows: list[SkillRow] = []
        self.label, self.hint, self.add_button = QLabel(), QLabel(), QPushButton()
        for label in (self.label, self.hint):
            dress(label, "secondary")
        self.hint.setWordWrap(True)
        icons.set_on(self.add_button, "add")
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._add_empty)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(body)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.label)
        layout.addWidget(self._area)
        layout.addWidget(self.hint)
        layout.addLayout(line)
        for skill, level in sorted(now.items(), key=lambda each: each[0].casefold()):
            self._add(skill, level)
        self._before = self.skills()
        self._fit()
        self.retranslate()

    def retranslate(self) -> None:
        self.label.setText(self.tr("Skills"))
        self.hint.setText(
            self.tr("A queue or a campaign that asks for a skill is served by those who have it at "
                    "its level or a higher one.")
        )  # fmt: skip
        self.add_button.setText(self.tr("Add a skill"))

    def skills(self) -> list[tuple[str, int]]:
        """(skill, level) as filled in."""
        filled = (
            (" ".join(row.skill.currentText().split()), row.level.value()) for row in self.rows
        )
        return [each for each in filled if each[0]]

    def wanted(self) -> Iterable[tuple[str, int]] | None:
        """None: they are to stay as they were."""
        now = self.skills()
        return None if now == self._before else now

    # --- rows -------------------------------------------------------------------------------------

    def _add_empty(self) -> None:
        row = self._add("", LEAST_LEVEL)
        self._fit()
        row.skill.setFocus()
        self._area.ensureWidgetVisible(row)

    def _add(self, skill: str, level: int) -> SkillRow:
        row = SkillRow(self._offered, skill, level)
        row.removed.connect(lambda: self._remove(row))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        return row

    def _remove(self, row: SkillRow) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self._fit()
        near: QWidget = self.rows[min(at, len(self.rows) - 1)].skill if self.rows else (
            self.add_button)  # fmt: skip
        near.setFocus()

    def _fit(self) -> None:
        """As high as its rows, up to some."""
        shown = min(len(self.rows), _SHOWN_ROWS)
        height = max((row.sizeHint().height() for row in self.rows), default=0)
        self._area.setFixedHeight(shown * height + max(0, shown - 1) * _GAP)
        self._area.setVisible(bool(self.rows))
