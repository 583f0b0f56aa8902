"""Legal presets: their list, and the one that is chosen as rules in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from rino_desktop.console.settings.section import Act, ListSection
from rino_desktop.ui import theme
from rino_desktop.ui.languages import Translated


@dataclass(frozen=True, slots=True)
class Chapter:
    """``lines``: as a list; ``table``: rows, the first of them its head."""

    heading: str
    lines: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    kind: str = ""


class PresetList(ListSection):
    """Its keys are the presets' names. ``editable``: whether who sits here may change any;
    ``own``: those that can be changed at all."""

    ACTS = (
        Act("remove", "delete", chosen=True),
        Act("copy", "copy", chosen=True),
        Act("change", chosen=True, enter=True),
    )
    COLUMNS, WIDTHS, COLOURED = "presets/2", (180, 310, 160, 80, 110), 1

    editable = True
    own: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Preset"), self.tr("What it is"), self.tr("Comes from"),
                self.tr("Version"), self.tr("Valid from"), self.tr("Campaigns"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr(
            "Rules that campaigns keep to. A preset only narrows what a campaign's settings allow. "
            "These are no legal advice: a lawyer has to confirm them."
        )
        return hint, {
            "copy": self.tr("Stricter copy…"), "change": self.tr("Change…"),
            "remove": self.tr("Delete…"),
        }  # fmt: skip

    def may(self, act: str, key: object) -> bool:
        if not self.editable:
            return False
        if act == "remove":
            return key in self.own and key not in self.used
        return act == "copy" or key in self.own


class PresetsSection(Translated, QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presets, self.rules = PresetList(), QTextBrowser()
        self.rules.setOpenLinks(False)
        self.rules.setMinimumHeight(160)
        self._chapters: tuple[Chapter, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.presets, 2)
        column.addWidget(self.rules, 3)
        theme.changes.changed.connect(self._paint)
        self.retranslate()

    def retranslate(self) -> None:
        self.rules.setAccessibleName(self.tr("The rules of the preset"))

    def show_chapters(self, chapters: Sequence[Chapter]) -> None:
        if tuple(chapters) != self._chapters:
            self._chapters = tuple(chapters)
            self._paint()

    def _paint(self) -> None:
        self.rules.setHtml("".join(map(_html, self._chapters)))


def _html(chapter: Chapter) -> str:
    colours = theme.current()
    colour = getattr(colours, chapter.kind or "text")
    found = f"<p><b>{escape(chapter.heading)}</b></p>" if chapter.heading else ""
    if chapter.lines:
        items = "".join(f"<li>{escape(line)}</li>" for line in chapter.lines)
        found += f'<ul style="margin-left:-20px; color:{colour}">{items}</ul>'
    if chapter.table:
        head, *rows = chapter.table
        titles = "".join(f'<th align="left">{escape(cell)}</th>' for cell in head)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        found += f'<table cellspacing="0" cellpadding="4"><tr>{titles}</tr>{body}</table>'
    return found
