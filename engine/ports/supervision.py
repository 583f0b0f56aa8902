"""Storage of supervisions: a row for each, where the supervisor says what he wants and the engine
that carries the call says what is so. Moments are aware UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import Shown, SupervisionState
from engine.ports.audit import Actor


@dataclass(frozen=True, slots=True)
class SupervisionAsked:
    """``operator_id``: the call that he has now; None: the call with ``call_key`` (an
    engine.domain.call_key), wherever its scheme leads it. ``phone``: where the supervisor is rung,
    a SIP address or a number in E.164. ``token``: by which his softphone knows the call."""

    who: Actor
    operator_id: int | None
    call_key: int | None
    phone: str
    token: str
    mode: SuperviseMode


@dataclass(frozen=True, slots=True)
class Supervision:
    """``wish``: the number of the latest wish, ``wanted``; ``answered_wish`` that of the one which
    the engine has granted or refused. ``mode``: in force, None: nothing is heard yet. ``why``: a
    code of engine.routing.supervising_words: it has ended, or the latest wish was not granted.
    ``operator_id`` and ``call_key``: who is heard. ``age_s``: since it was asked for, by the
    store's own clock. ``node``: "" as long as no engine has it."""

    id: int
    asked: SupervisionAsked
    wish: int
    leaving: bool
    age_s: float
    state: SupervisionState = SupervisionState.ASKED
    mode: SuperviseMode | None = None
    answered_wish: int = 0
    why: str = ""
    operator_id: int | None = None
    call_key: int | None = None
    node: str = ""
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def over(self) -> bool:
        return self.state is SupervisionState.ENDED


@dataclass(frozen=True, slots=True)
class SupervisionProgress:
    """What an engine says of one."""

    id: int
    state: SupervisionState
    mode: SuperviseMode | None
    answered_wish: int
    why: str
    operator_id: int | None
    call_key: int | None
    answered_at: datetime | None


class SupervisionStore(Protocol):
    def ask(self, asked: SupervisionAsked) -> int:
        """Its id."""
        ...

    def want(self, supervision_id: int, mode: SuperviseMode) -> bool:
        """Another mode. False: it has ended."""
        ...

    def leave(self, supervision_id: int) -> bool:
        """False: it has ended."""
        ...

    def withdraw(self, supervision_id: int, why: str, now: datetime) -> bool:
        """End one that no engine has taken. False: one has, or it has ended."""
        ...

    def get(self, supervision_id: int) -> Supervision | None:
        """Also ended ones, for two days."""
        ...

    def live(self) -> list[Supervision]:
        """All that have not ended."""
        ...

    def save(self, progress: SupervisionProgress, node: str, now: datetime) -> bool:
        """By the engine ``node``, which has it from now on. False: it has ended before."""
        ...

    def shown(self) -> Shown:
        """When operators see it; ``Shown.HEARD`` unless the office has chosen."""
        ...

    def set_shown(self, shown: Shown) -> None: ...
