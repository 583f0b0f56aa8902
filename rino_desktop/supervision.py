"""Listening to a call, whispering to its operator, joining: what supervisors ask of the engines.

Plain functions within a transaction, for windows and the command line alike. The rights are asked
for here and again by the engine; what happens is written to the audit log by the engine.
"""

import secrets
from datetime import datetime

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import OperatorState
from engine.domain.phone_address import PhoneAddress
from engine.domain.supervision import Shown, SupervisionState
from engine.errors import KnownError
from engine.ports.audit import Actor
from engine.ports.storage import Stores
from engine.ports.supervision import Supervision, SupervisionAsked
from engine.routing.supervising_words import supervision_text
from engine.service.callback_desk import OFFICE
from engine.service.supervision_rights import campaign_of, may, modes_of
from rino_desktop import texts
from rino_desktop.phones import to_e164
from rino_desktop.texts import t

#: No engine has taken it by then, so none is there; seconds.
ENGINE_S = 8.0


def telephone(text: str) -> str:
    """A SIP address or a number as engines ring it. KnownError."""
    if "@" in text or text.strip().lower().startswith("sip:"):
        return str(PhoneAddress.parse(text))
    return to_e164(text, OFFICE.country)


def new_token() -> str:
    """By which the softphone of this desktop knows the call that it has asked for."""
    return secrets.token_urlsafe(24)


def rights(stores: Stores, who: Actor) -> frozenset[SuperviseMode]:
    """The modes that he may use."""
    return modes_of(stores, who)


def rights_to(stores: Stores, who: Actor, operator_id: int) -> frozenset[SuperviseMode]:
    """The modes that he may use on the call that an operator has now."""
    return modes_of(stores, who, campaign_of(stores, operator_id, None))


def begin_with_operator(stores: Stores, who: Actor, operator_id: int, mode: SuperviseMode,
                        phone: str, token: str = "") -> int:  # fmt: skip
    """The call that he has now. The number of the supervision; KnownError: lack of right, no call.
    ``phone``: see ``telephone``."""
    _require(stores, who, mode, campaign_of(stores, operator_id, None))
    if stores.operators.status(operator_id).state is not OperatorState.TALKING:
        raise _refusal("no_call")
    asked = SupervisionAsked(who, operator_id, None, phone, token or new_token(), mode)
    return stores.supervisions.ask(asked)


def begin_with_call(stores: Stores, who: Actor, call_key: int, mode: SuperviseMode, phone: str,
                    token: str = "") -> int:  # fmt: skip
    """``call_key``: an engine.domain.call_key, of a call that its scheme leads or an operator."""
    _require(stores, who, mode, campaign_of(stores, None, call_key))
    asked = SupervisionAsked(who, None, call_key, phone, token or new_token(), mode)
    return stores.supervisions.ask(asked)


def switch(stores: Stores, who: Actor, number: int, mode: SuperviseMode) -> None:
    """KnownError: he may not, or it is over. Whether the engine grants it shows in ``look``."""
    asked = _own(stores, who, number).asked
    _require(stores, who, mode, campaign_of(stores, asked.operator_id, asked.call_key))
    if not stores.supervisions.want(number, mode):
        raise _over(stores, number)


def leave(stores: Stores, who: Actor, number: int, now: datetime) -> None:
    """Nothing happens when it is over already."""
    _own(stores, who, number)
    if not stores.supervisions.withdraw(number, "left", now):
        stores.supervisions.leave(number)


def look(stores: Stores, number: int, now: datetime) -> Supervision | None:
    """How it stands; one that no engine takes is ended. None: there is none of that number."""
    found = stores.supervisions.get(number)
    waits = found is not None and found.state is SupervisionState.ASKED
    if found is not None and waits and found.age_s >= ENGINE_S:
        stores.supervisions.withdraw(number, "no_engine", now)
        found = stores.supervisions.get(number)
    return found


def live(stores: Stores) -> list[Supervision]:
    """Who hears whom now, for the wallboard."""
    return stores.supervisions.live()


def of_operator(stores: Stores, operator_id: int) -> list[Supervision]:
    """What he is to see of it, as the office has set."""
    shown = stores.supervisions.shown()
    return [
        each for each in stores.supervisions.live()
        if each.operator_id == operator_id and shown.shows(each.mode)
    ]  # fmt: skip


def set_shown(stores: Stores, shown: Shown, now: datetime) -> None:
    before = stores.supervisions.shown()
    if before is not shown:
        stores.supervisions.set_shown(shown)
        details = {"shown": [before.value, shown.value]}
        stores.audit.record(now, "supervision.setting", shown.value, details)


def why_text(why: str) -> str:
    """A code of ``Supervision.why`` in the language of the interface."""
    return supervision_text(why, texts.language()) if why else ""


def _require(stores: Stores, who: Actor, mode: SuperviseMode, campaign_id: int | None) -> None:
    if not may(stores, who, mode.value, campaign_id):
        raise _refusal("no_right")


def _own(stores: Stores, who: Actor, number: int) -> Supervision:
    found = stores.supervisions.get(number)
    if found is None:
        raise KnownError(t("There is no supervision {number}.", number=number))
    if who.user_id is not None and found.asked.who.user_id != who.user_id:
        raise KnownError(t("It is {name} who listens there.", name=found.asked.who.name))
    return found


def _over(stores: Stores, number: int) -> KnownError:
    found = stores.supervisions.get(number)
    return _refusal("call_over" if found is None or not found.why else found.why)


def _refusal(code: str) -> KnownError:
    return KnownError(supervision_text(code, texts.language()))
