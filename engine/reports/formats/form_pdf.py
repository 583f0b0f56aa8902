"""A form's page as PDF: its simple HTML, set in our font, with its charts drawn in their places."""

from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from engine.reports import drawing
from engine.reports.charts import Chart
from engine.reports.formats.html_blocks import Block, Picture, Rule, Table, Text, blocks_of
from engine.reports.formats.pdf_canvas import PdfCanvas
from engine.reports.formats.pdf_format import FONT, LINE, SOFT, TEXT, opened
from engine.reports.forms.rendering import Rendered
from engine.reports.model import ReportSource
from engine.reports.printable import paragraph, printable

_SIZES = {1: 16.0, 2: 12.5, 3: 10.5, 4: 9.5, 5: 9.0, 6: 9.0}
_BODY, _CELL = 9.0, 8.0
_CHART_WIDTH = 180.0


def write(
    target: Path, source: ReportSource, title: str, rendered: Rendered, *, landscape: bool
) -> None:
    with opened(source, title, landscape=landscape) as pdf:
        pdf.add_page()
        for block in blocks_of(rendered.html):
            _block(pdf, block, rendered.charts, source.language)
        pdf.output(str(target))


def _block(pdf: FPDF, block: Block, charts: tuple[Chart, ...], language: str) -> None:
    match block:
        case Text():
            _text(pdf, block)
        case Table():
            _table(pdf, block)
        case Rule(page=True):
            pdf.add_page()
        case Rule():
            pdf.ln(3)
            pdf.set_draw_color(*LINE)
            pdf.line(pdf.l_margin, pdf.get_y(), pdf.l_margin + pdf.epw, pdf.get_y())
            pdf.ln(3)
        case Picture():
            if block.index < len(charts):
                _chart(pdf, charts[block.index], language)


def _text(pdf: FPDF, block: Text) -> None:
    size = _SIZES[block.level] if block.level else _BODY
    line = size * 0.5
    if block.level:
        pdf.ln(3)
        if pdf.will_page_break(line * 3):
            pdf.add_page()
    pdf.set_text_color(*TEXT)
    indent = 6.0 * block.depth
    pdf.set_font(FONT, size=size)
    if block.marker:
        pdf.set_x(pdf.l_margin + indent - 5)
        pdf.cell(5, line, block.marker)
    pdf.set_x(pdf.l_margin + indent)
    bolds = {bold for text, bold in block.runs if text.strip()}
    if block.level or block.align != "L" or len(bolds) == 1:
        style = "B" if block.level or bolds == {True} else ""
        pdf.set_font(FONT, style, size)
        text = paragraph(block.plain)
        pdf.multi_cell(
            pdf.epw - indent, line, text, align=block.align, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
    else:
        _mixed(pdf, block, size, line, indent)
    pdf.ln(1 if block.marker else 2)


def _mixed(pdf: FPDF, block: Text, size: float, line: float, indent: float) -> None:
    """Bold and plain words in one paragraph."""
    margin = pdf.l_margin
    pdf.set_left_margin(margin + indent)
    try:
        for text, bold in block.runs:
            pdf.set_font(FONT, "B" if bold else "", size)
            # Blanks at the ends stay: they part words of different runs.
            pdf.write(line, "\n".join(map(printable, text.split("\n"))))
        pdf.ln(line)
    finally:
        pdf.set_left_margin(margin)
        pdf.set_x(margin)


def _table(pdf: FPDF, block: Table) -> None:
    columns = max(sum(cell.span for cell in row) for row in block.rows)
    pdf.set_font(FONT, size=_CELL)
    pdf.set_text_color(*TEXT)
    pdf.set_draw_color(*LINE)
    pdf.set_line_width(0.15)
    heading = FontFace(emphasis="", color=SOFT)
    with pdf.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        cell_fill_color=None,
        col_widths=tuple(_widths(block, columns)),
        headings_style=heading,
        num_heading_rows=block.headers if block.headers < len(block.rows) else 0,
        first_row_as_headings=0 < block.headers < len(block.rows),
        line_height=_CELL * 0.55,
        padding=(0.8, 1.2),
        text_align="LEFT",
        width=pdf.epw,
    ) as table:
        for cells in block.rows:
            row = table.row()
            for cell in cells:
                style = FontFace(emphasis="B") if cell.bold and not cell.header else None
                row.cell(
                    paragraph(cell.text),
                    align=Align.coerce(cell.align),
                    colspan=cell.span,
                    style=style,
                )
            for _ in range(columns - sum(cell.span for cell in cells)):
                row.cell("")
    pdf.ln(3)


def _widths(block: Table, columns: int) -> list[float]:
    """What is said, else by the longest words of each column."""
    said = (block.widths + [0.0] * columns)[:columns]
    lengths = [4.0] * columns
    for row in block.rows:
        place = 0
        for cell in row:
            if cell.span == 1 and place < columns:
                longest = max((len(line) for line in cell.text.split("\n")), default=0)
                lengths[place] = max(lengths[place], min(float(longest), 40.0))
            place += cell.span
    free = max(100.0 - sum(said), 10.0)
    open_lengths = sum(n for n, width in zip(lengths, said, strict=True) if not width) or 1.0
    return [width or free * n / open_lengths for n, width in zip(lengths, said, strict=True)]


def _chart(pdf: FPDF, chart: Chart, language: str) -> None:
    if pdf.will_page_break(drawing.height(chart) + 3):
        pdf.add_page()
    room = min(pdf.epw - 2 * pdf.c_margin, _CHART_WIDTH)
    canvas = PdfCanvas(pdf, FONT, pdf.l_margin + pdf.c_margin, pdf.get_y())
    with pdf.local_context():
        drawing.draw(chart, canvas, room, language)
    pdf.ln(drawing.height(chart) + 3)
