"""Legal presets, quotas and dial strategy of a campaign: reading them from its file, checking
them, and renewing them when it is started."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from engine.dialer.model import IdleReason
from engine.domain.campaign import Campaign, CampaignSettings, QuotaCell
from engine.domain.disposition import Disposition
from engine.domain.presets import Presets, bound, check_campaign, in_force, split_names
from engine.domain.refusal_words import refusal_words
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop.campaign_values import Place
from rino_desktop.presets import shipped
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said_mend, said_message

_MOST_CELLS = 1000
_LARGEST = 10_000_000


def check(place: Place, settings: CampaignSettings, presets: Presets, today: date) -> None:
    """KnownError, naming the place, for what is not there or breaks a preset's rules."""
    for name in split_names(settings.preset):
        plain, _, version = name.partition("@")
        if plain not in presets.names():
            raise place.fault(
                "preset",
                t("there is no legal preset {name}.", name=repr(plain)),
                did_you_mean(plain, presets.names()),
            )
        versions = [str(p.version) for p in presets.all() if p.name == plain]
        if version and version not in versions:
            raise place.fault(
                "preset",
                t("the legal preset {name} has no version {version}.", name=plain, version=version),
                t("Possible: {choices}.", choices=", ".join(versions)),
            )
    rules = in_force(bound(settings, presets, today).rules, today)
    violations = check_campaign(replace(settings, rules=rules))
    if violations:
        raise place.fault("preset", violations[0].text(language()))
    if settings.scenario or settings.scenario_options:
        from rino_desktop.bootstrap import scenarios

        try:
            scenarios().make(settings.scenario, settings.scenario_options)
        except KnownError as error:
            raise place.fault("scenario", said_message(error), said_mend(error)) from error
    counts, separator, value = settings.quota_counts.partition("=")
    if separator and not (counts.strip() and value.strip()):
        raise place.fault("quota_counts", t('write "completed", or "result=value".'))
    if not separator and counts not in list(Disposition):
        raise place.fault(
            "quota_counts", t("unknown value {value}.", value=repr(counts)),
            t("Possible: {choices}.", choices=", ".join(Disposition) + ", result=value"),
        )  # fmt: skip


def renewed(stores: Stores, campaign: Campaign, presets: Presets | None, now: datetime) -> Campaign:
    """The campaign with the rules of its presets as they are now, stored where they have changed;
    KnownError when it breaks them. Without ``presets`` it keeps the rules that it has."""
    settings = campaign.settings
    if presets is not None or (settings.preset and not settings.rules):
        settings = bound(settings, presets or shipped(), now.date())
    violations = check_campaign(replace(settings, rules=in_force(settings.rules, now.date())))
    if violations:
        raise KnownError(
            t("The campaign {name} cannot be started: {reason}",
              name=campaign.name, reason=violations[0].text(language())),
            mend=f"rino-desktop campaign update {campaign.name}.toml",
        )  # fmt: skip
    if settings == campaign.settings:
        return campaign
    return replace(stores.campaigns.update(settings), state=campaign.state)


# --- how they stand ---------------------------------------------------------------------------


def quota_figures(stores: Stores, campaign: Campaign) -> tuple[dict[str, object], ...]:
    """Each cell of the campaign: name, cell, target, done, in_progress."""
    settings = campaign.settings
    if not settings.quotas:
        return ()
    from engine.service import quota_desk

    counted = quota_desk.figures(stores, campaign.id, settings)
    return tuple(
        {
            "name": cell.name,
            "cell": dict(cell.cell),
            "target": cell.target,
            "done": counted.done[index],
            "in_progress": counted.in_progress[index],
        }
        for index, cell in enumerate(settings.quotas)
    )


def quotas_are_full(stores: Stores, campaign: Campaign) -> bool:
    """Whether nobody waits whose cells have room."""
    if not campaign.settings.quotas:
        return False
    from engine.service import quota_desk

    closed = quota_desk.closed(stores, campaign.id, campaign.settings)
    if closed.all_full:
        return True
    nobody = 0  # a session that does not exist: nobody's own claims are of interest
    waiting = {zone.zone_set_id for zone in stores.contacts.outlook(campaign.id, nobody).zones}
    return bool(waiting) and waiting <= closed.full


def law_in_our_language(campaign: Campaign, reason: IdleReason, now: datetime) -> IdleReason:
    """A law's "no" to a whole campaign, which engines have written down in English."""
    if reason.code != "preset":
        return reason
    settings = campaign.settings
    broken = check_campaign(replace(settings, rules=in_force(settings.rules, now.date())))
    if not broken:
        return reason
    return replace(reason, arguments={"detail": broken[0].text(language())})


def ledger_words(stores: Stores, campaign: Campaign, reason: IdleReason, now: datetime) -> str:
    """What the ledger says of the rule that a campaign waits for; "" for nothing."""
    if reason.code not in ("preset_limit", "retry_later") or reason.until is None:
        return ""
    entry = stores.ledger.waiting_for(campaign.id, now)
    if entry is None or entry.refusal.lifts_at != reason.until:
        return ""
    key = entry.refusal.preset
    law = next((p for p in campaign.settings.rules if p.key == key), None)
    return t("Ledger: {rule}.", rule=refusal_words(entry.refusal, language(), law))


# --- [[quota]] --------------------------------------------------------------------------------


def quotas(path: Path, raw: object) -> tuple[QuotaCell, ...]:
    """The cells that the tables ``[[quota]]`` name: each one cell with its target, or a matrix
    (``by`` and ``targets``)."""
    place = Place(path, "quota")
    if not isinstance(raw, list) or not all(isinstance(table, dict) for table in raw):
        raise KnownError(t("{file}: quota: write [[quota]].", file=path))
    cells: list[QuotaCell] = []
    for table in raw:
        cells += _matrix(place, table) if "by" in table else [_cell(place, table)]
    names: dict[str, None] = {}
    for cell in cells:
        if cell.name in names:
            raise place.fault("name", t("two cells are named {name}.", name=repr(cell.name)))
        names[cell.name] = None
    if len(cells) > _MOST_CELLS:
        raise place.fault("cell", t("more than {n} cells.", n=_MOST_CELLS))
    return tuple(cells)


def _cell(place: Place, table: Mapping[str, Any]) -> QuotaCell:
    _known(place, table, ("cell", "target", "name"))
    conditions = _conditions(place, "cell", table.get("cell"))
    name = table.get("name", _name_of(conditions))
    if not isinstance(name, str) or not name.strip():
        raise place.fault("name", t("must be text in quotes."))
    return QuotaCell(name.strip(), conditions, _target(place, "target", table.get("target")))


def _matrix(place: Place, table: Mapping[str, Any]) -> list[QuotaCell]:
    _known(place, table, ("by", "targets"))
    by = table["by"]
    lists = isinstance(by, dict) and all(isinstance(v, list) and v for v in by.values())
    if not lists or not by:
        raise place.fault("by", t('must be lists of values, such as by.sex = ["m", "f"].'))
    names = list(by)
    values = [list(_conditions(place, "by", dict(enumerate(by[n]))).values()) for n in names]
    flat = _flat(place, table.get("targets"), [len(each) for each in values])
    cells = []
    for combination, target in zip(itertools.product(*values), flat, strict=True):
        conditions = dict(zip(names, combination, strict=True))
        cells.append(QuotaCell(_name_of(conditions), conditions, target))
    return cells


def _flat(place: Place, raw: object, shape: Sequence[int]) -> list[int]:
    if not shape:
        return [_target(place, "targets", raw)]
    if not isinstance(raw, list) or len(raw) != shape[0]:
        raise place.fault(
            "targets", t("a list of {n} is expected here, as many as there are values.", n=shape[0])
        )
    return [target for part in raw for target in _flat(place, part, shape[1:])]


def _conditions(place: Place, key: str, raw: object) -> dict[Any, str]:
    if not isinstance(raw, dict) or not raw:
        raise place.fault(key, t('must name fields and values, such as cell.sex = "f".'))
    found = {}
    for name, value in raw.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise place.fault(f"{key}.{name}", t("must be text or a number."))
        text = str(value).strip()
        if not text:
            raise place.fault(f"{key}.{name}", t("must not be empty."))
        found[name] = text
    return found


def _target(place: Place, key: str, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= _LARGEST:
        raise place.fault(
            key, t("must be a whole number from {least} to {most}.", least=0, most=_LARGEST)
        )
    return raw


def _known(place: Place, table: Mapping[str, Any], keys: tuple[str, ...]) -> None:
    for key in table:
        if key not in keys:
            raise place.fault(key, t("unknown key."), did_you_mean(key, keys))


def _name_of(conditions: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in conditions.items())
