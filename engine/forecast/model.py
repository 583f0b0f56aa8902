"""What a forecast starts from: a campaign as it stands, and how calls usually go.

Times are aware UTC datetimes, durations seconds, shares 0 … 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from engine.dialer.pacing.model import AbandonCounts
from engine.domain.campaign import Campaign, CampaignMode, Schedule
from engine.domain.contact import ContactProgress
from engine.domain.disposition import Disposition
from engine.domain.trunk import Trunk

#: What may come of a call that nobody answers.
UNANSWERED = (
    Disposition.USER_BUSY,
    Disposition.NO_ANSWER,
    Disposition.REJECTED,
    Disposition.INVALID_NUMBER,
    Disposition.NETWORK_FAILURE,
)


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long something lasts: ``seconds`` are evenly spread over all cases, from the shortest to
    the longest."""

    seconds: tuple[float, ...]

    @property
    def mean_s(self) -> float:
        return sum(self.seconds) / len(self.seconds)

    def draw(self, random: Random) -> float:
        """One case by chance, between two neighbours."""
        last = len(self.seconds) - 1
        if last == 0:
            return self.seconds[0]
        place = random.random() * last
        index = int(place)
        below = self.seconds[index]
        return below + (self.seconds[index + 1] - below) * (place - index)


@dataclass(frozen=True, slots=True)
class Odds:
    """How calls go. ``answer_rate``: of all calls, machines included; ``spread``: how far it may be
    from that for a whole campaign (standard deviation): what was learnt from few calls or from days
    that differ is less certain. ``by_hour`` (24, by the campaign's clock) and ``by_try`` multiply
    it; (): every hour and try is the same. ``failures``: weights of what comes of the others;
    ``results``: of what an answered call of an automatic campaign achieves."""

    answer_rate: float
    ring: Lengths
    #: Until the network says that he is busy, does not want to, or does not exist.
    refused: Lengths
    #: From the answer to the end of the call; with operators: of the talk.
    talk: Lengths
    spread: float = 0.0
    by_hour: tuple[float, ...] = ()
    by_try: tuple[float, ...] = ()
    failures: Mapping[Disposition, float] = field(
        default_factory=lambda: {Disposition.NO_ANSWER: 1.0}
    )
    results: Mapping[Disposition, float] = field(
        default_factory=lambda: {Disposition.COMPLETED: 1.0}
    )
    #: Of the answered calls: answering machines that are found out, after so long.
    machines: float = 0.0
    machine: Lengths = Lengths((3.0,))
    wrap_up: Lengths = Lengths((0.0,))
    #: A manual campaign: from the moment the operator has the contact before him until he dials.
    preview: Lengths = Lengths((0.0,))


@dataclass(frozen=True, slots=True)
class Group:
    """Contacts that wait and are alike. ``next_at`` None: they were never tried; ``phones``: how
    many numbers each has."""

    count: int
    zones: tuple[str, ...] = ()
    phones: int = 1
    progress: ContactProgress = field(default_factory=ContactProgress)
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """``start``: the moment from which it is run, ``until``: what is not done by then is left.
    ``operators``: so many are there within ``shift``, by the campaign's clock."""

    campaign: Campaign
    trunks: tuple[Trunk, ...]
    groups: tuple[Group, ...]
    odds: Odds
    start: datetime
    until: datetime
    operators: int = 0
    #: None: they are there while the campaign's own hours are open.
    shift: Schedule | None = None
    #: Of the campaign's pacing so far (engine.dialer.model.PacingSet).
    counts: AbandonCounts = field(default_factory=AbandonCounts)
    learnt: Mapping[str, Mapping[str, list[float]]] | None = None

    @property
    def contacts(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def mode(self) -> CampaignMode:
        return self.campaign.settings.mode
