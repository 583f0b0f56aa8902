"""Reads the simple HTML that forms are written in, for those who cannot show HTML: PDF.

Known are headings, paragraphs, lists, tables (``colspan``, widths of columns in percent), rules,
page breaks (``<hr class="page">``), bold, line breaks, and alignment by ``align``, a class or
``text-align``. Other elements are taken for what they hold; scripts, styles and pictures are left
out.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: (text, bold)
Run = tuple[str, bool]


@dataclass
class Text:
    """A paragraph; ``level`` 1…6: a heading; ``marker``: of a list's item, ``depth`` of it."""

    runs: list[Run] = field(default_factory=list)
    level: int = 0
    align: str = "L"
    marker: str = ""
    depth: int = 0

    @property
    def plain(self) -> str:
        return "".join(text for text, _ in self.runs).strip()


@dataclass
class Cell:
    runs: list[Run] = field(default_factory=list)
    header: bool = False
    align: str = "L"
    span: int = 1

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs).strip()

    @property
    def bold(self) -> bool:
        return bool(self.text) and all(bold or not text.strip() for text, bold in self.runs)


@dataclass
class Table:
    """``widths``: in percent, 0 where nothing is said. ``headers``: rows that each page repeats."""

    rows: list[list[Cell]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    headers: int = 0


@dataclass
class Rule:
    page: bool = False


@dataclass
class Picture:
    """The chart of that number."""

    index: int


Block = Text | Table | Rule | Picture

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p", "div", "section", "article", "header", "footer", "address", "blockquote", "body",
           "main", "dl", "dt", "dd", "pre", "html"}  # fmt: skip
_DROPPED = {"script", "style", "title", "head"}
_CHART = re.compile(r"\bchart-(\d+)\b")
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center)")


def blocks_of(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_text()
    return reader.blocks


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text = Text()
        self._table: Table | None = None
        self._cell: Cell | None = None
        self._bold = 0
        self._dropped = 0
        self._aligns: list[str] = []
        #: Of each open list: the number of its next item, 0 for one with dots.
        self._lists: list[int] = []

    def end_text(self) -> None:
        if self._text.plain:
            self.blocks.append(self._text)
        self._text = Text(align=self._aligns[-1] if self._aligns else "L")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _DROPPED:
            self._dropped += 1
        elif tag in ("b", "strong"):
            self._bold += 1
        elif tag == "br":
            self._add("\n")
        elif tag == "table":
            self.end_text()
            self._table = Table()
        elif self._table is not None and tag in ("tr", "th", "td", "col", "thead"):
            self._in_table(tag, given)
        elif tag in _HEADINGS:
            self.end_text()
            self._text.level = _HEADINGS[tag]
            self._text.align = _align(given, self._text.align)
        elif tag in _BLOCKS:
            self.end_text()
            self._aligns.append(_align(given, self._aligns[-1] if self._aligns else "L"))
            self._text.align = self._aligns[-1]
        elif tag in ("ul", "ol"):
            self.end_text()
            self._lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._item()
        elif tag == "hr":
            self.end_text()
            self.blocks.append(Rule(page="page" in given.get("class", "").split()))
        elif tag == "figure":
            self.end_text()
            if found := _CHART.search(given.get("class", "")):
                self.blocks.append(Picture(int(found.group(1))))

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in ("b", "strong"):
            self._bold = max(0, self._bold - 1)
        elif tag == "table" and self._table is not None:
            if self._table.rows:
                self.blocks.append(self._table)
            self._table = self._cell = None
        elif tag in ("td", "th"):
            self._cell = None
        elif tag in ("ul", "ol"):
            self.end_text()
            if self._lists:
                self._lists.pop()
        elif tag in _BLOCKS:
            if self._table is None:
                if self._aligns:
                    self._aligns.pop()
                self.end_text()
        elif tag in _HEADINGS or tag == "li":
            self.end_text()

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._add(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _add(self, text: str) -> None:
        if self._table is not None:
            if self._cell is not None:
                _append(self._cell.runs, text, bool(self._bold))
            return
        _append(self._text.runs, text, bool(self._bold))

    def _item(self) -> None:
        self.end_text()
        if not self._lists:
            return
        number = self._lists[-1]
        self._text.marker = f"{number}." if number else "•"
        self._text.depth = len(self._lists)
        if number:
            self._lists[-1] += 1

    def _in_table(self, tag: str, given: dict[str, str]) -> None:
        assert self._table is not None
        if tag == "tr":
            self._table.rows.append([])
            self._cell = None
        elif tag == "col":
            found = _WIDTH.search(given.get("width", "") or given.get("style", ""))
            self._table.widths.append(float(found.group(1)) if found else 0.0)
        elif tag in ("td", "th"):
            if not self._table.rows:
                self._table.rows.append([])
            span = given.get("colspan", "1")
            self._cell = Cell(
                header=tag == "th",
                align=_align(given, "R" if "n" in given.get("class", "").split() else "L"),
                span=max(1, min(int(span), 50)) if span.isdecimal() else 1,
            )
            row = self._table.rows[-1]
            row.append(self._cell)
            first = len(self._table.rows) - 1
            if all(cell.header for cell in row) and self._table.headers in (first, first + 1):
                self._table.headers = first + 1
            elif self._table.headers == first + 1:
                self._table.headers = first


def _append(runs: list[Run], text: str, bold: bool) -> None:
    if (runs and runs[-1][0].endswith((" ", "\n"))) or not runs:
        text = text.lstrip(" ")
    if text == "\n" and runs:
        runs[-1] = (runs[-1][0].rstrip(" "), runs[-1][1])
    if not text:
        return
    if runs and runs[-1][1] == bold:
        runs[-1] = (runs[-1][0] + text, bold)
    else:
        runs.append((text, bold))


def _align(given: dict[str, str], otherwise: str) -> str:
    words = given.get("class", "").lower().split()
    found = _ALIGN.search(given.get("style", "").lower())
    wanted = given.get("align", "").lower() or (found.group(1) if found else "")
    for name, letter in (("left", "L"), ("right", "R"), ("center", "C")):
        if wanted == name or (not wanted and name in words):
            return letter
    return otherwise
