"""Scenarios: dial strategies of one's own: whom to call next, on which number, and what to make
of the answer.

A scenario is sans-IO: it sees values and returns values, keeps no clock and waits for nothing. It
only ever chooses among what the campaign's rules allow: calling hours, laws, limits, lines and
attempts hold whatever it says. What it gets wrong costs a line in the log, and the standard
strategy goes on (engine.service.scenario_desk).

Plug-ins bring theirs by the entry point group ``rino_desktop.scenarios``: a ``ScenarioType``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.attempt import ContactVerdict
from engine.domain.contact import Contact
from engine.domain.disposition import Disposition
from engine.errors import KnownError

ENTRY_POINT_GROUP = "rino_desktop.scenarios"
STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt that is over. ``talk_s``: seconds from the answer to the end, 0 for none;
    ``results``: what the scheme saved. ``ended_at`` is aware UTC."""

    phone: str
    phone_index: int
    disposition: Disposition
    ended_at: datetime
    talk_s: float
    results: Mapping[str, str]


class Scenario:
    """The standard strategy, and the base of others: override what is to be different.

    Times are aware UTC. All methods must return at once and must not change their arguments; a
    scenario may keep what it learns in itself, which lasts as long as the engine runs and the
    campaign is not changed.
    """

    #: Whether ``priority`` says something: the list is sorted by it before it is dialled.
    ranks = False

    def priority(self, contact: Contact) -> float:
        """Of contacts that were never tried the greatest comes first, over the whole list and all
        nodes. Asked once for each contact; retries that are due go before them."""
        return 0.0

    def order(self, contacts: Sequence[Contact], now: datetime) -> Sequence[int]:
        """Ids of the contacts that are dialled in the next seconds (fifty at most), best first.
        Those left out come last."""
        return [contact.id for contact in contacts]

    def phone(self, contact: Contact, now: datetime) -> int:
        """Index of the number to dial; one that the network called invalid is passed over."""
        return contact.progress.next_phone

    def verdict(
        self, contact: Contact, attempt: AttemptView, default: ContactVerdict
    ) -> ContactVerdict:
        """What becomes of the contact; ``default`` is what the retry rules say. The number of
        attempts stays counted, and ``max_attempts`` holds."""
        return default


@dataclass(frozen=True, slots=True)
class ScenarioType:
    """``make(options)`` gives a scenario for one campaign, and raises KnownError for options
    that are wrong; ``options``: name → what it means, in English and Russian."""

    name: str
    title_en: str
    title_ru: str
    make: Callable[[Mapping[str, str]], Scenario]
    options: Mapping[str, tuple[str, str]]

    def title(self, language: str) -> str:
        return self.title_ru if language == "ru" else self.title_en


class Scenarios:
    """The scenarios there are, by name."""

    def __init__(self, types: Iterable[ScenarioType] = ()) -> None:
        self._types: dict[str, ScenarioType] = {}
        for each in types:
            if each.name in self._types:
                raise KnownError(
                    "There are two scenarios named {name!r}.",
                    mend="Remove one of the plug-ins that bring them.",
                    name=each.name,
                )
            self._types[each.name] = each

    def names(self) -> list[str]:
        return sorted(self._types)

    def all(self) -> list[ScenarioType]:
        return [self._types[name] for name in self.names()]

    def make(self, name: str, options: Mapping[str, str]) -> Scenario:
        """A scenario for a campaign; "" is the standard one. KnownError for an unknown name or
        option, or a value that the scenario refuses."""
        found = self._types.get(name or STANDARD)
        if found is None:
            raise KnownError(
                "There is no scenario {name!r}.",
                mend="Use one of: {known}.",
                name=name,
                known=", ".join(self.names()),
            )
        for option in options:
            if option not in found.options:
                raise KnownError(
                    "The scenario {name!r} has no option {option!r}.",
                    mend="Its options: {known}.",
                    name=found.name,
                    option=option,
                    known=", ".join(found.options) or "–",
                )
        return found.make(options)
