"""How the workstation looks: one snapshot of everything that the window shows. Moments are Unix
seconds, what is "left" or "for" is seconds."""

from dataclasses import dataclass

from engine.domain.operator import LOGGED_OUT, OperatorState, PauseReason, WrapUp, WrapUpKind
from engine.ports.softphone import RegistrationFault, RegistrationState
from engine.routing.call_orders import CallDo
from rmt.call_desk import Control
from rmt.pending import Asked
from rmt.phone_call import PhoneCall
from rmt.presenter import Presenter


@dataclass(frozen=True, slots=True)
class BreakChoice:
    """``left_s``: of today's minutes, None without a limit; ``on_it`` of ``at_once`` is the
    engine's to check."""

    reason: PauseReason
    left_s: float | None


@dataclass(frozen=True, slots=True)
class StateView:
    """``after``: what follows the call or the wrap-up, where it is not "available": "on_break",
    "logged_out" or "". ``pending``: a wish whose answer is waited for. ``deferred``: one waits for
    the database. ``stage``: of a call that was ordered here, while nobody was put through: as in
    engine.domain.operator.Hold."""

    state: OperatorState = OperatorState.LOGGED_OUT
    for_s: float = 0.0
    reason: str = ""
    after: str = ""
    after_reason: str = ""
    pending: Asked | None = None
    pending_left_s: float = 0.0
    deferred: bool = False
    replaced: bool = False
    absent: bool = False
    breaks: tuple[BreakChoice, ...] = ()
    stage: str = ""


@dataclass(frozen=True, slots=True)
class WrapUpView:
    """``left_s`` None: it does not end by itself. ``owed``: it does not end without a result.
    ``done``: nothing is left to be done in it. ``ends_in_s``: therefore it ends so soon; None: it
    waits for the operator."""

    kind: WrapUpKind
    left_s: float | None
    owed: bool
    whole_s: float = 0.0
    done: bool = False
    ends_in_s: float | None = None


@dataclass(frozen=True, slots=True)
class CallView:
    """``state``: see ``CallDesk.state``. ``loss``, ``jitter_ms`` None: nothing is known yet.
    ``consulted``: who is asked. ``waiting``: another call rings meanwhile."""

    state: str = "idle"
    number: str = ""
    name: str = ""
    for_s: float | None = None
    muted: bool = False
    held_by_them: bool = False
    consulted: str = ""
    asked_answered: bool = True
    recorded: bool = False
    pause_left_s: float | None = None
    loss: float | None = None
    jitter_ms: float | None = None
    silent_s: float = 0.0
    #: Until it has lasted as long as it may; None: not known, or not its end.
    ends_in_s: float | None = None
    waiting: str = ""
    #: Of a call that was ordered here, while nobody was put through: as in ``Hold``.
    stage: str = ""
    pending: Asked | None = None
    controls: frozenset[Control] = frozenset()

    @property
    def live(self) -> bool:
        return self.state not in ("idle", "ringing")


@dataclass(frozen=True, slots=True)
class View:
    state: StateView
    call: CallView
    wrap_up: WrapUpView | None
    registration: RegistrationState
    registration_detail: str
    database: bool
    engine: bool
    unsent: int
    registration_fault: RegistrationFault | None = None


#: Before anything is known, and when nobody sits here.
NOTHING = View(StateView(), CallView(), None, RegistrationState.NONE, "", False, False, 0)


def view_of(presenter: Presenter, now: float) -> View:
    registration = presenter.desk.phone.registration
    code = str(registration.sip_code) if registration.sip_code else ""
    return View(
        _state(presenter, now), _call(presenter, now), _wrap_up(presenter, now),
        registration.state, f"{code} {registration.detail}".strip(),
        presenter.links.database, presenter.links.engine, presenter.links.unsent,
        registration.fault,
    )  # fmt: skip


def _state(presenter: Presenter, now: float) -> StateView:
    standing, status = presenter.standing, presenter.status
    pending = presenter.pending.of(
        "SignIn", "SignOut", "GoAvailable", "GoOnBreak", "FinishWrapUp", "AskWrapUp"
    )
    if status is None or standing.replaced:
        return StateView(
            pending=pending, pending_left_s=pending.left_s(now) if pending else 0.0,
            deferred=standing.deferred is not None, replaced=standing.replaced,
        )  # fmt: skip
    held = status.state in (OperatorState.RINGING, OperatorState.TALKING, OperatorState.WRAP_UP)
    intent = standing.intended if standing.deferred is not None else status.intent
    after = ""
    if held and intent is not None and not intent.available:
        after = "logged_out" if intent == LOGGED_OUT else "on_break"
    return StateView(
        status.state, max(0.0, now - standing.since) if status.signed_in else 0.0,
        status.break_reason, after,
        intent.reason if intent is not None else "", pending,
        pending.left_s(now) if pending else 0.0, standing.deferred is not None, False,
        status.signed_in and not status.present, _breaks(presenter, now),
        status.hold.stage if held and status.hold is not None else "",
    )  # fmt: skip


def _breaks(presenter: Presenter, now: float) -> tuple[BreakChoice, ...]:
    status, began = presenter.status, presenter.rules.day_began
    found = []
    for reason in presenter.rules.pause_reasons:
        left = None
        if reason.minutes_per_day is not None:
            used = 0.0
            if status is not None and began is not None:
                used = status.used_s(reason.name, began.date())
                if status.state is OperatorState.ON_BREAK and status.break_reason == reason.name:
                    used += max(0.0, now - presenter.standing.since)
            left = reason.minutes_per_day * 60 - used
        found.append(BreakChoice(reason, left))
    return tuple(found)


def _wrap_up(presenter: Presenter, now: float) -> WrapUpView | None:
    status = presenter.status
    if status is None or status.state is not OperatorState.WRAP_UP:
        return None
    rule = presenter.rules.wrap_ups.get(status.queue, WrapUp())
    left = None
    if status.wrap_up_s is not None:
        left = max(0.0, presenter.standing.since + status.wrap_up_s - now)
    owed = rule.kind is WrapUpKind.FORCED and status.owes_result is not None
    ends_at = presenter.wrap_up_end.ends_at
    return WrapUpView(
        rule.kind, left, owed, status.wrap_up_s or 0.0, presenter.wrapped_up,
        max(0.0, ends_at - now) if ends_at is not None else None,
    )  # fmt: skip


def _call(presenter: Presenter, now: float) -> CallView:
    desk = presenter.desk
    call = desk.current
    if call is None:
        return CallView(muted=desk.phone.muted)
    mine = desk.engine_calls.get(call.id)
    pair = desk.phone.consultation
    consulted, answered = "", True
    if mine is not None and mine.consulted:
        consulted, answered = mine.consulted, mine.reached
    elif pair is not None and pair.asked in desk.phone.calls:
        consulted, answered = desk.phone.calls[pair.asked].number, desk.phone.asked_answered
    paused = mine.paused_until if mine is not None else call.paused_until
    quality, offered = call.quality, desk.phone.offered
    return CallView(
        desk.state, _number(presenter, call), call.name,
        max(0.0, now - call.answered_at) if call.answered_at is not None else None,
        desk.phone.muted, call.held_by_them, consulted, answered,
        presenter.recorded or bool(call.recording),
        max(0.0, paused - now) if paused is not None else None,
        quality.loss if quality is not None else None,
        quality.jitter_ms if quality is not None else None,
        quality.silent_s if quality is not None else 0.0, _ends_in(presenter, call, now),
        (offered.name or offered.number) if offered is not None and offered is not call else "",
        presenter.stage,
        presenter.pending.of(*_ORDERS), presenter.controls,
    )  # fmt: skip


def _ends_in(presenter: Presenter, call: PhoneCall, now: float) -> float | None:
    card = presenter.cards.of_call(call.id)
    ends_at = card.data.card.ends_at if card is not None and card.data is not None else None
    if ends_at is None or not call.answered:
        return None
    # An engine's clock has told it.
    return max(0.0, ends_at.timestamp() + (presenter.standing.ahead_s or 0.0) - now)


def _number(presenter: Presenter, call: PhoneCall) -> str:
    """An engine's call comes from the engine; its card knows whom one talks with."""
    card = presenter.cards.of_call(call.id)
    if card is not None and card.data is not None:
        return card.data.card.phone
    return call.number if any(sign.isdigit() for sign in call.number) else ""


#: While a colleague is rung, that itself is shown.
_ORDERS = tuple(each for each in CallDo if each is not CallDo.CONSULT)
