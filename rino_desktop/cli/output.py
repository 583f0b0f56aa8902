"""What commands print: one JSON document, or text for people; progress on standard error."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Protocol


class Advance(Protocol):
    """Tells how much is done, of how much where that is known."""

    def __call__(self, done: int, total: int | None = None) -> None: ...


class Output:
    """``json``: standard output gets exactly one JSON document and nothing else."""

    def __init__(self, *, json: bool) -> None:
        self.json = json

    def done(self, data: object, text: str) -> None:
        """The result of a command: ``data`` for programs, ``text`` for people."""
        if self.json:
            self.document(data)
        elif text:
            sys.stdout.write(text.rstrip("\n") + "\n")

    def table(
        self, data: object, headers: Sequence[str], rows: Sequence[Sequence[object]], empty: str
    ) -> None:
        """``data`` for programs; for people ``rows`` under ``headers``, or ``empty``."""
        if self.json:
            self.document(data)
        elif not rows:
            sys.stdout.write(empty + "\n")
        else:
            from rich.console import Console
            from rich.table import Table

            table = Table(box=None, pad_edge=False, header_style="bold")
            for header in headers:
                table.add_column(header, overflow="fold")
            for row in rows:
                table.add_row(*("" if cell is None else str(cell) for cell in row))
            # A file or a pipe gets whole lines, however narrow the terminal would be.
            width = None if sys.stdout.isatty() else 250
            console = Console(file=sys.stdout, width=width, highlight=False, markup=False)
            with console.capture() as captured:
                console.print(table)
            for line in captured.get().splitlines():
                sys.stdout.write(line.rstrip() + "\n")

    def document(self, data: object) -> None:
        text = json.dumps(data, ensure_ascii=False, indent=2, default=_plain)
        sys.stdout.write(text + "\n")

    def note(self, text: str) -> None:
        """Something beside the result; never in the way of a program that reads it."""
        sys.stderr.write(text + "\n")

    @contextmanager
    def progress(self, description: str, total: int | None = None) -> Iterator[Advance]:
        """A bar on standard error while the block runs, when somebody is there to see it. The
        yielded function takes how much is done so far."""
        if not sys.stderr.isatty():
            yield lambda done, total=None: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:,.0f}"),
            TimeElapsedColumn(),
        )
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True) as progress:
            task = progress.add_task(description, total=total)

            def advance(done: int, total: int | None = None) -> None:
                if total is not None:
                    progress.update(task, total=max(total, done))
                progress.update(task, completed=done)

            yield advance


def iso(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC with ``Z``, as everywhere in the JSON contracts."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def local(moment: datetime | None) -> str:
    """For people: this machine's own time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not for JSON")
