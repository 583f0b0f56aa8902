"""Campaign files (docs/cli.md): TOML in, ``CampaignSettings`` out, or one line about the fault.

A file is checked as a whole before anything is stored: syntax, then sections and keys, then
values, then what they refer to (scheme, trunks), then the legal preset.
"""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from engine.domain.campaign import CampaignMode, CampaignSettings, RetryRules, Schedule
from engine.domain.disposition import Disposition
from engine.domain.presets import Presets, bound
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import (
    campaign_base,
    campaign_machines,
    campaign_operators,
    campaign_outbox,
    campaign_rules,
)
from rino_desktop.campaign_values import (
    ANSWERING_MACHINE,
    CAMPAIGN,
    RETRY,
    SCHEDULE,
    Place,
    Reader,
    SettingFault,
)
from rino_desktop.presets import shipped
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t


def load(path: Path, stores: Stores, presets: Presets | None = None) -> CampaignSettings:
    """The settings in the file; its scheme and trunks must be in the database. ``presets``: the
    legal presets there are, None for the shipped ones; their rules are put into the settings."""
    presets = presets or shipped()
    return checked(path, parse(path, path.read_bytes(), presets), stores, presets)


def checked(
    path: Path, settings: CampaignSettings, stores: Stores, presets: Presets
) -> CampaignSettings:
    """With the rules of its presets; KnownError when what it refers to is not in the database."""
    _check_references(path, settings, stores)
    return bound(settings, presets, _today())


def parse(path: Path, content: bytes, presets: Presets | None = None) -> CampaignSettings:
    """The settings in ``content``, checked for themselves; ``path`` only names the place."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise KnownError(
            t("{file}: not UTF-8 text.", file=path), mend=t("Save it as UTF-8.")
        ) from None
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
        raise KnownError(t("{file}: not valid TOML: {reason}.", file=path, reason=error)) from None
    return read(path, document, presets)


def read(path: Path, document: dict[str, Any], presets: Presets | None = None) -> CampaignSettings:
    """As ``parse``, of what the file's TOML holds; ``document`` is taken apart."""
    document.pop(campaign_base.KEY, None)
    outbox = document.pop("outbox", [])
    operators = campaign_operators.rules(path, document.pop("operators", None))
    campaign = CAMPAIGN | campaign_operators.KEYS
    sections = {
        "campaign": campaign,
        "answering_machine": ANSWERING_MACHINE,
        "schedule": SCHEDULE,
        "retry": RETRY,
    }
    variables = _variables(Place(path, "variables"), document.pop("variables", {}))
    quotas = campaign_rules.quotas(path, document.pop("quota", []))
    options = _variables(Place(path, "scenario_options"), document.pop("scenario_options", {}))
    for name, table in document.items():
        if name not in sections:
            kind = t("unknown section") if isinstance(table, dict) else t("unknown key")
            near = did_you_mean(name, (*sections, "variables", "operators"))
            if not isinstance(table, dict) and name in campaign:
                near = t("It belongs below [campaign].")
            raise KnownError(f"{path}: {name}: {kind}.", mend=near)
        if not isinstance(table, dict):
            raise KnownError(f"{path}: {t('{name} must be a section', name=name)} [{name}].")
    if "campaign" not in document:
        raise KnownError(t("{file}: the section [campaign] is missing.", file=path))
    values = {
        name: _section(Place(path, name), document.get(name, {}), readers)
        for name, readers in sections.items()
    }
    if "name" not in values["campaign"]:
        raise Place(path, "campaign").fault("name", t("missing."))
    mode = campaign_operators.mode(Place(path, "campaign"), values["campaign"])
    longest = campaign_operators.longest_call(values["campaign"], mode, operators)
    settings = CampaignSettings(
        **{**values["campaign"], **longest, "mode": mode},
        operators=operators,
        variables=variables,
        quotas=quotas,
        scenario_options=options,
        answering_machines=campaign_machines.made(
            Place(path, "answering_machine"),
            values["answering_machine"],
            there="answering_machine" in document,
        ),
        outbox=campaign_outbox.read(path, outbox, record=values["campaign"].get("record", False)),
        schedule=Schedule(**values["schedule"]),
        retry=RetryRules(
            **(
                {"max_attempts": values["retry"].pop("max_attempts")}
                if "max_attempts" in values["retry"]
                else {}
            ),
            delays={Disposition(name): delays for name, delays in values["retry"].items()},
        ),
    )
    _check_whole(path, settings, presets or shipped())
    return settings


def named(text: str) -> str:
    """A campaign's name as it may be; KnownError otherwise."""
    try:
        name: str = CAMPAIGN["name"](Place(Path(), "campaign"), "name", text)
    except SettingFault as fault:
        raise KnownError(t("The name {problem}", problem=fault.problem)) from None
    return name


def _section(
    place: Place, table: Mapping[str, Any], readers: Mapping[str, Reader]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, raw in table.items():
        reader = readers.get(key)
        if reader is None:
            mend = did_you_mean(key, list(readers))
            if place.section == "campaign" and key == "amd":
                mend = t("It has a section of its own: {name}.", name="[answering_machine]")
            elif place.section == "campaign" and key == "operators":
                mend = t("It has a section of its own: {name}.", name="[operators]")
            raise place.fault(key, t("unknown key."), mend)
        values["trunks" if key == "trunk" else key] = reader(place, key, raw)
    return values


def _variables(place: Place, table: object) -> dict[str, str]:
    """Values for variables of the scheme; a contact's own field goes before them."""
    if not isinstance(table, dict):
        raise KnownError(f"{place.file}: {t('{name} must be a section', name='variables')}.")
    values = {}
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise place.fault(name, t("must be text or a number."))
        values[name] = str(value)
    return values


def _check_whole(path: Path, settings: CampaignSettings, presets: Presets) -> None:
    place = Place(path, "campaign")
    campaign_rules.check(place, settings, presets, _today())
    campaign_operators.check(place, settings, presets, _today())
    if not settings.scheme and settings.mode is not CampaignMode.MANUAL:
        raise place.fault("scheme", t("missing."), t("An automatic campaign needs a scheme."))
    if not settings.trunks:
        raise place.fault("trunk", t("missing."), t("Name a trunk, or a list of them."))
    if settings.record_consent and not settings.record:
        raise place.fault("record_consent", t("has no effect without record = true."))


def _today() -> date:
    return datetime.now(UTC).date()


def _check_references(path: Path, settings: CampaignSettings, stores: Stores) -> None:
    place = Place(path, "campaign")
    schemes = {scheme.name: scheme for scheme in stores.schemes.all()}
    found = next(
        (s for name, s in schemes.items() if name.casefold() == settings.scheme.casefold()), None
    )
    if found is None and settings.scheme:
        raise place.fault(
            "scheme",
            t("there is no scheme {name}.", name=settings.scheme),
            did_you_mean(settings.scheme, list(schemes)) or "rino-desktop scheme import FILE",
        )
    if found is not None and found.published is None:
        raise place.fault(
            "scheme",
            t("the scheme {name} is only a draft.", name=settings.scheme),
            f"rino-desktop scheme publish {settings.scheme}",
        )
    forms = [form.name for form in stores.forms.all()]
    if settings.form and settings.form.casefold() not in {form.casefold() for form in forms}:
        raise place.fault(
            "form",
            t("there is no form {name}.", name=settings.form),
            did_you_mean(settings.form, forms) or "rino-desktop form import FILE",
        )
    if settings.answering_machines.prompt and found is not None:
        version = stores.schemes.version(stores.schemes.published_ids()[found.name.casefold()])
        campaign_machines.check_prompt(path, settings.answering_machines, version)
    campaign_outbox.check_sources(path, settings.outbox, stores)
    trunks = [trunk.name for trunk in stores.trunks.all()]
    for name in settings.trunks:
        if name.casefold() not in {trunk.casefold() for trunk in trunks}:
            raise place.fault(
                "trunk",
                t("there is no trunk {name}.", name=name),
                did_you_mean(name, trunks) or f"rino-desktop trunk add {name} --proxy sip:HOST",
            )
