"""Every method of every store has a rule, and each rule refuses who lacks its right."""

import inspect
import typing
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.alarms.model import Alarm, AlarmKind
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.rights import EVERY_RIGHT, OF_CAMPAIGNS, Powers, Right
from engine.domain.trunk import TrunkSettings
from engine.errors import BugError
from engine.guard import RULES, NoRight, guarded
from engine.guard.rule import Rule
from engine.lists.criteria import Criterion
from engine.ports.audit import AuditFilter
from engine.ports.contact_book import BookQuery, BookRow, BookSection, HeldContact
from engine.ports.orders import OrderFilter
from engine.ports.report_scope import Scope
from engine.ports.rights import Acting
from engine.ports.source_store import ListBuild
from engine.ports.sources import SourceSettings
from engine.ports.storage import ReportSchedule, Stores
from engine.ports.traces import TracedCall

CAMPAIGN = 5
MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
SETTINGS = CampaignSettings("november")
_SETTINGS: dict[str, Any] = {
    "trunks": TrunkSettings("city", "sip:127.0.0.1"),
    "sources": SourceSettings("billing", "sqlite:///billing.db"),
}
SCHEDULE = ReportSchedule(
    0, "night", "summary", "november", "xlsx", "/srv", "08:00", "1", "UTC", None, ""
)


def _protocols() -> Iterator[tuple[str, type]]:
    for name, member in vars(Stores).items():
        if isinstance(member, property):
            yield name, typing.get_type_hints(member.fget)["return"]


def _methods(protocol: type) -> set[str]:
    return {
        name for each in protocol.__mro__ for name in vars(each) if not name.startswith("_")
    }  # fmt: skip


def _cases() -> list[tuple[str, str, Rule]]:
    return [(store, name, rule) for store, rules in RULES.items() for name, rule in rules.items()]


CASES = _cases()


def _id(value: object) -> str:
    return value if isinstance(value, str) else ""


class _Untouched:
    """Stores that answer the guard's own questions: whatever else reaches them was let through."""

    def __init__(self, tried: str) -> None:
        self.tried = tried

    def __getattr__(self, name: str) -> Any:
        return _Store(self, name)


class _Store:
    def __init__(self, stores: _Untouched, name: str) -> None:
        self._stores = stores
        self._name = name

    def __getattr__(self, name: str) -> Any:
        protocol = dict(_protocols())[self._name]
        real = next(vars(c)[name] for c in protocol.__mro__ if name in vars(c))

        def method(*_args: object, **_kwargs: object) -> Any:
            called = f"{self._name}.{name}"
            if called == self._stores.tried:
                raise _Reached
            return _ANSWERS[called]

        return _Bound(real, method)


class _Bound:
    """Looks like a method of the protocol's signature."""

    def __init__(self, real: Any, work: Any) -> None:
        self.__func__ = real
        self._work = work

    def __call__(self, *args: object, **kwargs: object) -> Any:
        return self._work(*args, **kwargs)


class _Reached(Exception):
    pass


CONTACT = Contact(
    3, CAMPAIGN, ("+79120000001",), (), {}, ContactState.NEW, ContactProgress(), MOMENT
)
HELD = HeldContact(CONTACT, claimed=False, in_attempt=False)
ROW = BookRow(
    CONTACT, "november", 1, "list", 1, claimed=False, last_result="", last_at=None, masked=False
)  # fmt: skip
_ANSWERS: dict[str, Any] = {
    "campaigns.all": [Campaign(CAMPAIGN, SETTINGS, CampaignState.DRAFT, 1)],
    "alarms.get": Alarm(5, AlarmKind.ABANDON_NEAR, "", {}, CAMPAIGN, False, MOMENT),
    "contacts.get": CONTACT,
    "contact_book.rows": [
        BookRow(
            CONTACT,
            "november",
            1,
            "list",
            1,
            claimed=False,
            last_result="",
            last_at=None,
            masked=False,
        )
    ],
    "traces.call": TracedCall(9, SETTINGS.name, "+79120000001", MOMENT, "completed", "s", 1, 1),
}


def _arguments(store: str, name: str) -> dict[str, Any]:
    protocol = dict(_protocols())[store]
    real = next(vars(c)[name] for c in protocol.__mro__ if name in vars(c))
    given: dict[str, Any] = {}
    for parameter in list(inspect.signature(real).parameters)[1:]:
        given[parameter] = {
            "campaign_id": CAMPAIGN, "settings": _SETTINGS.get(store, SETTINGS),
            "kind": "start", "part": "7",
            "right": Right.LISTEN, "action": "export.report", "operator_id": 77, "user_id": 77,
            "user": "somebody else", "name": "somebody else", "scope": Scope((CAMPAIGN,)),
            "query": BookQuery(digits="7"),
            "wanted": AuditFilter(subject="7") if store == "audit" else OrderFilter(text="7"),
            "section": BookSection(CAMPAIGN), "held": HELD,
            "contact_ids": [3],
            "campaign": Campaign(CAMPAIGN, SETTINGS, CampaignState.DRAFT, 1),
            "schedule": SCHEDULE, "build": ListBuild("billing"), "criterion": Criterion(),
        }.get(parameter, object())  # fmt: skip
    return given


def _try(powers: Powers, store: str, name: str, *, admitted: bool = True) -> None:
    stores = _Untouched(f"{store}.{name}")
    acting = Acting(1, "Анна", powers, admitted)
    view = guarded(typing.cast(Stores, stores), acting, "Анна")
    getattr(getattr(view, store), name)(**_arguments(store, name))


def test_every_method_has_a_rule_and_no_rule_is_of_nothing() -> None:
    stores = dict(_protocols())
    assert set(RULES) == set(stores)
    for name, protocol in stores.items():
        assert set(RULES[name]) == _methods(protocol), name


@pytest.mark.parametrize(("store", "name", "rule"), CASES, ids=_id)
def test_who_lacks_the_right_is_refused(store: str, name: str, rule: Rule) -> None:
    needed = _needed(rule, store, name)
    if rule.engine:
        with pytest.raises(NoRight, match="engines' alone"):
            _try(Powers(EVERY_RIGHT), store, name)
        return
    if not needed:
        if rule.own and not rule.others:
            with pytest.raises(NoRight, match="somebody else's"):
                _try(Powers(EVERY_RIGHT), store, name)
        else:
            _lets_through(Powers(), store, name)
        return
    _lets_through(Powers(frozenset(sum(needed, ()))), store, name)
    for group in needed:  # without any of one group he is refused, whatever else he may do
        with pytest.raises(NoRight):
            _try(Powers(EVERY_RIGHT - set(group)), store, name)


@pytest.mark.parametrize(("store", "name", "rule"), CASES, ids=_id)
def test_rights_for_one_campaign_open_no_other(store: str, name: str, rule: Rule) -> None:
    if rule.campaign is None or rule.engine:
        return
    needed = _needed(rule, store, name)
    if all(set(group) & OF_CAMPAIGNS for group in needed):
        _lets_through(Powers(in_campaigns={CAMPAIGN: OF_CAMPAIGNS}), store, name)
    with pytest.raises(NoRight):
        _try(Powers(in_campaigns={CAMPAIGN + 1: EVERY_RIGHT}), store, name)


@pytest.mark.parametrize(("store", "name", "rule"), CASES, ids=_id)
def test_who_is_blocked_may_only_leave(store: str, name: str, rule: Rule) -> None:
    if rule.blocked_too:
        assert (store, name) in {
            ("users", "by_id"), ("operators", "end_session"), ("schemes", "close_open"),
        }  # fmt: skip
        return
    with pytest.raises(NoRight):
        _try(Powers(EVERY_RIGHT), store, name, admitted=False)


def test_what_no_rule_tells_of_is_refused() -> None:
    view = typing.cast(
        Any, guarded(typing.cast(Stores, _Untouched("")), Acting(1, "A", Powers()), "")
    )
    for wrong in (lambda: view.secrets, lambda: view.users.hashes):
        with pytest.raises(BugError, match=r"no rule of engine\.guard"):
            wrong()


def _needed(rule: Rule, store: str, name: str) -> list[tuple[Right, ...]]:
    """Groups of rights of each of which one is needed, for what ``_arguments`` ask."""
    rights = rule.others if rule.own else rule.rights
    also = rule.command(_arguments(store, name)) if rule.command else rule.also
    return [group for group in (rights, (also,) if also is not None else ()) if group]


def _lets_through(powers: Powers, store: str, name: str) -> None:
    with pytest.raises(_Reached):
        _try(powers, store, name)
