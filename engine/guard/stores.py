"""The stores as somebody gets them who has signed in: what he has no right to is refused.

Each call of a method looks into the tables of rules, once, however many rows it gives. What no
table names is refused to everybody.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from engine.domain.secret_names import SecretKind
from engine.errors import BugError
from engine.guard import secret_uses
from engine.guard.arguments import named
from engine.guard.refusal import never, refusal
from engine.guard.rule import Rule
from engine.guard.rules_alarms import ALARMS
from engine.guard.rules_campaigns import CAMPAIGNS
from engine.guard.rules_clients import CLIENTS
from engine.guard.rules_contacts import CONTACTS
from engine.guard.rules_lists import LISTS
from engine.guard.rules_office import OFFICE
from engine.guard.rules_reports import REPORTS
from engine.guard.rules_supervision import SUPERVISION
from engine.guard.view import View
from engine.ports.rights import Acting
from engine.ports.storage import Stores

RULES: Mapping[str, Mapping[str, Rule]] = {
    **CAMPAIGNS, **OFFICE, **CLIENTS, **REPORTS, **SUPERVISION, **CONTACTS,
    **LISTS, **ALARMS,
}  # fmt: skip


def guarded(stores: Stores, acting: Acting, acting_as: str) -> Stores:
    """``acting_as``: the name that he has signed in under."""
    return cast(Stores, _GuardedStores(View(acting, acting_as, stores)))


def secrets_of_others(stores: Stores, kind: SecretKind, name: str) -> set[str]:
    """The names of secrets of everything but the thing of that name, whoever asks: a secret that
    others have is left alone when the thing goes."""
    raw = stores._view.stores if isinstance(stores, _GuardedStores) else stores
    return secret_uses.of_others(raw, kind, name)


def require_secret(stores: Stores, kind: SecretKind, secret: str) -> None:
    """NoRight: who acts may not change the value of that secret for such a thing."""
    if isinstance(stores, _GuardedStores):
        secret_uses.require_own(stores._view, kind, secret)


class _GuardedStores:
    def __init__(self, view: View) -> None:
        self._view = view

    def __getattr__(self, name: str) -> "_GuardedStore":
        rules = RULES.get(name)
        if rules is None:
            raise BugError(f"no rule of engine.guard tells who may use the store {name}")
        store = _GuardedStore(self._view, name, rules)
        self.__dict__[name] = store
        return store


class _GuardedStore:
    __slots__ = ("_name", "_rules", "_view")

    def __init__(self, view: View, name: str, rules: Mapping[str, Rule]) -> None:
        self._view = view
        self._name = name
        self._rules = rules

    def __getattr__(self, name: str) -> Callable[..., Any]:
        rule = self._rules.get(name)
        if rule is None:
            raise BugError(f"no rule of engine.guard tells who may call {self._name}.{name}")
        view = self._view
        method: Callable[..., Any] = getattr(getattr(view.stores, self._name), name)
        if rule.engine:
            raise never(view.acting, f"{self._name}.{name}")
        if not view.acting.admitted and not rule.blocked_too:
            raise refusal(view.acting, ())

        def call(*args: Any, **kwargs: Any) -> Any:
            campaign_id = _require(view, rule, method, args, kwargs)
            result = method(*args, **kwargs)
            if rule.seen_of is not None:
                return rule.seen_of(view, named(method, args, kwargs), result)
            if rule.seen is None:
                return result
            return rule.seen(view if campaign_id is None else _about(view, campaign_id), result)

        return call


def _about(view: View, campaign_id: int) -> View:
    return replace(view, campaign_id=campaign_id)


def _require(
    view: View, rule: Rule, method: Callable[..., Any], args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> int | None:  # fmt: skip
    """The campaign that the call is about. NoRight."""
    powers = view.acting.powers
    campaign_id = None
    rights, also = rule.rights, rule.also
    if rule.asks_arguments:
        arguments = named(method, args, kwargs)
        # Which campaign it is about matters to nobody else.
        if rule.campaign is not None and powers.in_campaigns:
            campaign_id = rule.campaign(view, arguments)
        if rule.command is not None:
            also = rule.command(arguments)
        if rule.own and not view.is_oneself(arguments[rule.own]):
            rights = rule.others
            if not rights:
                raise refusal(view.acting, ())
    if rule.campaign is not None or rule.whole_office:
        allowed = not rights or any(powers.allows(right, campaign_id) for right in rights)
        more = also is None or powers.allows(also, campaign_id)
    else:
        allowed = not rights or any(map(powers.allows_somewhere, rights))
        more = also is None or powers.allows_somewhere(also)
    if not allowed:
        raise refusal(view.acting, rights)
    if also is not None and not more:
        raise refusal(view.acting, (also,))
    if rule.asked is not None:
        rule.asked(view, arguments)
    return campaign_id
