"""Storage of operators: who they are, what each does now, what they ask for, what they have done.

The operators' rows are shared by all engine nodes and changed by compare-and-set only
(docs/adr/0100). Workstations and engines meet in these tables; whatever is written here wakes the
others (``Database.listen``), who poll besides. Moments are aware UTC, durations seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from engine.dialer.pacing.model import AbandonCounts
from engine.domain.operator import (
    Operator,
    OperatorState,
    OperatorStatus,
    PauseReason,
    Queue,
)
from engine.routing.rules import BreakLimit, OwnResult

#: For ``Database.listen``: wakes engines and consoles when anything of any operator has changed.
OPERATORS_EVENT = "rino_operators"


def operator_event(operator_id: int) -> str:
    """For ``Database.listen`` of one operator's workstation."""
    return f"rino_operator_{operator_id}"


@dataclass(frozen=True, slots=True)
class SavedStatus:
    """The row as it is now, whoever wrote it. ``limit_refused``: nothing was written, there was no
    place left on that break."""

    status: OperatorStatus
    limit_refused: bool = False


@dataclass(frozen=True, slots=True)
class StatusFeed:
    """Rows written after ``mark``; ``mark`` is what to ask with the next time. A row may come
    twice, never not at all: transactions that were under way are looked at again."""

    statuses: tuple[OperatorStatus, ...]
    mark: int


@dataclass(frozen=True, slots=True)
class WorkstationSession:
    """The newest session of an operator at a workstation. ``address``: the SIP address at which
    its softphone is rung, "" while it has none. ``beats`` grows while it is connected: how long
    ago it last grew is judged by the reader's own clock, so that clocks need not agree."""

    operator_id: int
    token: str
    workstation: str
    address: str
    beats: int
    began_at: datetime


class OrderKind(StrEnum):
    """What a workstation, or a supervisor, asks of the engines."""

    #: A wish of engine.routing.actions: ``arguments`` as engine.routing.wish_codec writes it.
    WISH = "wish"
    #: Of the call in progress, for the node that carries it: hold, resume, transfer, consult,
    #: consult_cancel, consult_complete, confer, to_scheme, pause_recording, resume_recording …
    CALL = "call"
    #: Dial a contact of a campaign's list, a number, or a callback, and let the operator talk.
    DIAL = "dial"


#: What is older, in seconds, no engine does any more. A workstation takes back by then what was
#: ordered of a call, and says so: nobody may be dialled or passed on afterwards.
ORDER_LIVES_S: Mapping[OrderKind, float] = MappingProxyType(
    {OrderKind.WISH: 30.0, OrderKind.CALL: 5.0, OrderKind.DIAL: 5.0}
)


@dataclass(frozen=True, slots=True)
class OperatorOrder:
    """``token``: of the session that asks; "": a supervisor. ``node``: who alone may take it, ""
    for any. ``answer``: {} means done; a refusal has "code" and its arguments. ``created_at``: by
    the clock of the store, in its zone: neither a workstation's nor an engine's."""

    id: int
    operator_id: int
    token: str
    kind: OrderKind
    node: str
    arguments: Mapping[str, object]
    created_at: datetime
    answered_at: datetime | None = None
    answer: Mapping[str, object] = field(default_factory=dict)


class TalkOutcome(StrEnum):
    OFFERED = "offered"  # it rings
    TALKING = "talking"
    ENDED = "ended"
    MISSED = "missed"
    DECLINED = "declined"  # also busy or not reachable
    TAKEN_BACK = "taken_back"  # the subscriber was gone, or a colleague had it
    LOST = "lost"  # the workstation, its network or the node died in mid-call


@dataclass(frozen=True, slots=True)
class Talk:
    """One offer to an operator and what came of it: a row of the call log. ``attempt_id``: an
    engine.domain.call_key. ``kind``: of
    engine.domain.operator.OfferKind, or ``manual``. ``result``: of the operator, "" for none."""

    offer_id: str
    operator_id: int
    attempt_id: int | None
    campaign_id: int | None
    contact_id: int | None
    queue: str
    kind: str
    phone: str
    offered_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: TalkOutcome = TalkOutcome.OFFERED
    result: str = ""


@dataclass(frozen=True, slots=True)
class StateSpan:
    """``until`` None: it lasts. ``reason``: of a break."""

    operator_id: int
    state: OperatorState
    reason: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OperatorMessage:
    """Of a supervisor (``author``) to one operator, or to all (``operator_id`` None)."""

    id: int
    author: str
    operator_id: int | None
    text: str
    sent_at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallCard:
    """What the workstation shows of a call: read by the key that its INVITE names.

    ``fields``: the contact's, as imported; ``results``: what the scheme has saved on this attempt
    so far, by name. ``form``: the campaign's form, "" for none. ``attempt_id``:
    an engine.domain.call_key. Of a call that came in: ``called`` is the number dialled, "" for all
    others; campaign and contact are those that he rings back for, 0 and empty for a stranger;
    ``number`` is 0. ``answered_at``: by the subscriber or, of one that came in, by us; None: not
    yet, or the call is over. ``longest_s``: so long a call lasts from then on at most."""

    attempt_id: int
    campaign_id: int
    campaign: str
    contact_id: int
    phone: str
    phones: tuple[str, ...]
    zones: tuple[str, ...]
    fields: Mapping[str, str]
    results: Mapping[str, str]
    form: str
    number: int
    reserved_at: datetime
    mask_numbers: bool = False
    called: str = ""
    recorded: bool = False
    answered_at: datetime | None = None
    longest_s: float = 0.0

    @property
    def ends_at(self) -> datetime | None:
        """When the call is cut off at the latest; None: not known yet."""
        if self.answered_at is None or not self.longest_s:
            return None
        return self.answered_at + timedelta(seconds=self.longest_s)


class OperatorStore(Protocol):
    # --- what is set ----------------------------------------------------------------------------

    def operators(self) -> list[Operator]:
        """Users who may sign in at a workstation (role ``operator``, not blocked), with skills."""
        ...

    def set_skills(self, operator_id: int, skills: Mapping[str, int]) -> None: ...
    def queues(self) -> list[Queue]: ...
    def save_queue(self, queue: Queue) -> None:
        """New, or in the place of the one of that name."""
        ...

    def remove_queue(self, name: str) -> None:
        """KnownError when there is none."""
        ...

    def pause_reasons(self) -> list[PauseReason]: ...
    def save_pause_reason(self, reason: PauseReason) -> None: ...
    def remove_pause_reason(self, name: str) -> None: ...
    def settings_revision(self) -> int:
        """Grows with every change of operators, skills, queues or pause reasons."""
        ...

    # --- the operators' rows --------------------------------------------------------------------

    def statuses(self) -> list[OperatorStatus]: ...
    def status(self, operator_id: int) -> OperatorStatus:
        """Of revision 0 where there is no row."""
        ...

    def statuses_since(self, mark: int) -> StatusFeed:
        """``mark`` 0: all rows."""
        ...

    def save_status(self, status: OperatorStatus, result: OwnResult | None,
                    limit: BreakLimit | None, now: datetime) -> SavedStatus:  # fmt: skip
        """One ``SaveStatus`` of engine.routing.commands, in this transaction: where there is a
        limit its pause reason is locked and counted; the row is written if its revision is
        ``status.revision - 1``; ``result`` is written for the attempt unless it has an operator's;
        a change of state goes into the spans. A write that was made already is answered the
        same."""
        ...

    # --- sessions of workstations ---------------------------------------------------------------

    def begin_session(self, operator_id: int, token: str, workstation: str, address: str,
                      now: datetime) -> None:  # fmt: skip
        """The newest one is the valid one; older ones of this operator are forgotten."""
        ...

    def beat(self, operator_id: int, token: str, address: str) -> bool:
        """It is connected, and its phone is at ``address``. False: a newer session has taken its
        place."""
        ...

    def end_session(self, operator_id: int, token: str) -> None: ...
    def sessions(self) -> list[WorkstationSession]: ...

    # --- orders ---------------------------------------------------------------------------------

    def order(self, operator_id: int, token: str, kind: OrderKind,
              arguments: Mapping[str, object], now: datetime, node: str = "",
              age_s: float = 0.0) -> int:  # fmt: skip
        """Its id: ``order_answer`` tells what became of it. ``age_s``: for so long it has waited
        for the way here."""
        ...

    def take_orders(self, node: str, kinds: Sequence[OrderKind], now: datetime,
                    limit: int = 50) -> list[OperatorOrder]:  # fmt: skip
        """Those for ``node`` or for any, that nobody has taken; they are this node's from now on.
        What is older than ``ORDER_LIVES_S``, by the store's own clock, is not taken but answered
        ``not_confirmed``."""
        ...

    def answer_order(self, order_id: int, answer: Mapping[str, object], now: datetime) -> None: ...
    def order_answer(self, order_id: int) -> OperatorOrder | None:
        """None while it is not answered."""
        ...

    # --- talks, results, figures ----------------------------------------------------------------

    def save_talk(self, talk: Talk) -> None:
        """New, or in the place of the one with its ``offer_id``; ``result`` is kept. An answered
        talk's operator is named in the attempt."""
        ...

    def close_talks(self, node: str, now: datetime) -> int:
        """Talks of a node that is gone (``offer_id`` begins with its name) are ``lost``."""
        ...

    def save_result(self, operator_id: int, key: int, result: str, now: datetime) -> None:
        """The operator's result of a call (engine.domain.call_key), in the place of an earlier one:
        as the call's result ``operator_result``, its disposition ``served``, and in the call
        log."""
        ...

    def put_result(self, key: int, name: str, value: str, now: datetime) -> None:
        """Any result of a call."""
        ...

    def results_of(self, key: int) -> dict[str, str]:
        """All that has been saved of a call so far."""
        ...

    def talks(self, operator_id: int, since: datetime, limit: int = 200) -> list[Talk]:
        """The newest first."""
        ...

    def spans(self, operator_id: int, since: datetime, now: datetime) -> list[StateSpan]: ...
    def card(self, key: int) -> CallCard | None: ...
    def talked_last(self, contact_ids: list[int]) -> dict[int, int]:
        """Contact → the operator who has talked with him last; those who have talked with none are
        left out."""
        ...

    def abandon_counts(self, campaign_id: int, since: datetime) -> AbandonCounts:
        """What became of a campaign's answered calls that began at ``since`` or later: of those
        that an operator took, those that none took in time, and answering machines."""
        ...

    # --- how long it is kept --------------------------------------------------------------------

    def count_history(self, before: datetime) -> int:
        """Talks, spans that are over and messages of before that moment."""
        ...

    def expire_history(self, before: datetime, limit: int) -> int:
        """Delete so many of them at most; how many that were."""
        ...

    # --- messages -------------------------------------------------------------------------------

    def send_message(self, author: str, operator_id: int | None, text: str,
                     now: datetime) -> int:  # fmt: skip
        ...

    def messages(self, operator_id: int, limit: int = 100) -> list[OperatorMessage]:
        """To him or to all, the newest first; ``read_at`` is his."""
        ...

    def read_message(self, message_id: int, operator_id: int, now: datetime) -> None: ...
