"""The demo's last page: the summary, whether it agrees with the subscribers, what to try next."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from engine.reports import PrintedTable
from rino_desktop.demo.agreement import Check
from rino_desktop.demo.places import FORMATS, KINDS, Places
from rino_desktop.texts import t


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the campaign. ``seconds``: from its start to its end; ``pieces``: what lies in
    the folder, and what it is; ``rejects``: rows that were not taken. ``commands``: what to try
    next with the office, "" for its window."""

    places: Places
    tables: list[PrintedTable]
    checks: list[Check]
    reports: list[Path]
    recordings: list[Path]
    seconds: float
    rejects: Path
    pieces: list[tuple[str, str]]
    commands: list[tuple[str, str]]

    @property
    def agrees(self) -> bool:
        return all(check.ok for check in self.checks)

    def as_json(self) -> dict[str, object]:
        return {
            "output": str(self.places.root),
            "seconds": round(self.seconds, 1),
            "agrees": self.agrees,
            "checks": [{"text": check.text, "ok": check.ok} for check in self.checks],
            "reports": [str(path) for path in self.reports],
            "rejects": str(self.rejects),
            "recordings": [str(path) for path in self.recordings],
        }


def print_outcome(console: Console, outcome: Outcome) -> None:
    for table in outcome.tables:
        _print_table(console, table)
    console.print()
    minutes, seconds = divmod(round(outcome.seconds), 60)
    console.print(t("The campaign took {time}.", time=f"{minutes}:{seconds:02}"))
    _heading(console, t("The subscribers' own account agrees") if outcome.agrees
             else t("The subscribers' own account does NOT agree"))  # fmt: skip
    for check in outcome.checks:
        sign = ("  ✓ ", "green") if check.ok else ("  ✗ ", "bold red")
        console.print(Text.assemble(sign, check.text), soft_wrap=True)
    _heading(console, t("What came out, in {folder}", folder=f"{_shown(outcome.places.root)}/"))
    _print_pairs(console, outcome.pieces)
    _print_next(console, outcome)


def _print_table(console: Console, printed: PrintedTable) -> None:
    if not printed.rows:
        return
    _heading(console, printed.title)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 3, 0, 0))
    for title, right in printed.columns:
        table.add_column(title, justify="right" if right else "left", overflow="fold")
    for row in printed.rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(_indented(table))


def every_report() -> tuple[str, str]:
    """Of ``pieces``."""
    files = f"{{{','.join(KINDS)}}}.{{{','.join(FORMATS)}}}"
    return files, t("every report in every format")


def some_recordings(places: Places, recordings: list[Path]) -> list[tuple[str, str]]:
    """Of ``pieces``."""
    return [(f"{places.recordings.name}/*.wav", t("calls to listen to"))] if recordings else []


def _print_next(console: Console, outcome: Outcome) -> None:
    _heading(console, t("What to try next"))
    program = _program()
    office = f"{program} --config {shlex.quote(_shown(outcome.places.config))}"
    commands = [(f"{office} {command}".strip(), what) for command, what in outcome.commands]
    _print_pairs(console, [*commands, (f"{program} doctor", t("what works on this machine"))])
    console.print()


def _print_pairs(console: Console, pairs: Sequence[tuple[str, str]]) -> None:
    """Side by side where all fit, else one below the other: a path is there to be copied and
    must not be folded."""
    width = max(len(left) for left, _ in pairs)
    aligned = all(width + len(right) + 5 <= console.width for _, right in pairs)
    for left, right in pairs:
        gap = " " * (width - len(left) + 3) if aligned else "\n      "
        console.print(Text.assemble("  ", left, (gap + right, "dim")), soft_wrap=True)


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold"))


def _indented(table: Table) -> Table:
    grid = Table.grid(padding=(0, 0, 0, 2))
    grid.add_row(table)
    return grid


def _shown(path: Path) -> str:
    """Relative to where the user stands, when it lies there."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _program() -> str:
    """As the user can type it here."""
    script = Path(sys.executable).with_name("rino-desktop")
    if script.is_file():
        return shlex.quote(_shown(script))
    return "rino-desktop"
