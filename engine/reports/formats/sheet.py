"""One sheet of paper about one thing: heads, names with values, a table, as PDF, HTML or text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.reports.printable import lines_of, paragraph, printable


@dataclass(frozen=True, slots=True)
class Block:
    """``facts``: name, value. ``columns`` and ``rows``: a table; ``widths``: shares of the page."""

    title: str = ""
    facts: Sequence[tuple[str, str]] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """``total``: name and amount that stand out at the end, "" for none. ``foot``: of each page,
    with {page} and {pages}; ``taken``: the line that says who has taken it, ``author``: his name.
    """

    title: str
    subtitle: str
    blocks: Sequence[Block]
    total: tuple[str, str]
    language: str
    now: datetime
    foot: str
    taken: str = ""
    author: str = ""


def text(sheet: Sheet) -> str:
    lines = [sheet.title, sheet.subtitle]
    for block in sheet.blocks:
        lines += ["", *([block.title] if block.title else [])]
        width = max((len(name) for name, _ in block.facts), default=0)
        for name, value in block.facts:
            first, *more = lines_of(value)
            lines.append(f"  {name:<{width}}  {first}".rstrip())
            lines += [f"{'':{width + 4}}{line}".rstrip() for line in more]
        for row in block.rows:
            lines.append("  " + " · ".join(printable(cell) for cell in row if cell))
    if sheet.total[0]:
        lines += ["", f"{sheet.total[0]}: {sheet.total[1]}"]
    if sheet.taken:
        lines += ["", sheet.taken]
    return "\n".join(lines) + "\n"


def write_html(target: Path, sheet: Sheet) -> None:
    from engine.reports.formats.html_format import environment

    page = environment().get_template("sheet.html.j2").render(sheet=sheet)
    target.write_text(page, encoding="utf-8")


def write_pdf(target: Path, sheet: Sheet) -> None:
    from fpdf import FPDF
    from fpdf.enums import XPos, YPos

    from engine.reports.formats.pdf_format import FONT, LINE, SOFT, TEXT, page

    def line(pdf: FPDF, size: float, words: str, *, bold: bool = False, soft: bool = False) -> None:
        pdf.set_font(FONT, "B" if bold else "", size)
        pdf.set_text_color(*(SOFT if soft else TEXT))
        pdf.multi_cell(0, size * 0.5, printable(words), new_x=XPos.LMARGIN, new_y=YPos.NEXT,
                       align="L")  # fmt: skip

    with page(
        sheet.title, sheet.subtitle, sheet.foot, sheet.now, sheet.language, taken=sheet.taken,
        author=sheet.author,
    ) as pdf:  # fmt: skip
        pdf.add_page()
        line(pdf, 16, sheet.title, bold=True)
        line(pdf, 11, sheet.subtitle, soft=True)
        for block in sheet.blocks:
            pdf.ln(4)
            if block.title:
                line(pdf, 11, block.title, bold=True)
                pdf.ln(1)
            for name, value in block.facts:
                pdf.set_font(FONT, size=9)
                pdf.set_text_color(*SOFT)
                pdf.cell(46, 5, printable(name))
                pdf.set_text_color(*TEXT)
                pdf.multi_cell(0, 5, paragraph(value), new_x=XPos.LMARGIN, new_y=YPos.NEXT,
                               align="L")  # fmt: skip
            if block.rows:
                pdf.set_font(FONT, size=8.5)
                pdf.set_text_color(*TEXT)
                pdf.set_draw_color(*LINE)
                widths = tuple(int(share * 100) for share in block.widths)
                with pdf.table(
                    col_widths=widths, borders_layout="HORIZONTAL_LINES", text_align="LEFT",
                    line_height=5, v_align="TOP",
                ) as table:  # fmt: skip
                    for cells in (block.columns, *block.rows):
                        row = table.row()
                        for cell in cells:
                            row.cell(paragraph(cell))
        if sheet.total[0]:
            pdf.ln(5)
            line(pdf, 13, f"{sheet.total[0]}: {sheet.total[1]}", bold=True)
        pdf.output(str(target))
