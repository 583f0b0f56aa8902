"""Wishes as the orders of workstations carry them: plain values for JSON, and back.

``{"wish": "go_on_break", "reason": "lunch", "forced": false}``; a key that is left out has its
usual value. KnownError tells what is wrong with a wish that cannot be read.
"""

from collections.abc import Mapping
from typing import NoReturn, get_args

from engine.domain.operator import Intent, OperatorState
from engine.errors import KnownError
from engine.routing import actions as do
from engine.routing.actions import Wish

_NAMES: Mapping[type[Wish], str] = {
    do.SignIn: "sign_in",
    do.SignOut: "sign_out",
    do.GoAvailable: "go_available",
    do.GoOnBreak: "go_on_break",
    do.FinishWrapUp: "finish_wrap_up",
    do.AskWrapUp: "ask_wrap_up",
    do.SaveResult: "save_result",
}
_KINDS = {name: kind for kind, name in _NAMES.items()}
assert set(_NAMES) == set(get_args(Wish))

#: What an operator may intend to be.
_INTENTS = frozenset({OperatorState.AVAILABLE, OperatorState.ON_BREAK, OperatorState.LOGGED_OUT})


def wish_to_json(wish: Wish) -> dict[str, object]:
    out: dict[str, object] = {"wish": _NAMES[type(wish)]}
    match wish:
        case do.SignIn(token=token, workstation=workstation, intent=intent):
            out |= {"token": token, "workstation": workstation, "intent": intent.state.value,
                    "reason": intent.reason}  # fmt: skip
        case do.GoOnBreak(reason=reason, forced=forced):
            out |= {"reason": reason, "forced": forced}
        case do.FinishWrapUp(forced=forced):
            out["forced"] = forced
        case do.AskWrapUp(wanted=wanted):
            out["wanted"] = wanted
        case do.SaveResult(attempt_id=attempt_id, finish=finish):
            out |= {"attempt_id": attempt_id, "finish": finish}
        case _:
            pass
    if by := getattr(wish, "by", ""):
        out["by"] = by
    return out


def wish_from_json(value: Mapping[str, object]) -> Wish:
    """Raises KnownError."""
    name = value.get("wish")
    kind = _KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise KnownError("There is no wish {name!r}.", name=name)
    if kind is do.SignIn:
        return do.SignIn(_text(value, "token"), _text(value, "workstation"), _intent(value))
    if kind is do.GoOnBreak:
        return do.GoOnBreak(_text(value, "reason"), _flag(value, "forced", False), _by(value))
    if kind is do.FinishWrapUp:
        return do.FinishWrapUp(_flag(value, "forced", False), _by(value))
    if kind is do.AskWrapUp:
        return do.AskWrapUp(_flag(value, "wanted", True))
    if kind is do.SaveResult:
        return do.SaveResult(_number(value, "attempt_id"), _flag(value, "finish", False))
    return do.SignOut(_by(value)) if kind is do.SignOut else do.GoAvailable(_by(value))


def _intent(value: Mapping[str, object]) -> Intent:
    name = value.get("intent", OperatorState.AVAILABLE.value)
    state = next((state for state in _INTENTS if state.value == name), None)
    if state is None:
        raise KnownError("Nobody can intend to be {name!r}.", name=name)
    reason = value.get("reason", "")
    return Intent(state, reason if isinstance(reason, str) else "")


def _by(value: Mapping[str, object]) -> str:
    by = value.get("by", "")
    return by if isinstance(by, str) else _wrong("by", by)


def _text(value: Mapping[str, object], key: str) -> str:
    text = value.get(key)
    return text if isinstance(text, str) else _wrong(key, text)


def _flag(value: Mapping[str, object], key: str, usual: bool) -> bool:
    flag = value.get(key, usual)
    return flag if isinstance(flag, bool) else _wrong(key, flag)


def _number(value: Mapping[str, object], key: str) -> int:
    number = value.get(key)
    return number if type(number) is int else _wrong(key, number)


def _wrong(key: str, value: object) -> NoReturn:
    raise KnownError("The wish says {key} = {value!r}.", key=key, value=value)
