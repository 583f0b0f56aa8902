"""Retention as an administrator sets it up: its rules, and runs of them now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.campaign import Campaign
from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.ports.voice_files import RetentionRule
from engine.service.retention import KINDS, OF_OFFICE
from rino_desktop.texts import language, t

#: A hundred years: longer than any law asks for.
MOST_DAYS = 36_500


class RuleFault(KnownError):
    """``field``: "kind", "campaign" or "days", where a person has to mend it."""

    def __init__(self, field: str, message: str, mend: str = "") -> None:
        super().__init__(message, mend=mend)
        self.field = field


@dataclass(frozen=True, slots=True)
class Rules:
    """``campaigns``: name → the client's name, "" for none; archived ones, too."""

    rules: tuple[RetentionRule, ...]
    campaigns: Mapping[str, str]
    ran_at: datetime | None
    deleted: int


def kind_word(kind: str) -> str:
    words: Mapping[str, Callable[[], str]] = {
        "recordings": lambda: t("recordings of calls"),
        "messages": lambda: t("messages of subscribers"),
        "contacts": lambda: t("data of contacts from lists"),
        "rejects": lambda: t("refused rows of lists"),
        "traces": lambda: t("traces of calls"),
        "operators": lambda: t("what operators have done"),
        "audit": lambda: t("audit log"),
    }
    return words[kind]() if kind in words else kind


def read(stores: Stores) -> Rules:
    owners = _owners(stores)
    campaigns = {each.name: owners.get(each.id, "") for each in stores.campaigns.all()}
    ran_at, deleted = stores.voice_files.last_run()
    return Rules(tuple(stores.voice_files.rules()), campaigns, ran_at, deleted)


def _owners(stores: Stores) -> dict[int, str]:
    """Campaign → its client's name; of those that who acts may see."""
    try:
        names = {client.id: client.name for client in stores.clients.all()}
        return {campaign: names.get(client, "")
                for campaign, client in stores.clients.of_campaigns().items()}  # fmt: skip
    except KnownError:
        return {}


def set_rule(
    stores: Stores, rule: RetentionRule, now: datetime, *, new: bool = False,
    base: int | None = None,
) -> RetentionRule:  # fmt: skip
    """As it is stored. ``new``: there must be none yet for that kind and campaign; ``base``: the
    days that the change was made from. RuleFault."""
    if rule.kind not in KINDS:
        raise RuleFault("kind", t("There is nothing of the kind {kind}.", kind=rule.kind))
    _check_days(rule.days)
    campaign = _campaign(stores, rule)
    name = "" if campaign is None else campaign.name
    before = _known(stores, rule.kind, name)
    if new and before is not None:
        raise RuleFault(
            "campaign", t("There is such a rule already: {days} days.", days=before.days),
            t("Change that one."),
        )  # fmt: skip
    if base is not None and (before is None or before.days != base):
        there = t("for ever") if before is None else t("{days} days", days=before.days)
        raise RuleFault(
            "days", t("Somebody else has changed the rule meanwhile: {days}.", days=there),
            t("Close the window, look at what it says now, and change that."),
        )  # fmt: skip
    stored = RetentionRule(rule.kind, name, rule.days)
    stores.voice_files.set_rule(stored)
    if before is None or before.days != stored.days:
        days = [None if before is None else before.days, stored.days]
        _record(stores, now, "retention.set", stored, days, campaign)
    return stored


def _check_days(days: int) -> None:
    if not 1 <= days <= MOST_DAYS:
        raise RuleFault("days", t("Days are from 1 to {most}.", most=MOST_DAYS))


def once(
    stores: Stores, kinds: Sequence[str], campaign: str, days: int
) -> list[RetentionRule]:  # fmt: skip
    """What is applied by hand, without a rule being kept. ``campaign`` "": to all that have no rule
    of their own; those that have one go by it, as ever. RuleFault."""
    _check_days(days)
    own = [] if campaign else [
        rule for rule in stores.voice_files.rules() if rule.kind in kinds and rule.campaign
    ]  # fmt: skip
    return [*(RetentionRule(kind, campaign, days) for kind in kinds), *own]


def remove_rule(stores: Stores, kind: str, name: str, now: datetime) -> bool:
    """False: there was none. Of a campaign that is no longer there, too."""
    before = _known(stores, kind, name)
    if not stores.voice_files.remove_rule(kind, name) or before is None:
        return False
    campaign = next(
        (each for each in stores.campaigns.all() if each.name.casefold() == name.casefold()), None
    )
    _record(stores, now, "retention.remove", before, [before.days, None], campaign)
    return True


def _campaign(stores: Stores, rule: RetentionRule) -> Campaign | None:
    if not rule.campaign:
        return None
    if rule.kind in OF_OFFICE:
        raise RuleFault(
            "campaign",
            t("The audit log is kept alike for all campaigns.")
            if rule.kind == "audit"
            else t("What operators have done is kept alike for all campaigns."),
            t("Leave the campaign out."),
        )
    try:
        return stores.campaigns.by_name(rule.campaign)
    except KnownError as error:
        raise RuleFault(
            "campaign", t("There is no campaign {name}.", name=rule.campaign),
            t("Choose one of the list."),
        ) from error  # fmt: skip


def _known(stores: Stores, kind: str, campaign: str) -> RetentionRule | None:
    return next(
        (rule for rule in stores.voice_files.rules()
         if rule.kind == kind and rule.campaign.casefold() == campaign.casefold()),
        None,
    )  # fmt: skip


def _record(
    stores: Stores, now: datetime, action: str, rule: RetentionRule, days: list[int | None],
    campaign: Campaign | None,
) -> None:  # fmt: skip
    stores.audit.record(
        now, action, rule.kind, {"campaign": rule.campaign, "days": days},
        campaign_id=None if campaign is None else campaign.id,
    )  # fmt: skip


# --- what laws say --------------------------------------------------------------------------------


def laws(stores: Stores) -> dict[str, str]:
    """Campaign → what its legal presets say of how long recordings are to be kept, of those where
    they say something; "" → what they say together."""
    found: dict[str, dict[str, str]] = {"": {}}
    for each in stores.campaigns.all():
        for preset in each.settings.rules:
            words = preset.records_ru if language() == "ru" else preset.records_en
            if words:
                found.setdefault(each.name, {})[preset.name] = words
                found[""][preset.name] = words
    return {
        campaign: "\n".join(f"{name}: {words}" for name, words in sorted(said.items()))
        for campaign, said in found.items() if said
    }  # fmt: skip
