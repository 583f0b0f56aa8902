"""What no dialogue goes through, painted on the canvas: the legend, how much it is, and of which
state of the scheme."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.scheme_tests_panel import SchemeTestsPanel
from engine.scheme.coverage import Coverage
from rino_desktop.ui import icons
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget


class CoverageBar(Translated, QFrame):
    """Seen while the panel's “Show what is not tested” is ticked. ``panel``: whose runs count."""

    def __init__(self, editor: "EditorWidget", panel: SchemeTestsPanel) -> None:
        super().__init__(editor)
        self._editor = editor
        self._panel = panel
        self._coverage: Coverage | None = None
        self._shown = ""
        self.setProperty("kind", "bar")
        self.links, self.blocks, self.state = ElidedLabel(), ElidedLabel(), QLabel()
        self.swatches = _Swatch(editor, block=False), _Swatch(editor, block=True)
        self.state.setWordWrap(True)
        self.next, self.again, self.close_button = QToolButton(), QToolButton(), QToolButton()
        for button, icon in (
            (self.next, "crosshair"), (self.again, "play"), (self.close_button, "close"),
        ):  # fmt: skip
            icons.set_on(button, icon)
        self.next.clicked.connect(self.show_next)
        self.again.clicked.connect(panel.run)
        self.close_button.clicked.connect(lambda: panel.paint.setChecked(False))
        legend = QHBoxLayout()
        legend.setSpacing(8)
        for swatch, label in zip(self.swatches, (self.links, self.blocks), strict=True):
            legend.addWidget(swatch)
            legend.addWidget(label)
            legend.addSpacing(8)
        legend.addStretch(1)
        for button in (self.next, self.again, self.close_button):
            legend.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(4)
        layout.addLayout(legend)
        layout.addWidget(self.state)
        panel.coverage_changed.connect(self._on_coverage)
        panel.paint.toggled.connect(self._on_toggled)
        panel.runs.changed.connect(self._tell)
        editor.document.changed.connect(
            lambda told: self._tell() if told.nodes or told.links else None
        )  # fmt: skip
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        for button, text in (
            (self.next, self.tr("Show the next that is not tested")),
            (self.again, self.tr("Run again")),
            (self.close_button, self.tr("Do not show it any more")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.setAccessibleName(self.tr("What is not tested"))
        self._tell()

    def missed(self) -> list[str]:
        """Ids of the blocks and links that are not tested and still here."""
        found = self._coverage
        if found is None:
            return []
        content = self._editor.document.content
        blocks = [node.id for node in found.missed_nodes if node.id in content.nodes]
        links = [link.id for _, link, _ in found.missed_links if link.id in content.links]
        return [*blocks, *links]

    def show_next(self) -> None:
        """Select and show them one after another."""
        missed = self.missed()
        if not missed:
            return
        place = missed.index(self._shown) + 1 if self._shown in missed else 0
        key = self._shown = missed[place % len(missed)]
        is_block = key in self._editor.document.content.nodes
        self._editor.selection.set([key] if is_block else [], [] if is_block else [key])
        self._editor.view.show_key(key)

    def _on_toggled(self, on: bool) -> None:
        if on:
            self._editor.end_flow()  # one painting at a time
        self.setVisible(on)

    def _on_coverage(self, found: Coverage | None) -> None:
        self._coverage = found
        state = self._editor.scene.state
        if found is None:
            state.hide_untested()
        else:
            state.show_untested(
                [node.id for node in found.missed_nodes],
                [link.id for _, link, _ in found.missed_links],
            )
        self._tell()

    def _tell(self) -> None:
        found, runs = self._coverage, self._panel.runs
        for widget in (*self.swatches, self.links, self.blocks):
            widget.setVisible(found is not None)
        self.next.setEnabled(bool(self.missed()))
        self.again.setEnabled(not runs.running)
        if found is not None:
            self.links.setText(self.tr("Links not tested: {missed} of {all}").format(
                missed=len(found.missed_links), all=found.links))  # fmt: skip
            self.blocks.setText(self.tr("Blocks not tested: {missed} of {all}").format(
                missed=len(found.missed_nodes), all=found.nodes))  # fmt: skip
        text, kind = self._state()
        self.state.setText(text)
        dress(self.state, kind)

    def _state(self) -> tuple[str, str]:
        """Words, and the kind of label that says them."""
        found, runs = self._coverage, self._panel.runs
        if runs.running:
            return self.tr("Running the dialogues…"), "secondary"
        if runs.last is None:
            return self.tr("The dialogues have not been run."), "warning"
        if runs.last.error is not None:
            return self.tr("The dialogues cannot be run: see there, why."), "bad"
        if runs.stale:
            return self.tr("The scheme has changed since: run the dialogues again."), "warning"
        if found is not None and not found.missed_links and not found.missed_nodes:
            return self.tr("All of it is tested."), "good"
        return self._panel.state_text(runs.last), "secondary"


class _Swatch(QWidget):
    """How a link, or a block, that is not tested looks on the canvas."""

    def __init__(self, editor: "EditorWidget", *, block: bool) -> None:
        super().__init__()
        self._editor = editor
        self._block = block
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(28, 16)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        del event
        style = self._editor.scene.canvas_style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._block:
            painter.setPen(style.untested_outline)
            painter.setBrush(style.untested)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 1, -2, -1), 4, 4)
        else:
            painter.setPen(style.link_untested.pen)
            painter.drawLine(self.rect().left() + 2, self.rect().center().y(),
                             self.rect().right() - 2, self.rect().center().y())  # fmt: skip
