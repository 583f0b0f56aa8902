"""A report: its numbers, charts and tables, one below the other; a client's form as its page."""

import re

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.reports import drawing, numbers
from engine.reports.charts import Chart
from engine.reports.model import CallRow
from rino_desktop.console.reports.chart_view import ChartView, PainterCanvas
from rino_desktop.console.reports.section_table import SectionView
from rino_desktop.report_view import MOST_ROWS, Viewed, ViewedSection
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_CHART_PX, _MM = 700, 180.0


class ReportPane(Translated, QScrollArea):
    #: An attempt that is to be looked at.
    call_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.report: Viewed | None = None
        self.tables: list[SectionView] = []
        self.charts: list[ChartView] = []
        self.page: FormPage | None = None
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("The report"))
        self._show()

    def show_report(self, report: Viewed | None) -> None:
        """None: there is nothing to be shown yet."""
        self.report = report
        self._show()
        self.verticalScrollBar().setValue(0)

    def _show(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 12, 12)
        column.setSpacing(8)
        self.tables, self.charts, self.page = [], [], None
        report = self.report
        if report is None:
            hint = _label(self.tr("Choose a report, narrow it down, and make it."), "secondary")
            column.addWidget(hint)
        else:
            self._fill(column, report)
        column.addStretch(1)
        self.setWidget(body)

    def _fill(self, column: QVBoxLayout, report: Viewed) -> None:
        column.addWidget(_label(report.title, "title"))
        made = numbers.moment(report.made_at, report.zone, report.language)
        column.addWidget(_label(f"{report.subject} · {made}", "secondary"))
        if report.figures:
            row = QHBoxLayout()
            row.setSpacing(24)
            for figure in report.figures:
                share = "" if figure.share is None else (
                    f" ({numbers.percent(figure.share, report.language)})")  # fmt: skip
                pair = QVBoxLayout()
                pair.setSpacing(0)
                pair.addWidget(
                    _label(numbers.integer(figure.value, report.language) + share, "title")
                )
                pair.addWidget(_label(figure.label, "secondary"))
                row.addLayout(pair)
            row.addStretch(1)
            column.addLayout(row)
        if report.html:
            self.page = FormPage(report.html, report.charts, report.language)
            self.page.setMinimumHeight(420)
            column.addWidget(self.page)
        if any(isinstance(row, CallRow) for each in report.sections for row in each.rows[:1]):
            hint = self.tr("A double click on a row opens the call: its card, its recording.")
            column.addWidget(_label(hint, "secondary"))
        for section in report.sections:
            self._add(column, section, report)

    def _add(self, column: QVBoxLayout, section: ViewedSection, report: Viewed) -> None:
        if section.title:
            column.addWidget(_label(section.title, "heading"))
        if section.chart is not None:
            chart = ChartView(section.chart, report.language)
            self.charts.append(chart)
            column.addWidget(chart)
        if section.columns:
            table = SectionView(section, report)
            table.call_wanted.connect(self.call_wanted)
            self.tables.append(table)
            column.addWidget(table)
            if not section.rows:
                column.addWidget(_label(self.tr("There is nothing of this."), "secondary"))
        if section.cut:
            text = self.tr("The first %n rows; files have them all.", "", MOST_ROWS)
            column.addWidget(_label(text, "secondary"))
        if section.note:
            column.addWidget(_label(section.note, "secondary"))


class FormPage(QTextBrowser):
    """A client's own page as far as a window draws it; HTML and PDF files have it as it is. It
    loads nothing from anywhere."""

    def __init__(self, html: str, charts: tuple[Chart, ...], language: str,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setOpenLinks(False)
        self.show_page(html, charts, language)

    def show_page(self, html: str, charts: tuple[Chart, ...], language: str) -> None:
        document = QTextDocument(self)
        for number, chart in enumerate(charts):
            document.addResource(
                QTextDocument.ResourceType.ImageResource, QUrl(f"chart:{number}"),
                _picture(chart, language),
            )  # fmt: skip
        document.setHtml(
            re.sub(r'<figure class="chart-(\d+)"></figure>', r'<p><img src="chart:\1"></p>', html)
        )
        before = self.verticalScrollBar().value()
        self.setDocument(document)
        self.verticalScrollBar().setValue(before)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802
        """Neither files nor the network: only what the document holds itself."""
        return QByteArray()


def _picture(chart: Chart, language: str) -> QImage:
    scale = _CHART_PX / _MM
    image = QImage(_CHART_PX, round(drawing.height(chart) * scale), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    drawing.draw(chart, PainterCanvas(painter), _MM, language)
    painter.end()
    return image


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    dress(label, look)
    return label
