"""What is seen while the demo's campaign runs: a live picture, or plain lines where there is no
terminal."""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from engine.ports.storage import ReportedAttempt
from engine.reports import names, numbers
from rino_desktop.demo.office import TRUNK_LINES
from rino_desktop.demo.snapshot import Line, Snapshot
from rino_desktop.texts import language, t

#: Lines of the picture that are not the list of recent calls.
_FIXED_HEIGHT = 19
_NARROW = 90
_BAR = 8
_PLAIN_EVERY_S = 5.0
_LINES = {Line.RINGING: ("○", "yellow"), Line.TALKING: ("●", "green"),
          Line.OPERATOR: ("◆", "magenta")}  # fmt: skip
_GOOD = ("completed", "transferred", "callback", "served")
_BAD = ("network_failure", "interrupted", "abandoned")

Show = Callable[[Snapshot, float], None]


@contextmanager
def live(console: Console) -> Iterator[Show]:
    """Call the yielded function with each snapshot and the seconds since the start."""
    with Live(console=console, auto_refresh=False, transient=True) as picture:

        def show(snapshot: Snapshot, elapsed_s: float) -> None:
            size = console.size
            picture.update(frame(snapshot, elapsed_s, size.width, size.height), refresh=True)

        yield show


@contextmanager
def plain(say: Callable[[str], None]) -> Iterator[Show]:
    """The same for a log: a line every few seconds."""
    next_at = 0.0

    def show(snapshot: Snapshot, _elapsed_s: float) -> None:
        nonlocal next_at
        if time.monotonic() >= next_at:
            next_at = time.monotonic() + _PLAIN_EVERY_S
            say(plain_line(snapshot, _elapsed_s))

    yield show


def plain_line(snapshot: Snapshot, elapsed_s: float) -> str:
    counts = snapshot.contacts
    return t(
        "{clock}  done {done} of {total}, on the line {lines}; attempts {attempts}, answered "
        "{answered}, waiting for a retry {waiting}",
        clock=_clock(elapsed_s), done=counts.done + counts.excluded, total=counts.total,
        lines=len(snapshot.lines), attempts=snapshot.status.attempts,
        answered=snapshot.status.answered, waiting=counts.waiting_retry,
    )  # fmt: skip


def console() -> Console:
    return Console(file=sys.stdout, highlight=False, markup=False)


# --- the picture ------------------------------------------------------------------------------


def frame(snapshot: Snapshot, elapsed_s: float, width: int, height: int) -> RenderableType:
    """The whole picture for a terminal of that size."""
    columns = [_funnel(snapshot), _dispositions(snapshot), _promises(snapshot)]
    if width < _NARROW:
        columns = columns[:2]
    middle = Table.grid(padding=(0, 3), expand=True)
    for ratio in (4, 6, 4)[: len(columns)]:
        middle.add_column(ratio=ratio)
    middle.add_row(*columns)
    recent = snapshot.recent[: max(3, height - _FIXED_HEIGHT)]
    return Panel(
        Group(
            _progress(snapshot),
            _lines(snapshot, width),
            Text(),
            middle,
            Text(),
            _recent(snapshot, recent, width),
        ),
        title=Text(t("Debt reminders by telephone"), style="bold"),
        subtitle=Text(_clock(elapsed_s), style="dim"),
        title_align="left",
        subtitle_align="right",
        border_style="blue",
        padding=(0, 1),
    )


def _progress(snapshot: Snapshot) -> RenderableType:
    counts = snapshot.contacts
    done = counts.done + counts.excluded
    row = Table.grid(padding=(0, 2), expand=True)
    row.add_column(no_wrap=True)
    row.add_column(ratio=1)
    row.add_column(no_wrap=True, justify="right")
    bar = ProgressBar(total=max(1, counts.total), completed=done, complete_style="blue",
                      finished_style="green")  # fmt: skip
    waiting = (
        t("retries ahead: {waiting}", waiting=counts.waiting_retry) if counts.waiting_retry else ""
    )
    row.add_row(t("Served"), bar, Text.assemble(
        (f"{done}", "bold"), f" {t('of {total}', total=counts.total)}",
        (f"   {waiting}" if waiting else "", "dim"),
    ))  # fmt: skip
    return row


def _lines(snapshot: Snapshot, width: int) -> RenderableType:
    used = sorted(snapshot.lines, key=list(_LINES).index, reverse=True)
    cells = [_LINES[line] for line in used]
    cells += [("·", "dim")] * (TRUNK_LINES - len(cells))
    gap = " " if width >= _NARROW else ""
    row = Table.grid(padding=(0, 2))
    row.add_row(
        t("Lines"),
        Text.assemble(*((sign + gap, style) for sign, style in cells)),
        Text.assemble(
            _legend(Line.TALKING, t("talking"), used), "  ",
            _legend(Line.RINGING, t("ringing"), used), "  ",
            _legend(Line.OPERATOR, t("operator"), used),
        ),
    )  # fmt: skip
    return row


def _legend(kind: Line, word: str, used: list[Line]) -> tuple[str, str]:
    sign, style = _LINES[kind]
    return f"{sign} {word} {used.count(kind)}", style


def _funnel(snapshot: Snapshot) -> RenderableType:
    reached, total = snapshot.reached, snapshot.contacts.total
    return _bars(
        t("Subscribers"),
        [
            (t("on the list"), total, "blue"),
            (t("dialled"), reached.dialled, "blue"),
            (t("answered"), reached.answered, "blue"),
            (t("heard to the end"), reached.heard, "green"),
        ],
        total,
    )


def _dispositions(snapshot: Snapshot) -> RenderableType:
    found = sorted(snapshot.status.dispositions.items(), key=lambda item: (-item[1], item[0]))
    rows = [(names.disposition(name, language()), n, _style(name)) for name, n in found[:8]]
    return _bars(t("What attempts came to"), rows, max([n for _, n, _ in rows], default=1))


def _promises(snapshot: Snapshot) -> RenderableType:
    dates = sorted((value, n) for name, value, n in snapshot.results if name == "promised_date")
    rows = [(t("by {day}", day=_day(value)), n, "green") for value, n in dates[:8]]
    title = t("Promised to pay: {n}", n=sum(n for _, n in dates))
    return _bars(title, rows, max([n for _, n, _ in rows], default=1))


def _bars(title: str, rows: list[tuple[str, int, str]], full: int) -> RenderableType:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for label, n, style in rows:
        bar = ProgressBar(
            total=max(1, full), completed=n, width=_BAR, complete_style=style, finished_style=style
        )
        table.add_row(label, str(n), bar)
    # As many lines as the longest can have: the picture below must not jump.
    return Group(Text(title, style="bold"), Padding(table, (0, 0, 8 - len(rows), 0)))


def _recent(
    snapshot: Snapshot, attempts: tuple[ReportedAttempt, ...], width: int
) -> RenderableType:
    table = Table(box=None, expand=True, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(t("Last calls"), no_wrap=True)
    table.add_column("", no_wrap=True, ratio=3, overflow="ellipsis")
    table.add_column("", no_wrap=True, justify="right")
    table.add_column("", no_wrap=True, ratio=3, overflow="ellipsis")
    if width >= _NARROW:
        table.add_column("", no_wrap=True, ratio=3, overflow="ellipsis", style="dim")
    for attempt in attempts:
        cells: list[RenderableType] = [
            numbers.phone(attempt.phone),
            Text(_name_of(attempt), style="dim"),
            _talk(attempt),
            Text(names.disposition(attempt.disposition, language()), _style(attempt.disposition)),
        ]
        if width >= _NARROW:
            cells.append(_more(attempt, snapshot.nodes))
        table.add_row(*cells)
    return table


def _more(attempt: ReportedAttempt, nodes: Mapping[str, str]) -> str:
    promised = attempt.results.get("promised_date")
    if promised:
        return t("will pay by {day}", day=_day(promised))
    if attempt.disposition == "network_failure":
        return names.cause(attempt.hangup_cause, language())
    return nodes.get(attempt.node or "", "")


def _name_of(attempt: ReportedAttempt) -> str:
    """Surname and initials, as an office writes them."""
    surname, *others = attempt.contact.get("ФИО", "").title().split()
    return f"{surname} {' '.join(f'{other[0]}.' for other in others)}" if surname else ""


def _talk(attempt: ReportedAttempt) -> str:
    if attempt.answered_at is None:
        return ""
    return _clock((attempt.ended_at - attempt.answered_at).total_seconds())


def _style(disposition: str) -> str:
    if disposition in _GOOD:
        return "green"
    return "red" if disposition in _BAD else "yellow" if disposition == "opted_out" else "blue"


def _day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day:%d.%m}" if language() == "ru" else f"{day:%d %b}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
