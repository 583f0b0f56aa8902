"""The report ``draw``: the protocol of a quiz or lottery, which anyone can repeat.

The winners follow from the tickets and a seed and from nothing else. Whoever draws says the seed
in public after the list of tickets has been closed (its check sum in the protocol proves that);
a seed that nobody can choose, such as tomorrow's exchange rate, is best.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from engine.errors import KnownError
from engine.ports.answers import Ticket
from engine.reports import numbers, words
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section

#: Tickets that are printed; all of them are in CSV, XLSX and JSON.
_PAGE_TICKETS = 1000


def draw_winners(tickets: Iterable[int | str], seed: str, count: int) -> list[str]:
    """The first ``count`` tickets by the SHA-256 of ``seed:ticket``; the first is the first prize.

    Ticket numbers are written in decimal without leading zeros, text is UTF-8, digests (FIPS
    180-4) are compared as lower-case hexadecimal numbers. A ticket that occurs twice counts once.
    To repeat it::

        import hashlib
        seed, tickets = "…", [1, 2, 3]
        key = lambda t: hashlib.sha256(f"{seed}:{t}".encode()).hexdigest()
        print(sorted(tickets, key=key)[:3])
    """
    unique = {str(ticket) for ticket in tickets}
    return sorted(unique, key=lambda ticket: (digest_of(ticket, seed), ticket))[:count]


def digest_of(ticket: int | str, seed: str) -> str:
    return hashlib.sha256(f"{seed}:{ticket}".encode()).hexdigest()


def check_sum(tickets: Iterable[int]) -> str:
    """SHA-256 of the numbers in ascending order, each followed by a line feed: what ``sha256sum``
    says of a file with one number a line."""
    sum_ = hashlib.sha256()
    for number in sorted(tickets):
        sum_.update(f"{number}\n".encode())
    return sum_.hexdigest()


@dataclass(frozen=True)
class _Draw:
    name: str
    tickets: list[Ticket]
    winners: list[Ticket]

    @property
    def sum(self) -> str:
        return check_sum(ticket.number for ticket in self.tickets)


class DrawReport:
    name = "draw"

    def title(self, language: str) -> str:
        return words.text("draw_title", language)

    def json(self, source: ReportSource) -> Iterator[str]:
        document = {
            "campaign": source.campaign.name,
            "made_at": source.now.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
            "seed": source.options.seed or None,
            "algorithm": "sort by SHA-256 of 'SEED:TICKET' (UTF-8), lower-case hexadecimal",
            "draws": [
                {
                    "draw": draw.name,
                    "tickets": len(draw.tickets),
                    "check_sum": draw.sum,
                    "winners": [
                        {**_json(ticket), "place": place,
                         "digest": digest_of(ticket.number, source.options.seed)}
                        for place, ticket in enumerate(draw.winners, 1)
                    ],
                    "issued": [_json(ticket) for ticket in draw.tickets],
                }
                for draw in _draws(source)
            ],
        }  # fmt: skip
        yield json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def figures(self, source: ReportSource) -> list[Figure]:
        draws = _draws(source)
        figures = [
            Figure(words.text("tickets", source.language), sum(len(d.tickets) for d in draws))
        ]
        if source.options.seed:
            winners = sum(len(d.winners) for d in draws)
            figures.append(Figure(words.text("winners", source.language), winners))
        return figures

    def tables(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        draws = _draws(source)
        for draw in draws:
            if source.options.seed:
                yield _winners(draw, source, masked=False)
        rows: list[tuple[Cell, ...]] = [
            (draw.name, ticket.number, ticket.phone, ticket.issued_at)
            for draw in draws
            for ticket in draw.tickets
        ]
        columns = (
            Column(words.text("draw", language), width=18),
            *_ticket_columns(language, masked=False),
        )
        yield Section(words.text("tickets", language), columns, rows)

    def page(self, source: ReportSource) -> Iterator[Section]:
        language = source.language
        draws = _draws(source)
        for draw in draws:
            facts: list[tuple[Cell, ...]] = [
                (words.text("draw", language), draw.name),
                (words.text("tickets", language), numbers.integer(len(draw.tickets), language)),
                (words.text("check_sum", language), draw.sum),
                (
                    words.text("seed", language),
                    source.options.seed or words.text("no_seed", language),
                ),
            ]
            columns = (
                Column(words.text("what", language), width=24),
                Column(words.text("value", language), width=70),
            )
            yield Section(f"{words.text('draw', language)}: {draw.name}", columns, facts)
            if source.options.seed:
                yield _winners(draw, source, masked=True)
        if draws:
            note = words.text("draw_algorithm", language)
            yield Section(words.text("how_drawn", language), (), (), note=note)
        for draw in draws:
            rows: list[tuple[Cell, ...]] = [
                (ticket.number, _masked(ticket.phone), ticket.issued_at)
                for ticket in draw.tickets[:_PAGE_TICKETS]
            ]
            note = ""
            if len(draw.tickets) > _PAGE_TICKETS:
                note = words.text("tickets_cut", language).format(
                    shown=numbers.integer(_PAGE_TICKETS, language),
                    total=numbers.integer(len(draw.tickets), language),
                )
            title = f"{words.text('tickets', language)}: {draw.name}"
            yield Section(title, _ticket_columns(language, masked=True), rows, note=note)
        if not draws:
            none = _ticket_columns(language, masked=True)
            yield Section(words.text("tickets", language), none, [])


def _draws(source: ReportSource) -> list[_Draw]:
    return source.once("draws", lambda: _read(source))


def _read(source: ReportSource) -> list[_Draw]:
    options = source.options
    found: dict[str, list[Ticket]] = {}
    if source.answers is not None:
        for ticket in source.answers.tickets(source.campaign.id):
            found.setdefault(ticket.draw, []).append(ticket)
    if options.draw:
        names = {name.casefold(): name for name in found}
        if options.draw.casefold() not in names:
            raise KnownError(
                "The campaign {campaign} has no draw named {name!r}.",
                mend="It has: {known}.",
                campaign=source.campaign.name,
                name=options.draw,
                known=", ".join(sorted(found)) or "-",
            )
        name = names[options.draw.casefold()]
        found = {name: found[name]}
    if options.seed and not options.winners:
        raise KnownError(
            "How many winners are to be drawn is not said.", mend="Say it: --winners N."
        )
    if options.winners and not options.seed:
        raise KnownError(
            "Winners are drawn from a seed, and there is none.",
            mend="Say the published seed: --seed TEXT.",
        )
    return [_drawn(name, tickets, source) for name, tickets in found.items()]


def _drawn(name: str, tickets: list[Ticket], source: ReportSource) -> _Draw:
    options = source.options
    if not options.seed:
        return _Draw(name, tickets, [])
    if options.winners > len(tickets):
        raise KnownError(
            "The draw {draw!r} has {tickets} tickets and cannot have {winners} winners.",
            mend="Ask for fewer winners.",
            draw=name,
            tickets=len(tickets),
            winners=options.winners,
        )
    by_number = {str(ticket.number): ticket for ticket in tickets}
    chosen = draw_winners(by_number, options.seed, options.winners)
    return _Draw(name, tickets, [by_number[number] for number in chosen])


def _winners(draw: _Draw, source: ReportSource, *, masked: bool) -> Section:
    language = source.language
    columns = (
        Column(words.text("place", language), CellKind.COUNT, 8),
        Column(words.text("ticket", language), CellKind.COUNT, 10),
        Column(words.text("phone", language), CellKind.TEXT if masked else CellKind.PHONE, 20),
        Column(words.text("digest", language), width=68),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            place,
            ticket.number,
            _masked(ticket.phone) if masked else ticket.phone,
            digest_of(ticket.number, source.options.seed),
        )
        for place, ticket in enumerate(draw.winners, 1)
    ]
    return Section(f"{words.text('winners', language)}: {draw.name}", columns, rows)


def _ticket_columns(language: str, *, masked: bool) -> tuple[Column, ...]:
    return (
        Column(words.text("ticket", language), CellKind.COUNT, 10),
        # A number with stars in it is none any more.
        Column(words.text("phone", language), CellKind.TEXT if masked else CellKind.PHONE, 20),
        Column(words.text("issued_at", language), CellKind.MOMENT, 22),
    )


def _masked(phone: str) -> str:
    """A protocol is published: +7 912 ***-**-67. The numbers are whole in CSV, XLSX and JSON."""
    shown = numbers.phone(phone)
    digits = [place for place, char in enumerate(shown) if char.isdigit()]
    hidden = set(digits[-7:-2])
    return "".join("*" if place in hidden else char for place, char in enumerate(shown))


def _json(ticket: Ticket) -> dict[str, object]:
    return {
        "ticket": ticket.number,
        "phone": ticket.phone,
        "issued_at": ticket.issued_at.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
    }
