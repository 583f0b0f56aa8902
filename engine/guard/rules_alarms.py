"""Rules of alarms: who sees them, who says that he knows, who sets them up."""

from collections.abc import Mapping, Sequence

from engine.alarms.model import Alarm, Telling
from engine.domain.rights import Right
from engine.guard.rule import ENGINE, Arguments, Rule, needs
from engine.guard.view import View

_SEEN = needs(Right.CAMPAIGN_RUN, Right.REPORTS_VIEW)
_SET = needs(Right.SETTINGS_EDIT)


def _campaign(view: View, arguments: Arguments) -> int | None:
    found = view.stores.alarms.get(arguments["alarm_id"])
    return None if found is None else found.campaign_id


def _may_see(view: View, alarm: Alarm) -> bool:
    """Trunks and engines are for all who look after campaigns."""
    if alarm.campaign_id is None:
        return view.acting.powers.allows_somewhere(Right.CAMPAIGN_RUN)
    return view.may_see(alarm.campaign_id)


def _seen(view: View, alarms: Sequence[Alarm]) -> list[Alarm]:
    return [alarm for alarm in alarms if _may_see(view, alarm)]


def _one(view: View, alarm: Alarm | None) -> Alarm | None:
    return alarm if alarm is not None and _may_see(view, alarm) else None


def _failing(view: View, tellings: Sequence[Telling]) -> list[Telling]:
    return [each for each in tellings if each.alarm is None or _may_see(view, each.alarm)]


ALARMS: Mapping[str, Mapping[str, Rule]] = {
    "alarms": {
        "settings": _SET, "set_settings": _SET, "telling": _SET, "tell": _SET, "withdraw": _SET,
        "open": _SEEN.giving(_seen), "past": _SEEN.giving(_seen), "get": _SEEN.giving(_one),
        "failing": _SEEN.giving(_failing),
        "acknowledge": needs(Right.CAMPAIGN_RUN).in_campaign(_campaign),
        **dict.fromkeys(
            ("begin_look", "watched", "watch", "add", "save", "remove", "due", "claim", "told",
             "failed", "forget"), ENGINE,
        ),
    },
}  # fmt: skip
