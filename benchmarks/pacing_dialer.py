"""The whole dialer in the office of ``pacing_office``: claims, lines and turns as in the engine."""

from collections import deque
from datetime import UTC, datetime, timedelta

from engine.dialer import model
from engine.dialer.dialer import Dialer
from engine.dialer.pacing.model import PacingRules, Stage
from engine.domain.campaign import (
    Campaign,
    CampaignMode,
    CampaignSettings,
    CampaignState,
    DayHours,
    Schedule,
)
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.trunk import Trunk, TrunkSettings

#: A Tuesday.
_START = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
_ALWAYS = Schedule("Europe/Moscow", DayHours(0, 1440), DayHours(0, 1440))


class DialerPolicy:
    """One campaign on one trunk with more contacts than are ever dialled."""

    def __init__(self, rules: PacingRules, lines: int) -> None:
        self.dialer = Dialer()
        self.rules = rules
        #: Dials that the office has not begun yet, and those that it has, by its own number.
        self._dials: deque[int] = deque()
        self._known: dict[int, int] = {}
        self._contacts = 0
        trunk = TrunkSettings(name="trunk", proxy="sip:127.0.0.1", lines=lines,
                              calls_per_second=1000.0)  # fmt: skip
        settings = CampaignSettings(
            name="campaign", mode=CampaignMode.AUTOMATED, trunks=("trunk",), max_lines=lines,
            calls_per_second=1000.0, schedule=_ALWAYS,
        )  # fmt: skip
        self._handle(model.TrunksChanged((Trunk(1, trunk, 1),)), 0)
        campaign = Campaign(1, settings, CampaignState.RUNNING, 1)
        self._handle(model.CampaignsChanged((campaign,)), 0)
        self._handle(model.PacingSet(1, rules), 0)

    def allowed(self, at: int, lines: int) -> int:
        self._do(self.dialer.handle_timer(_now(at)), at)
        assert len(self._dials) <= lines, "more calls than lines"
        return len(self._dials)

    def dialled(self, call: int, at: int) -> None:
        self._known[call] = self._dials.popleft()

    def answered(self, call: int, at: int) -> None:
        self._handle(model.PersonAnswered(self._known[call]), at)

    def served(self, call: int, operator: int, at: int) -> None:
        """The call's end is not heard of here: its line counts no longer."""
        self._handle(model.PersonServed(self._known[call], operator), at)
        self.ended(call, at)

    def dropped(self, call: int, at: int) -> None:
        self._handle(model.PersonDropped(self._known[call]), at)
        self.ended(call, at)

    def ended(self, call: int, at: int) -> None:
        self._handle(model.AttemptEnded(self._known.pop(call)), at)

    def operator(self, operator: int, stage: Stage, at: int) -> None:
        self._handle(model.OperatorChanged(operator, stage, (1,)), at)

    def _handle(self, event: model.DialerEvent, at: int) -> None:
        self._do(self.dialer.handle(event, _now(at)), at)

    def _do(self, commands: list[model.DialerCommand], at: int) -> None:
        for command in commands:
            match command:
                case model.RequestLines(wanted=wanted):
                    self._handle(model.LinesGranted(wanted), at)
                case model.Claim(limit=limit):
                    contacts = tuple(self._contact() for _ in range(limit))
                    waiting = model.ZoneWaiting(1, (), _START)
                    outlook = model.Outlook((waiting,), 0, _now(at))
                    self._handle(model.ContactsClaimed(1, contacts, outlook), at)
                case model.Dial(dial_id=dial_id):
                    self._dials.append(dial_id)

    def _contact(self) -> Contact:
        self._contacts += 1
        phones = (f"+7912{self._contacts:07d}",)
        return Contact(self._contacts, 1, phones, (), {}, ContactState.NEW, ContactProgress(),
                       _START)  # fmt: skip


def _now(at: int) -> datetime:
    return _START + timedelta(microseconds=at)
