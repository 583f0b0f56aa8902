"""The report ``draw``: the protocol of a quiz or lottery, which anyone can repeat.

The winners follow from the tickets and a seed and from nothing else. Whoever draws closes the list
first: he publishes its check sum, how many win, and where the seed will come from (a seed that
nobody can choose, such as tomorrow's exchange rate). That is the announcement; the protocol comes
when the seed is known, and is made from the announced list, so that a ticket which was given out
later wins nothing and one that has gone is missed. ``draw_check`` compares both.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from engine.errors import KnownError
from engine.ports.answers import Ticket
from engine.reports import numbers, words
from engine.reports.draw_check import (
    Announcement,
    announcements,
    check_sum,
    digest_of,
    draw_winners,
)
from engine.reports.model import (
    Cell,
    CellKind,
    Column,
    Figure,
    ReportOptions,
    ReportSource,
    Section,
)

#: Tickets that are printed; all of them are in CSV, XLSX and JSON.
_PAGE_TICKETS = 1000


@dataclass(frozen=True)
class _Draw:
    name: str
    tickets: list[Ticket]
    winners: list[Ticket]
    reserves: list[Ticket]
    #: None: it was not closed beforehand.
    announced: Announcement | None

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
            "seed_source": _seed_source(source) or None,
            "algorithm": "sort by SHA-256 of 'SEED:TICKET' (UTF-8), lower-case hexadecimal",
            "draws": [
                {
                    "draw": draw.name,
                    "tickets": len(draw.tickets),
                    "check_sum": draw.sum,
                    "announced_at": draw.announced and draw.announced.made_at,
                    "to_win": _counts(source, draw)[0] or None,
                    "in_reserve": _counts(source, draw)[1] or None,
                    "winners": [_drawn_json(*each, source) for each in enumerate(draw.winners, 1)],
                    "reserves": [
                        _drawn_json(*each, source) for each in enumerate(draw.reserves, 1)
                    ],
                    "issued": [_json(ticket, source) for ticket in draw.tickets],
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
                yield from _chosen(draw, source, masked=source.options.mask)
        rows: list[tuple[Cell, ...]] = [
            (draw.name, ticket.number, source.phone(ticket.phone), ticket.issued_at)
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
            facts = _facts(draw, source)
            columns = (
                Column(words.text("what", language), width=24),
                Column(words.text("value", language), width=70),
            )
            yield Section(f"{words.text('draw', language)}: {draw.name}", columns, facts)
            if source.options.seed:
                yield from _chosen(draw, source, masked=True)
        if draws and source.options.seed:
            yield Section(words.text("signatures", language), (), (),
                          note=words.text("signature_lines", language))  # fmt: skip
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
    if not options.announced:
        _require_sense(options, options.winners)
    found: dict[str, list[Ticket]] = {}
    if source.answers is not None:
        for ticket in source.answers.tickets(source.campaign.id):
            found.setdefault(ticket.draw, []).append(ticket)
    if options.draw:
        name = _named(options.draw, found, source)
        found = {name: found[name]}
    announced = {} if not options.announced else announcements(options.announced)
    draws = []
    for name, tickets in found.items():
        closed = announced.get(name)
        if announced and closed is None:
            continue  # another draw of the campaign, that was not announced there
        draws.append(_drawn(name, tickets, closed, source))
    if announced and not draws:
        raise KnownError(
            "The announcement is of other draws: {names}.",
            mend="Give the JSON report of this campaign's draw.",
            names=", ".join(announced),
        )
    return draws


def _require_sense(options: ReportOptions, winners: int) -> None:
    if options.seed and not winners:
        raise KnownError(
            "How many winners are to be drawn is not said.", mend="Say it: --winners N."
        )
    if options.winners and not options.seed and not options.seed_source:
        raise KnownError(
            "Winners are drawn from a seed, and there is none.",
            mend="Say the published seed: --seed TEXT; or, before it is known, --seed-source TEXT.",
        )


def _named(wanted: str, found: Mapping[str, object], source: ReportSource) -> str:
    names = {name.casefold(): name for name in found}
    if wanted.casefold() not in names:
        raise KnownError(
            "The campaign {campaign} has no draw named {name!r}.",
            mend="It has: {known}.",
            campaign=source.campaign.name,
            name=wanted,
            known=", ".join(sorted(found)) or "-",
        )
    return names[wanted.casefold()]


def _drawn(
    name: str, tickets: list[Ticket], closed: Announcement | None, source: ReportSource
) -> _Draw:
    options = source.options
    if closed is not None:
        tickets = closed.among(tickets)
    winners, reserves = _wanted(closed, source)
    _require_sense(options, winners)
    if winners + reserves > len(tickets):
        raise KnownError(
            "The draw {draw!r} has {tickets} tickets and cannot have {winners} winners.",
            mend="Ask for fewer winners.",
            draw=name,
            tickets=len(tickets),
            winners=winners + reserves,
        )
    if not options.seed:
        return _Draw(name, tickets, [], [], closed)
    by_number = {str(ticket.number): ticket for ticket in tickets}
    chosen = [by_number[each] for each in draw_winners(by_number, options.seed, winners + reserves)]
    return _Draw(name, tickets, chosen[:winners], chosen[winners:], closed)


def _wanted(closed: Announcement | None, source: ReportSource) -> tuple[int, int]:
    """(winners, reserves). What was announced cannot be changed afterwards."""
    options = source.options
    if closed is None or not closed.winners:
        return options.winners, options.reserves
    if (options.winners and options.winners != closed.winners) or (
        options.reserves and options.reserves != closed.reserves
    ):
        raise KnownError(
            "Announced were {winners} winners and {reserves} in reserve.",
            mend="Leave --winners and --reserves out.",
            winners=closed.winners,
            reserves=closed.reserves,
        )
    return closed.winners, closed.reserves


def _counts(source: ReportSource, draw: _Draw) -> tuple[int, int]:
    return _wanted(draw.announced, source)


def _seed_source(source: ReportSource) -> str:
    if source.options.seed_source or not source.options.announced:
        return source.options.seed_source
    return next((each.seed_source for each in announcements(source.options.announced).values()), "")


def _facts(draw: _Draw, source: ReportSource) -> list[tuple[Cell, ...]]:
    language, options = source.language, source.options
    winners, reserves = _counts(source, draw)
    facts: list[tuple[Cell, ...]] = [
        (words.text("draw", language), draw.name),
        (words.text("tickets", language), numbers.integer(len(draw.tickets), language)),
        (words.text("check_sum", language), draw.sum),
    ]
    if draw.announced is not None:
        closed = datetime.fromisoformat(draw.announced.made_at)
        shown = numbers.moment(closed, source.zone, language)
        facts.append((words.text("announced_at", language), shown))
    if origin := _seed_source(source):
        facts.append((words.text("seed_source", language), origin))
    facts.append((words.text("seed", language), options.seed or words.text("no_seed", language)))
    if winners:
        facts.append((words.text("to_win", language), numbers.integer(winners, language)))
    if reserves:
        facts.append((words.text("in_reserve", language), numbers.integer(reserves, language)))
    return facts


def _chosen(draw: _Draw, source: ReportSource, *, masked: bool) -> Iterator[Section]:
    yield _places("winners", draw.winners, draw, source, masked=masked)
    if draw.reserves:
        yield _places("reserves", draw.reserves, draw, source, masked=masked)


def _places(
    title: str, tickets: list[Ticket], draw: _Draw, source: ReportSource, *, masked: bool
) -> Section:
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
        for place, ticket in enumerate(tickets, 1)
    ]
    return Section(f"{words.text(title, language)}: {draw.name}", columns, rows)


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


def _drawn_json(place: int, ticket: Ticket, source: ReportSource) -> dict[str, object]:
    digest = digest_of(ticket.number, source.options.seed)
    return {**_json(ticket, source), "place": place, "digest": digest}


def _json(ticket: Ticket, source: ReportSource) -> dict[str, object]:
    return {
        "ticket": ticket.number,
        "phone": source.phone(ticket.phone),
        "issued_at": ticket.issued_at.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z",
    }
