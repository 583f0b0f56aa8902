"""Secrets are tied to what they are for: who may set a thing up does not get another's sent to him.

A thing names its secret and the place that gets it. Whoever may change settings may name any. Of
others a name is taken where its secret goes to that place already, where everything that names it
is theirs to change, or where it is nobody's yet and begins as names of such things do
(``SecretKind.prefix``): the environment of an engine holds much that is nobody's business.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from engine.alarms.model import AlarmSettings
from engine.domain.campaign import Campaign, CampaignSettings
from engine.domain.outbox import OutboxSettings
from engine.domain.right_words import right_words
from engine.domain.rights import Right
from engine.domain.secret_names import SecretKind, names_in
from engine.domain.trunk import TrunkSettings
from engine.errors import Listed, Phrase
from engine.guard.refusal import NoRight
from engine.guard.rule import Arguments
from engine.guard.view import View
from engine.ports.sources import SourceSettings
from engine.ports.storage import ReportSchedule, Stores


@dataclass(frozen=True, slots=True)
class SecretUse:
    """``where``: the address that gets it, or what else tells one place from another."""

    name: str
    where: str

    @property
    def key(self) -> tuple[str, str]:
        """Some systems do not tell cases apart in names of variables."""
        return self.name.upper(), self.where


@dataclass(frozen=True, slots=True)
class SecretUser:
    """A thing that names secrets; ``campaign``: the one that it belongs to."""

    kind: SecretKind
    name: str
    uses: tuple[SecretUse, ...]
    campaign: Campaign | None = None


#: What is needed to change such a thing.
_RIGHTS = {
    SecretKind.TRUNK: Right.TRUNKS_EDIT,
    SecretKind.SOURCE: Right.SOURCES_EDIT,
    SecretKind.OUTBOX: Right.CAMPAIGN_EDIT,
    SecretKind.REPORT: Right.SCHEDULES_EDIT,
    SecretKind.ALARM: Right.SETTINGS_EDIT,
}
_WORDS = {
    SecretKind.TRUNK: Phrase("a trunk"),
    SecretKind.SOURCE: Phrase("a data source"),
    SecretKind.OUTBOX: Phrase("the outbox of a campaign"),
    SecretKind.REPORT: Phrase("a scheduled report"),
    SecretKind.ALARM: Phrase("alarms"),
}


# --- what names which ---------------------------------------------------------------------------


def users(stores: Stores) -> Iterator[SecretUser]:
    """All in the database, those without a secret too."""
    for trunk in stores.trunks.all():
        yield SecretUser(SecretKind.TRUNK, trunk.name, _of_trunk(trunk.settings))
    sources = stores.sources.all()
    for source in sources:
        yield SecretUser(SecretKind.SOURCE, source.name, _of_source(source))
    for campaign in stores.campaigns.all():
        for outbox in campaign.settings.outbox:
            uses = _of_outbox(outbox, sources)
            yield SecretUser(SecretKind.OUTBOX, outbox.name, uses, campaign)
    for schedule in stores.schedules.all():
        yield SecretUser(SecretKind.REPORT, schedule.name, _of_mail(schedule.mail))
    yield SecretUser(SecretKind.ALARM, "", _of_alarms(stores.alarms.settings()))


def _uses(where: str, *names: str) -> tuple[SecretUse, ...]:
    return tuple(SecretUse(name, where) for name in names if name)


def _of_trunk(settings: TrunkSettings) -> tuple[SecretUse, ...]:
    where = f"{settings.transport} {settings.outbound_proxy} {settings.proxy}"
    return _uses(where, settings.password_env)


def _of_source(source: SourceSettings) -> tuple[SecretUse, ...]:
    return _uses(source.url, source.password_env, *names_in(source.url))


def _of_outbox(outbox: OutboxSettings, sources: Iterable[SourceSettings]) -> tuple[SecretUse, ...]:
    """Through a registered source its own address gets what the outbox names."""
    urls = (each.url for each in sources if _same(each.name, outbox.store))
    return _uses(next(urls, outbox.store), outbox.password_env, outbox.token_env)


def _of_mail(mail: str) -> tuple[SecretUse, ...]:
    """``mail``: as JSON, "" for none."""
    settings = json.loads(mail) if mail else {}
    where = f"{settings.get('server', '')} {settings.get('starttls', False)}"
    return _uses(where, settings.get("password_env", ""))


def _of_alarms(settings: AlarmSettings) -> tuple[SecretUse, ...]:
    hook = settings.webhook
    return (*_of_mail(settings.mail), *_uses(hook, settings.secret_env, *names_in(hook)))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def of_others(stores: Stores, kind: SecretKind, name: str) -> set[str]:
    """The names of secrets of everything but that thing."""
    return {
        use.name
        for user in users(stores)
        if (user.kind, user.name.casefold()) != (kind, name.casefold())
        for use in user.uses
    }


# --- what may be named --------------------------------------------------------------------------


def require_own(view: View, kind: SecretKind, name: str) -> None:
    """NoRight: another password is not his to put in its place."""
    if not view.may(Right.SETTINGS_EDIT):
        _require_new(view, kind, name, users(view.stores))


def of_trunk(view: View, arguments: Arguments) -> None:
    """NoRight, as those that follow: a secret that is named is not his to name."""
    _require(view, SecretKind.TRUNK, lambda: _of_trunk(arguments["settings"]))


def of_source(view: View, arguments: Arguments) -> None:
    """Outboxes that go through a source follow its address, with secrets of their own."""
    source: SourceSettings = arguments["settings"]

    def wished() -> Iterator[SecretUse]:
        yield from _of_source(source)
        for campaign in view.stores.campaigns.all():
            for outbox in campaign.settings.outbox:
                if _same(outbox.store, source.name):
                    yield from _of_outbox(outbox, [source])

    _require(view, SecretKind.SOURCE, wished)


def of_campaign(view: View, arguments: Arguments) -> None:
    settings: CampaignSettings = arguments["settings"]

    def wished() -> Iterator[SecretUse]:
        for outbox in settings.outbox:
            if outbox.password_env or outbox.token_env:
                yield from _of_outbox(outbox, view.stores.sources.all())

    _require(view, SecretKind.OUTBOX, wished)


def of_schedule(view: View, arguments: Arguments) -> None:
    schedule: ReportSchedule = arguments["schedule"]
    _require(view, SecretKind.REPORT, lambda: _of_mail(schedule.mail))


def _require(view: View, kind: SecretKind, wished: Callable[[], Iterable[SecretUse]]) -> None:
    if view.may(Right.SETTINGS_EDIT):
        return
    uses = list(wished())
    if not uses:
        return
    known = [each for each in users(view.stores) if each.uses]
    settled = {use.key for each in known for use in each.uses}
    for use in uses:
        if use.key not in settled:
            _require_new(view, kind, use.name, known)


def _require_new(view: View, kind: SecretKind, name: str, known: Iterable[SecretUser]) -> None:
    """That its secret goes to a place that did not get it before."""
    owners = [each for each in known if any(use.name.upper() == name.upper() for use in each.uses)]
    foreign = [each for each in owners if not _is_his(view, each)]
    if foreign:
        kinds = dict.fromkeys(each.kind for each in foreign)
        raise NoRight(
            "{person} may not have the secret {name} sent there: it belongs to {owner}.",
            mend="Put the password under a name that begins with {prefix}, or let somebody save"
            " this who has the right to do that: {right}.",
            person=view.acting.name,
            name=name,
            owner=Listed([_WORDS[each] for each in kinds], ", "),
            prefix=kind.prefix,
            right=right_words(Right.SETTINGS_EDIT),
        )
    if not owners and not name.startswith(kind.prefix):
        raise NoRight(
            "{person} may not name the secret {name}: nothing in this office uses it so far.",
            mend="Put the password under a name that begins with {prefix}, or let somebody save"
            " this who has the right to do that: {right}.",
            person=view.acting.name,
            name=name,
            prefix=kind.prefix,
            right=right_words(Right.SETTINGS_EDIT),
        )


def _is_his(view: View, user: SecretUser) -> bool:
    return view.may(_RIGHTS[user.kind], None if user.campaign is None else user.campaign.id)
