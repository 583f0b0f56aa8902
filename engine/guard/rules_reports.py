"""Rules of what reports on the whole office read."""

from collections.abc import Callable, Iterator, Mapping

from engine.domain.rights import Right
from engine.domain.shifts import Shift
from engine.guard.rule import Arguments, Rule, needs
from engine.guard.view import View
from engine.ports.report_facts import SpanFact

#: Name → numbers of what is called so.
Known = dict[str, list[int]]

_COUNTS = needs(Right.REPORTS_VIEW)
#: Numbers and names stand in what is read, row by row.
_PEOPLE = needs(Right.REPORTS_VIEW, also=Right.PERSONAL_DATA)


def _of_scope(_view: View, arguments: Arguments) -> int | None:
    """The one campaign that is asked for; of several, or of all, the right for the whole office is
    needed."""
    campaigns = arguments["scope"].campaigns
    return campaigns[0] if len(campaigns) == 1 else None


def _known(view: View, arguments: Arguments, found: Known) -> Known:
    """Trunks are the whole office's; of the rest he knows what belongs to his campaigns."""
    kind, mine = arguments["kind"], view.acting.powers.campaigns(Right.REPORTS_VIEW)
    if mine is None or kind == "trunks":
        return found
    if kind == "operators":
        return _kept(found, view.may_see_operator)
    if kind == "lists":
        book = view.stores.contact_book
        lists = {each.id for number in mine for each in book.lists(number)}
        return _kept(found, lists.__contains__)
    return _kept(found, mine.__contains__)


def _kept(found: Known, may: Callable[[int], bool]) -> Known:
    kept = {name: [number for number in ids if may(number)] for name, ids in found.items()}
    return {name: ids for name, ids in kept.items() if ids}


def _zones(view: View, found: Mapping[int, str]) -> Mapping[int, str]:
    return {number: zone for number, zone in found.items() if view.may(Right.REPORTS_VIEW, number)}


def _sees_all(view: View) -> bool:
    """Of operators: their names, shifts, states."""
    return view.may(Right.REPORTS_VIEW) or view.operators is None


def _people_of(view: View, found: Mapping[int, str]) -> Mapping[int, str]:
    if _sees_all(view):
        return found
    return {number: name for number, name in found.items() if view.may_see_operator(number)}


def _spans(view: View, rows: Iterator[SpanFact]) -> Iterator[SpanFact]:
    if _sees_all(view):
        return rows
    return (row for row in rows if view.may_see_operator(row.operator_id))


def _shifts(view: View, rows: list[Shift]) -> list[Shift]:
    return [row for row in rows if _sees_all(view) or view.may_see_operator(row.operator_id)]


def _done(view: View, rows: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Who did how many orders and requests, which belong to no campaign."""
    if _sees_all(view):
        return rows
    names = {each.name.casefold() for each in view.stores.operators.operators()
             if view.may_see_operator(each.id)}  # fmt: skip
    return [row for row in rows if row[0].casefold() in names]


REPORTS: Mapping[str, Mapping[str, Rule]] = {
    "report_facts": {
        **dict.fromkeys(("quarters", "trunk_calls"), _COUNTS.in_campaign(_of_scope)),
        "spans": _COUNTS.in_campaign(_of_scope).giving(_spans),
        "done": _COUNTS.in_campaign(_of_scope).giving(_done),
        **dict.fromkeys(
            ("talks", "callbacks", "promises", "narrowed", "narrowed_answers"),
            _PEOPLE.in_campaign(_of_scope),
        ),
        # They belong to no campaign: all of the office's are read, whichever is asked for.
        **dict.fromkeys(("orders", "requests"), _PEOPLE.in_office()),
        "recordings": needs(Right.RECORDINGS_HEAR, also=Right.PERSONAL_DATA)
        .in_campaign(_of_scope),
        "recording": needs(Right.RECORDINGS_HEAR).in_office(),
        "known": _COUNTS.giving_of(_known),
        "zones": _COUNTS.giving(_zones),
        "people": _COUNTS.giving(_people_of),
        "shifts": _COUNTS.giving(_shifts),
        "pause_reasons": _COUNTS,
    },
    "forecasts": {
        **dict.fromkeys(
            ("waiting", "seen", "talks", "last_end", "of_campaign", "keep"),
            needs(Right.CAMPAIGN_VIEW).in_campaign(),
        ),
        "wrap_ups": needs(Right.CAMPAIGN_VIEW),
    },
    "shifts": {
        "add": needs(Right.OPERATORS_EDIT), "remove": needs(Right.OPERATORS_EDIT),
        "all": _COUNTS.giving(_shifts),
    },
}  # fmt: skip
