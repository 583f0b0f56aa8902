"""What each action does to an operator's row; which of these applies when: transitions.TABLE."""

from dataclasses import replace
from datetime import datetime, timedelta

from engine.domain.operator import (
    AVAILABLE,
    EPOCH,
    LOGGED_OUT,
    NO_ANSWER,
    BreakUse,
    Hold,
    Intent,
    OfferKind,
    OperatorState,
    OperatorStatus,
    WrapUpKind,
    on_break,
)
from engine.routing import actions as do
from engine.routing.rules import BreakLimit, Change, OwnResult, Refusal, Rules

# --- wishes ------------------------------------------------------------------------------------


def sign_in(s: OperatorStatus, action: do.SignIn, now: datetime, rules: Rules) -> Change | Refusal:
    limit = _may_break(s, action.intent, False, now, rules)
    if isinstance(limit, Refusal):
        return limit
    session = s.changed(token=action.token, workstation=action.workstation, present=True, misses=0,
        intent=action.intent,
    )  # fmt: skip
    return Change(_settled(session, now, rules), limit=limit)


def sign_in_anew(s: OperatorStatus, action: do.SignIn, now: datetime, rules: Rules) -> Change:
    session = (action.token, action.workstation, True)
    if (s.token, s.workstation, s.present) == session:
        return Change(s)
    return Change(s.changed(token=action.token, workstation=action.workstation, present=True))


def turn_to(intent: Intent, s: OperatorStatus, now: datetime, rules: Rules) -> Change:
    """At once: no call holds him."""
    if intent == s.intent:
        return Change(s)
    return Change(_settled(s.changed(intent=intent), now, rules))


def turn_later(intent: Intent, s: OperatorStatus) -> Change:
    return Change(s if intent == s.intent else s.changed(intent=intent))


def sign_out(s: OperatorStatus, _: do.SignOut, now: datetime, rules: Rules) -> Change:
    return turn_to(LOGGED_OUT, s, now, rules)


def sign_out_after(s: OperatorStatus, _: do.SignOut, now: datetime, rules: Rules) -> Change:
    return turn_later(LOGGED_OUT, s)


def go_available(s: OperatorStatus, _: do.GoAvailable, now: datetime, rules: Rules) -> Change:
    return turn_to(AVAILABLE, s, now, rules)


def stay_available(s: OperatorStatus, _: do.GoAvailable, now: datetime, rules: Rules) -> Change:
    return turn_later(AVAILABLE, s)


def go_on_break(
    s: OperatorStatus, action: do.GoOnBreak, now: datetime, rules: Rules
) -> Change | Refusal:
    limit = _may_break(s, on_break(action.reason), action.forced, now, rules)
    if isinstance(limit, Refusal):
        return limit
    return replace(turn_to(on_break(action.reason), s, now, rules), limit=limit)


def break_after(
    s: OperatorStatus, action: do.GoOnBreak, now: datetime, rules: Rules
) -> Change | Refusal:
    limit = _may_break(s, on_break(action.reason), action.forced, now, rules)
    if isinstance(limit, Refusal):
        return limit
    return replace(turn_later(on_break(action.reason), s), limit=limit)


def finish(
    s: OperatorStatus, action: do.FinishWrapUp, now: datetime, rules: Rules
) -> Change | Refusal:
    kind = rules.wrap_up(s.queue).kind
    if kind is WrapUpKind.FORCED and s.owes_result is not None and not action.forced:
        return Refusal("result_required")
    return _end_wrap_up(s, now, rules)


def ask_wrap_up(s: OperatorStatus, action: do.AskWrapUp, now: datetime, rules: Rules) -> Change:
    wanted = action.wanted
    return Change(s if s.wrap_up_asked is wanted else s.changed(wrap_up_asked=wanted))


def save_result(s: OperatorStatus, action: do.SaveResult, now: datetime, rules: Rules) -> Change:
    return Change(s if s.owes_result != action.attempt_id else s.changed(owes_result=None))


def save_and_finish(
    s: OperatorStatus, action: do.SaveResult, now: datetime, rules: Rules
) -> Change:
    saved = save_result(s, action, now, rules)
    if action.finish and saved.status is not s:
        return _end_wrap_up(saved.status, now, rules)
    return saved


# --- the router's own --------------------------------------------------------------------------


def presence(s: OperatorStatus, action: do.SetPresence, now: datetime, rules: Rules) -> Change:
    if action.token != s.token or action.present is s.present:
        return Change(s)  # of a session that was replaced, or known already
    return Change(s.changed(present=action.present))


def reserve(s: OperatorStatus, action: do.Reserve, now: datetime, rules: Rules) -> Change | Refusal:
    if not s.free:
        return Refusal("not_free")
    return Change(
        s.changed(state=OperatorState.RINGING, since=now, idle_since=s.since, hold=action.hold)
    )


def answer(s: OperatorStatus, action: do.Answer, now: datetime, rules: Rules) -> Change:
    if not _held_by(s, action.offer_id):
        return Change(s)
    return Change(_talking(s.changed(since=now, misses=0), s.hold))


def take_over(s: OperatorStatus, action: do.TakeOver, now: datetime, rules: Rules) -> Change:
    hold = s.hold
    if hold is None or hold == action.hold or not _held_by(s, action.hold.offer_id):
        return Change(s)
    taken = _talking(s, action.hold)
    if (hold.kind, hold.attempt_id) == (action.hold.kind, action.hold.attempt_id):
        taken = taken.changed(owes_result=s.owes_result)  # the same call, perhaps with its result
    return Change(taken)


def reclaim(s: OperatorStatus, action: do.Reclaim, now: datetime, rules: Rules) -> Change:
    spent = _break_used(s, now, rules) if s.state is OperatorState.ON_BREAK else s
    return Change(_talking(spent.changed(since=now, wrap_up_s=None), action.hold))


def release(s: OperatorStatus, action: do.Release, now: datetime, rules: Rules) -> Change:
    if not _held_by(s, action.offer_id):
        return Change(s)
    if action.most_misses is None:
        return Change(_as_before(s, now, rules))
    missed = s.changed(misses=s.misses + 1)
    if 0 < action.most_misses <= missed.misses:
        intent = on_break(NO_ANSWER) if s.intent.available else s.intent
        missed = missed.changed(misses=0, intent=intent)
    return Change(_settled(missed, now, rules))


def end_talk(s: OperatorStatus, action: do.EndTalk, now: datetime, rules: Rules) -> Change:
    if not _held_by(s, action.offer_id):
        return Change(s)
    return _after_talk(s.changed(owes_result=None) if action.passed_on else s, now, rules)


def expire(s: OperatorStatus, action: do.Expire, now: datetime, rules: Rules) -> Change:
    return Change(s) if s.since != action.since else _end_wrap_up(s, now, rules)


def forsake_ringing(s: OperatorStatus, action: do.Forsake, now: datetime, rules: Rules) -> Change:
    gone = s.hold is not None and s.hold.node == action.node
    return Change(_as_before(s, now, rules) if gone else s)


def forsake_talking(s: OperatorStatus, action: do.Forsake, now: datetime, rules: Rules) -> Change:
    gone = s.hold is not None and s.hold.node == action.node
    return _after_talk(s, now, rules) if gone else Change(s)


def nothing(s: OperatorStatus, _: do.Action, now: datetime, rules: Rules) -> Change:
    return Change(s)


def not_signed_in(s: OperatorStatus, _: do.Action, now: datetime, rules: Rules) -> Refusal:
    return Refusal("not_signed_in")


def no_wrap_up(s: OperatorStatus, _: do.Action, now: datetime, rules: Rules) -> Refusal:
    return Refusal("no_wrap_up")


def not_free(s: OperatorStatus, _: do.Action, now: datetime, rules: Rules) -> Refusal:
    return Refusal("not_free")


# --- parts of them -----------------------------------------------------------------------------


def _held_by(s: OperatorStatus, offer_id: str) -> bool:
    return s.hold is not None and s.hold.offer_id == offer_id


def _may_break(
    s: OperatorStatus, intent: Intent, forced: bool, now: datetime, rules: Rules
) -> BreakLimit | Refusal | None:
    if intent.state is not OperatorState.ON_BREAK or intent == s.intent or forced:
        return None
    reason = rules.pause_reasons.get(intent.reason)
    if reason is None:
        return Refusal("unknown_reason", {"reason": intent.reason})
    if reason.minutes_per_day is not None:
        used = s.used_s(reason.name, rules.day(now))
        if used >= reason.minutes_per_day * 60:
            minutes = str(reason.minutes_per_day)
            return Refusal("break_minutes", {"reason": reason.name, "minutes": minutes})
    return None if reason.at_once is None else BreakLimit(reason.name, reason.at_once)


def _talking(s: OperatorStatus, hold: Hold | None) -> OperatorStatus:
    assert hold is not None
    owes = None if hold.kind is OfferKind.CONSULT else hold.attempt_id
    return s.changed(state=OperatorState.TALKING, hold=hold, queue=hold.queue, owes_result=owes)


def _as_before(s: OperatorStatus, now: datetime, rules: Rules) -> OperatorStatus:
    """As if nothing had been offered: he keeps the time that he has been idle."""
    back = _settled(s, now, rules)
    return back.changed(since=s.idle_since) if s.intent.available else back


def _after_talk(s: OperatorStatus, now: datetime, rules: Rules) -> Change:
    if s.hold is not None and s.hold.stage:
        # Whom he had dialled was not put through to him: there is nothing to write down.
        return _after_no_talk(s, now, rules)
    consult = s.hold is not None and s.hold.kind is OfferKind.CONSULT
    wrap_up = rules.wrap_up(s.queue)
    wanted = s.wrap_up_asked or (wrap_up.kind is not WrapUpKind.OPTIONAL and not consult)
    if not wanted:
        return _end_wrap_up(s, now, rules)
    return Change(
        s.changed(state=OperatorState.WRAP_UP, since=now, hold=None, wrap_up_asked=False,
            wrap_up_s=wrap_up.seconds,
        )
    )  # fmt: skip


def _after_no_talk(s: OperatorStatus, now: datetime, rules: Rules) -> Change:
    s = s.changed(owes_result=None)
    if not s.wrap_up_asked:
        return _end_wrap_up(s, now, rules)
    return Change(
        s.changed(state=OperatorState.WRAP_UP, since=now, hold=None, wrap_up_asked=False,
            wrap_up_s=rules.wrap_up(s.queue).seconds,
        )
    )  # fmt: skip


def _end_wrap_up(s: OperatorStatus, now: datetime, rules: Rules) -> Change:
    result = None
    if s.owes_result is not None:
        result = OwnResult(s.owes_result, rules.wrap_up(s.queue).expiry_result)
    return Change(_settled(s, now, rules), result)


def _settled(s: OperatorStatus, now: datetime, rules: Rules) -> OperatorStatus:
    """In the state that he intends; whatever held him is over."""
    if s.state is OperatorState.ON_BREAK:
        s = _break_used(s, now, rules)
    s = s.changed(state=s.intent.state, since=now, idle_since=EPOCH, hold=None, queue="",
        owes_result=None, wrap_up_asked=False, wrap_up_s=None, break_reason=s.intent.reason,
    )  # fmt: skip
    if s.state is OperatorState.LOGGED_OUT:
        return s.changed(token="", workstation="", present=False, misses=0)
    return s


def _break_used(s: OperatorStatus, now: datetime, rules: Rules) -> OperatorStatus:
    """The break that ends now is added up; what was used on other days is forgotten."""
    today = rules.day(now)
    began = rules.day(s.since)
    seconds = max(timedelta(0), now - s.since).total_seconds()
    kept = tuple(use for use in s.breaks if use.day in (today, began))
    return s.changed(breaks=(*kept, BreakUse(s.break_reason, began, seconds)))
