"""The states of an operator: every action in every state, in one table.

Pure: ``apply`` makes of a row and an action the row that is to be written, or a refusal that names
its rule. What the row says already is no change. Whoever writes it does so by compare-and-set; if
another was faster, the action is applied to that one's row.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.domain.operator import OperatorState, OperatorStatus
from engine.routing import actions as do
from engine.routing import changes as to
from engine.routing.rules import Change, Refusal, Rules

_Do = Callable[[OperatorStatus, Any, datetime, Rules], Change | Refusal]
#: After these the row says who has wanted it so; a new call makes an end of that.
_NAMES_WHO = frozenset(
    {do.SignIn, do.SignOut, do.GoAvailable, do.GoOnBreak, do.FinishWrapUp, do.Reserve}
)
_STATES = ("logged_out", "available", "ringing", "talking", "wrap_up", "on_break")


def _row(*cells: _Do) -> dict[OperatorState, _Do]:
    return dict(zip(map(OperatorState, _STATES), cells, strict=True))


_no, _out = to.nothing, to.not_signed_in

#: Read: "who is <column> and does <row>: …". ``…_after`` waits for the end of what holds him, as do
#: all wishes that come while a call or a wrap-up does.
# fmt: off
TABLE: dict[type[do.Action], dict[OperatorState, _Do]] = {
    # wishes            logged_out    available         ringing             talking             wrap_up             on_break
    do.SignIn:       _row(to.sign_in, to.sign_in_anew,  to.sign_in_anew,    to.sign_in_anew,    to.sign_in_anew,    to.sign_in_anew),
    do.SignOut:      _row(_no,        to.sign_out,      to.sign_out_after,  to.sign_out_after,  to.sign_out_after,  to.sign_out),
    do.GoAvailable:  _row(_out,       to.go_available,  to.stay_available,  to.stay_available,  to.stay_available,  to.go_available),
    do.GoOnBreak:    _row(_out,       to.go_on_break,   to.break_after,     to.break_after,     to.break_after,     to.go_on_break),
    do.FinishWrapUp: _row(_out,       _no,              to.no_wrap_up,      to.no_wrap_up,      to.finish,          _no),
    do.AskWrapUp:    _row(_out,       to.no_wrap_up,    to.no_wrap_up,      to.ask_wrap_up,     _no,                to.no_wrap_up),
    do.SaveResult:   _row(_no,        _no,              _no,                to.save_result,     to.save_and_finish, _no),
    # the router's own
    do.SetPresence:  _row(_no,        to.presence,      to.presence,        to.presence,        to.presence,        to.presence),
    do.Reserve:      _row(to.not_free, to.reserve,      to.not_free,        to.not_free,        to.not_free,        to.not_free),
    do.Answer:       _row(_no,        _no,              to.answer,          _no,                _no,                _no),
    do.TakeOver:     _row(_no,        _no,              _no,                to.take_over,       _no,                _no),
    do.Reclaim:      _row(_no,        to.reclaim,       to.not_free,        to.not_free,        to.reclaim,         to.reclaim),
    do.Release:      _row(_no,        _no,              to.release,         _no,                _no,                _no),
    do.EndTalk:      _row(_no,        _no,              _no,                to.end_talk,        _no,                _no),
    do.Expire:       _row(_no,        _no,              _no,                _no,                to.expire,          _no),
    do.Forsake:      _row(_no,        _no,              to.forsake_ringing, to.forsake_talking, _no,                _no),
}
# fmt: on


def apply(
    status: OperatorStatus, action: do.Action, now: datetime, rules: Rules
) -> Change | Refusal:
    """What the action makes of the row; revision and ``write_id`` are the writer's."""
    change = TABLE[type(action)][status.state](status, action, now, rules)
    if type(action) in _NAMES_WHO and isinstance(change, Change) and change.status is not status:
        by: str = getattr(action, "by", "")
        if by != status.by:
            return replace(change, status=change.status.changed(by=by))
    return change
