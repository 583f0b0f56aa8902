"""How winners are found, and whether a draw was held as it says: anyone can repeat both.

The announcement and the protocol are the JSON forms of the report ``draw``, before and after the
seed was known.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import KnownError, Phrase
from engine.ports.answers import Ticket


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


@dataclass(frozen=True, slots=True)
class Announcement:
    """A closed list. ``winners`` 0: it does not say how many."""

    draw: str
    made_at: str
    numbers: tuple[int, ...]
    seed_source: str
    winners: int
    reserves: int

    def among(self, tickets: Iterable[Ticket]) -> list[Ticket]:
        """The announced ones. KnownError when one of them is not there any more."""
        known = {ticket.number: ticket for ticket in tickets}
        gone = [number for number in self.numbers if number not in known]
        if gone:
            raise KnownError(
                "The draw {draw!r} was announced with {count} tickets that are not there any more.",
                mend="Restore the database as it was when the list was closed.",
                draw=self.draw,
                count=len(gone),
            )
        return [known[number] for number in self.numbers]


def announcements(text: str) -> dict[str, Announcement]:
    """Draw → what was announced of it. KnownError when the text is no JSON report of draws, or its
    check sum is not that of its own list."""
    found = {}
    for document, draw in _draws(text):
        numbers = tuple(sorted(int(each["ticket"]) for each in draw["issued"]))
        if check_sum(numbers) != draw["check_sum"]:
            raise KnownError(
                "The check sum of the draw {draw!r} is not that of its list of tickets.",
                mend="The file was changed: take the one that was published.",
                draw=draw["draw"],
            )
        found[str(draw["draw"])] = Announcement(
            str(draw["draw"]), str(document["made_at"]), numbers,
            str(document.get("seed_source") or ""), int(draw.get("to_win") or 0),
            int(draw.get("in_reserve") or 0),
        )  # fmt: skip
    return found


def faults(protocol: str, issued: Mapping[str, Iterable[int]], announced: str = "") -> list[Phrase]:
    """What is wrong with a protocol; empty: it can be repeated, and agrees with the tickets that
    the database has (draw → numbers) and with the announcement. KnownError: it is no protocol."""
    told = announcements(announced) if announced else {}
    found: list[Phrase] = []
    for document, draw in _draws(protocol):
        name, seed = str(draw["draw"]), str(document.get("seed") or "")
        numbers = [int(each["ticket"]) for each in draw["issued"]]
        if check_sum(numbers) != draw["check_sum"]:
            found.append(Phrase("{draw}: the check sum is not that of the list.", draw=name))
        if not set(numbers) <= set(issued.get(name, ())):
            found.append(Phrase("{draw}: the database has not all of the tickets.", draw=name))
        before = told.get(name)
        if before is None and not set(issued.get(name, ())) <= set(numbers):
            found.append(Phrase("{draw}: the database has tickets that took no part.", draw=name))
        if announced:
            found += _against(name, document, draw, before)
        if not seed:
            found.append(Phrase("{draw}: nothing was drawn yet.", draw=name))
            continue
        chosen = [str(each["ticket"]) for key in ("winners", "reserves")
                  for each in draw.get(key, ())]  # fmt: skip
        if chosen != draw_winners(numbers, seed, len(chosen)) or not chosen:
            found.append(Phrase("{draw}: the seed gives other winners.", draw=name))
    return found


def _against(
    name: str, document: Mapping[str, Any], draw: Mapping[str, Any], before: Announcement | None
) -> list[Phrase]:
    if before is None:
        return [Phrase("{draw}: it was not announced.", draw=name)]
    found = []
    if draw["check_sum"] != check_sum(before.numbers):
        found.append(Phrase("{draw}: another list was announced.", draw=name))
    if (document.get("seed_source") or "") != before.seed_source:
        found.append(Phrase("{draw}: another source of the seed was announced.", draw=name))
    drawn = len(draw.get("winners", ())), len(draw.get("reserves", ()))
    if before.winners and drawn != (before.winners, before.reserves):
        found.append(Phrase("{draw}: another number of winners was announced.", draw=name))
    return found


def _draws(text: str) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    try:
        document = json.loads(text)
        draws = [(document, draw) for draw in document["draws"]]
        for whole, draw in draws:
            _ = datetime.fromisoformat(whole["made_at"]), draw["draw"], str(draw["check_sum"])
            [int(each["ticket"]) for each in draw["issued"]]
    except (ValueError, TypeError, KeyError) as error:
        raise KnownError(
            "This is no JSON report of a draw.",
            mend="Make it: rino-desktop report draw --format json …",
        ) from error
    return draws
