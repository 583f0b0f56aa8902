"""What one call needs to know before it is placed, and what it is served by."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.domain.call_key import key_of_incoming
from engine.domain.campaign import Campaign, CampaignSettings
from engine.domain.presets import lawful_schedule
from engine.ivr.compile import CompiledScheme
from engine.ivr.model import CallFacts, Spoken, Utterance
from engine.ports.clock import Clock
from engine.ports.telephony import Telephony
from engine.service.operator_room import OperatorRoom
from engine.service.outside_steps import OutsideSteps, StepOwner
from engine.service.timers import Timers

if TYPE_CHECKING:
    from engine.service.call_session import CallSession

#: How often, and how long apart, a transfer looks for a free line. In the meantime new calls
#: leave the next one to it (engine.dialer).
LINE_TRIES = 10
LINE_WAIT_S = 0.5


class Voice(Protocol):
    """What a session needs of the voice service."""

    async def resolve(
        self, items: Sequence[Utterance], packs: Sequence[str] = ()
    ) -> list[Path]: ...
    async def prepare(self, items: Sequence[Utterance], packs: Sequence[str] = ()) -> None: ...


class LineBroker(Protocol):
    """Lines for the second leg of a transfer: they count like any other."""

    def take_leg(self, trunk_ids: Sequence[int]) -> int | None: ...
    def free_leg(self, trunk_id: int) -> None: ...


@dataclass(frozen=True, slots=True)
class CallPlan:
    """Everything a call needs to know before it is placed."""

    call_id: str
    phone: str
    trunk_id: int
    #: The campaign's trunks, for a transfer's second leg.
    trunk_ids: tuple[int, ...]
    caller_id: str
    settings: CampaignSettings
    scheme: CompiledScheme
    facts: CallFacts
    fields: Mapping[str, str]
    language: str | None = None
    #: Where to record, and the same relative to the voice store; None: not recorded.
    recording: Path | None = None
    recording_name: str = ""
    #: The file of the call's n-th message left by the subscriber, and its name in the voice
    #: store; its folder is made. None: no messages.
    message: "Callable[[int], tuple[Path, str]] | None" = None
    #: Scheme → id of the version that calls run on; "" for the one they begin with.
    versions: Mapping[str, int] = field(default_factory=dict)
    #: On whose behalf the scheme asks the world outside.
    owner: StepOwner | None = None
    #: Who is called where the trunk is a single telephone; "": ``phone``.
    user_part: str = ""
    #: The number of a call that has come in; 0: it has not.
    incoming_id: int = 0
    #: The operator to whom such a call is to be put through; None: to anybody.
    operator_id: int | None = None
    #: The operator who has talked with this contact before, where that is known already.
    sticky: int | None = None

    @property
    def call_key(self) -> int:
        """As operators know it (engine.domain.call_key); 0: as no call of theirs."""
        if self.incoming_id:
            return key_of_incoming(self.incoming_id)
        return 0 if self.owner is None else self.owner.attempt_id or 0

    @property
    def packs(self) -> tuple[tuple[str, ...], ...]:
        """The campaign's voice packs, where it names any."""
        packs = self.settings.voice_pack
        return (packs,) if packs else ()

    @property
    def consent(self) -> tuple[Utterance, ...]:
        """What is said before the scheme where the call is recorded."""
        text = self.settings.record_consent
        if self.recording is None or not text:
            return ()
        return (Spoken(text, self.language or self.scheme.language),)


@dataclass(frozen=True, slots=True)
class CallServices:
    telephony: Telephony
    voice: Voice
    clock: Clock
    timers: Timers
    lines: LineBroker
    #: Starts a task whose failure ends the engine: see to it that it does not fail.
    spawn: "Callable[..., asyncio.Task[None]]"
    #: Tells the runner which session a transfer's second leg belongs to.
    adopt: "Callable[[str, CallSession], None]"
    #: None: schemes cannot reach anything outside their call.
    outside: OutsideSteps | None = None
    #: Deletes files of the voice store by name; blocks. None: they stay.
    forget: Callable[[Sequence[str]], object] | None = None
    #: Whether a campaign (None: who belongs to none) must not call a number. None: nobody asks.
    listed: "Callable[[str, int | None], Awaitable[bool]] | None" = None
    #: None: nobody to connect calls with here.
    operators: OperatorRoom | None = None


def facts_of(campaign: Campaign, phone: str, number: int, zones: tuple[str, ...],
             at: datetime, seed: int = 0) -> CallFacts:  # fmt: skip
    """What the scheme may know of the call; the day is the contact's own. ``seed`` decides what
    the scheme leaves to chance."""
    try:
        zone = ZoneInfo(zones[0] if len(zones) == 1 else campaign.settings.schedule.timezone)
        today = at.astimezone(zone).date()
    except (ZoneInfoNotFoundError, ValueError):
        today = at.date()
    settings = campaign.settings
    return CallFacts(
        phone=phone,
        attempt=number,
        campaign=campaign.name,
        today=today,
        at=at,
        zones=zones or (settings.schedule.timezone,),
        schedule=lawful_schedule(settings),
        seed=seed,
        variables=settings.variables,
    )
