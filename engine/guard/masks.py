"""What is left of what was read for who may not see numbers and names, or not hear recordings."""

import json
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from engine.domain.contact import Contact
from engine.domain.masking import masked, masked_text, masked_words
from engine.guard.view import View
from engine.ports.packed_attempts import PackedAttempt
from engine.ports.storage import ReportedAttempt

T = TypeVar("T")


def fields(values: Mapping[str, str]) -> dict[str, str]:
    return {name: masked_words(value) for name, value in values.items()}


def texts(values: Mapping[str, str]) -> dict[str, str]:
    """Results of calls: words that schemes have chosen, and numbers that people may have typed."""
    return {name: masked_text(value) for name, value in values.items()}


def phones(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(masked(each) for each in numbers)


def contact(view: View, found: Contact) -> Contact:
    if view.unmasked(found.campaign_id):
        return found
    return replace(found, phones=phones(found.phones), fields=fields(found.fields))


def each(seen: Callable[[View, T], T]) -> Callable[[View, Iterable[T]], list[T]]:
    """Of a list, each row as it may be seen."""

    def all_seen(view: View, rows: Iterable[T]) -> list[T]:
        return [seen(view, row) for row in rows]

    return all_seen


def streamed(seen: Callable[[T], T]) -> Callable[[View, Iterator[T]], Iterator[T]]:
    """Of a stream whose campaign is that of the call; not touched where all may be seen."""

    def all_seen(view: View, rows: Iterator[T]) -> Iterator[T]:
        return rows if view.unmasked() else map(seen, rows)

    return all_seen


def maybe(seen: Callable[[View, T], T]) -> Callable[[View, T | None], T | None]:
    def one_seen(view: View, row: T | None) -> T | None:
        return None if row is None else seen(view, row)

    return one_seen


def with_phone(view: View, row: T) -> T:
    """A frozen dataclass with a ``phone`` and perhaps a ``campaign_id``."""
    if view.unmasked(getattr(row, "campaign_id", None)):
        return row
    return replace(row, phone=masked(row.phone))  # type: ignore[type-var,attr-defined]


# --- reports of attempts ------------------------------------------------------------------------


def attempts(view: View, rows: Iterator[ReportedAttempt]) -> Iterator[ReportedAttempt]:
    shown, heard = view.unmasked(), view.hears()
    if shown and heard:
        return rows

    def seen(row: ReportedAttempt) -> ReportedAttempt:
        if not heard:
            row = row._replace(recording="")
        if not shown:
            row = row._replace(
                phone=masked(row.phone), results=texts(row.results), contact=fields(row.contact)
            )
        return row

    return map(seen, rows)


def packed_attempts(
    view: View, batches: Generator[list[PackedAttempt], None, None]
) -> Generator[list[PackedAttempt], None, None]:
    shown, heard = view.unmasked(), view.hears()
    if shown and heard:
        return batches

    def seen(row: PackedAttempt) -> PackedAttempt:
        if not heard:
            row = row._replace(recording=b"")
        if not shown:
            known = json.loads(row.contact) if row.contact else {}
            row = row._replace(
                phone=masked(row.phone.decode()).encode(),
                contact=json.dumps(fields(known), ensure_ascii=False).encode() if known else b"",
                results={k: masked_text(v.decode()).encode() for k, v in row.results.items()},
            )
        return row

    def all_seen() -> Generator[list[PackedAttempt], None, None]:
        try:
            for batch in batches:
                yield [seen(row) for row in batch]
        finally:
            batches.close()

    return all_seen()
