"""Legal presets of the office's own: stricter copies of laws, made, changed and deleted.

The console's settings and the command line share these. What is laxer than the preset it comes
from is refused. A change makes a new version; campaigns that name the preset get its rules in the
same transaction, running ones too: engines follow at once, and do not dial what the rules forbid.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from engine.domain.campaign import Campaign, CampaignState
from engine.domain.preset_model import Preset
from engine.domain.preset_strictness import Laxer, laxer
from engine.domain.presets import Presets, check_campaign, followed, in_force, split_names
from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.legal_presets import OwnPreset
from engine.ports.storage import Stores
from rino_desktop import campaign_changes, preset_file, preset_words, presets
from rino_desktop.settings import Settings
from rino_desktop.texts import language, t


class Origin(StrEnum):
    #: Comes with the program.
    SHIPPED = "shipped"
    #: A file of the administrator's.
    FILE = "file"
    #: Stands in the database: it can be changed here.
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Entry:
    """``preset``: the version in force, or the first that will be; ``latest``: the newest one,
    which a change begins with. ``laxer``: where a law that has changed since is stricter by now;
    its rules hold all the same."""

    preset: Preset
    latest: Preset
    versions: int
    origin: Origin
    used_by: tuple[Campaign, ...]
    parent: Preset | None = None
    laxer: tuple[Laxer, ...] = ()
    own: OwnPreset | None = None

    @property
    def name(self) -> str:
        return self.preset.name


@dataclass(frozen=True, slots=True)
class Shelf:
    entries: tuple[Entry, ...]
    presets: Presets

    def find(self, name: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.name == name), None)


class PresetConflictError(KnownError):
    """There is a newer version than the change was made from; nothing was written. ``newest``: its
    number."""

    def __init__(self, name: str, newest: int) -> None:
        super().__init__(
            t("The legal preset {name} was changed by somebody else meanwhile; nothing was saved.",
              name=name),
            mend=t("Look at what it says now, and change that."),
        )  # fmt: skip
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Changed:
    """``follow``: campaigns that have got the new rules; ``broken``: those of them that are not
    dialled under these, each with why."""

    preset: Preset
    follow: tuple[Campaign, ...] = ()
    broken: tuple[tuple[Campaign, str], ...] = ()


def read(settings: Settings, stores: Stores, now: datetime) -> Shelf:
    own = stores.legal_presets.all()
    known = presets.of_office(settings, stores)
    campaigns = [c for c in stores.campaigns.all() if c.state is not CampaignState.ARCHIVED]
    return _shelf(settings, known, own, campaigns, now)


def without_database(settings: Settings, now: datetime) -> Shelf:
    """What files say."""
    return _shelf(settings, presets.of_files(settings), (), (), now)


def _shelf(
    settings: Settings, known: Presets, own: Sequence[OwnPreset], campaigns: Sequence[Campaign],
    now: datetime,
) -> Shelf:  # fmt: skip
    today = now.date()
    origins = {preset.name: Origin.SHIPPED for preset in presets.shipped().all()}
    origins |= {preset.name: Origin.FILE for preset in presets.in_own_folder(settings)}
    origins |= {each.preset.name: Origin.OFFICE for each in own}
    latest_own = {each.preset.name: each for each in own}
    used: dict[str, list[Campaign]] = {}
    for campaign in campaigns:
        for name in _named(campaign):
            used.setdefault(name, []).append(campaign)
    entries = []
    for name in known.names():
        versions = [preset for preset in known.all() if preset.name == name]
        (preset,) = in_force(versions, today)
        parent = _find(known, preset.parent, now)
        entries.append(
            Entry(
                preset, versions[-1], len(versions), origins[name], tuple(used.get(name, ())),
                parent, tuple(laxer(preset, parent)) if parent else (), latest_own.get(name),
            )
        )  # fmt: skip
    return Shelf(tuple(entries), known)


def copy_of(parent: Preset, name: str, title_ru: str, title_en: str) -> Preset:
    """What a stricter copy begins as: all its rules, a version of its own, from at once on."""
    return replace(
        parent, name=name, title_ru=title_ru, title_en=title_en, version=1, valid_from=None,
        parent=parent.name,
    )  # fmt: skip


def faults(preset: Preset, known: Presets, now: datetime) -> list[str]:
    """Why it would be refused: sentences that name the rule and the law."""
    parent = _find(known, preset.parent, now)
    if preset.parent and parent is None:
        return [t("There is no legal preset {name} that it could be a copy of.",
                  name=repr(preset.parent))]  # fmt: skip
    if parent is None:
        return []
    return [preset_words.laxer_text(each, preset, parent) for each in _laxer(preset, known, now)]


def laxer_places(preset: Preset, known: Presets, now: datetime) -> dict[str, str]:
    """By the key of the file ("hours.weekdays", "limit"): what the law says there, in short."""
    parent = _find(known, preset.parent, now)
    if parent is None:
        return {}
    found: dict[str, list[str]] = {}
    for each in _laxer(preset, known, now):
        found.setdefault(each.rule, []).append(preset_words.laxer_short(each, parent))
    return {rule: "\n".join(lines) for rule, lines in found.items()}


# --- what is done ---------------------------------------------------------------------------------


def add(settings: Settings, stores: Stores, preset: Preset, by: str, now: datetime) -> Preset:
    """Its first version. KnownError where the name is taken, and where it is laxer than the law."""
    known = presets.of_office(settings, stores)
    preset = replace(preset, version=1)
    if preset.name in known.names():
        raise KnownError(
            t("There is a legal preset {name} already.", name=preset.name),
            mend=t("Choose another name."),
        )
    _require_strict(preset, known, now)
    stores.legal_presets.add(preset, now, by)
    details = preset_file.flat(preset_file.document(preset))
    stores.audit.record(now, "preset.add", preset.name, details)
    return preset


def change(
    settings: Settings, stores: Stores, preset: Preset, by: str, now: datetime,
    base: int | None = None,
) -> Changed:  # fmt: skip
    """Its next version, and the campaigns that follow. ``base``: the version that the change was
    made from; PresetConflictError when somebody else has made another since, unless it says the
    same."""
    before = latest(stores, preset.name)
    if replace(preset, version=before.version) == before:
        return Changed(before)
    if base is not None and before.version != base:
        raise PresetConflictError(preset.name, before.version)
    if preset.parent != before.parent:
        # Its rules hold besides; who leaves it out would be bound by no law any more.
        raise KnownError(
            t("The legal preset {name} keeps its parent: {parent}.", name=preset.name,
              parent=before.parent or t("none")),
            mend=t("To go by another law make a new preset, and give it to the campaigns."),
        )  # fmt: skip
    preset = replace(preset, version=before.version + 1)
    known = presets.of_office(settings, stores)
    _require_strict(preset, known, now)
    # Campaigns that somebody cannot see would not follow.
    stores.rights.require(Right.CAMPAIGN_EDIT)
    stores.legal_presets.add(preset, now, by)
    found = _following(stores, _with(known, preset), preset.name, now)
    details: dict[str, object] = dict(preset_file.changes(before, preset))
    if found.follow:
        details["campaigns"] = ", ".join(_names(found.follow))
    stores.audit.record(now, "preset.change", preset.name, details)
    for campaign in found.follow:
        campaign_changes.change(stores, campaign.settings, now)
    return replace(found, preset=preset)


def foreseen(settings: Settings, stores: Stores, preset: Preset, now: datetime) -> Changed:
    """What ``change`` would do to campaigns."""
    before = latest(stores, preset.name)
    known = presets.of_office(settings, stores)
    wished = replace(preset, version=before.version + 1)
    return replace(_following(stores, _with(known, wished), wished.name, now), preset=wished)


def remove(stores: Stores, name: str, now: datetime) -> None:
    """KnownError while a campaign or another preset uses it, and for those of files."""
    versions = [own.preset for own in stores.legal_presets.all() if own.preset.name == name]
    stores.legal_presets.remove(name)
    details = preset_file.flat(preset_file.document(versions[-1])) if versions else {}
    stores.audit.record(now, "preset.remove", name, details)


def latest(stores: Stores, name: str) -> Preset:
    """The newest version of one of the office's own; KnownError when there is none."""
    found = [own.preset for own in stores.legal_presets.all() if own.preset.name == name]
    if not found:
        raise KnownError(
            t("{name} is no preset of the office's own: it cannot be changed.", name=name),
            mend=t("Make a stricter copy of it."),
        )
    return found[-1]


# --- parts ----------------------------------------------------------------------------------------


def _require_strict(preset: Preset, known: Presets, now: datetime) -> None:
    found = faults(preset, known, now)
    if found:
        raise KnownError("{reason}", reason=" ".join(found))


def _laxer(preset: Preset, known: Presets, now: datetime) -> list[Laxer]:
    """Against the law as it will be when the preset comes to hold."""
    day = max(now.date(), preset.valid_from or now.date())
    return laxer(preset, known.find(preset.parent, day))


def _find(known: Presets, name: str, now: datetime) -> Preset | None:
    return known.find(name, now.date()) if name and name in known.names() else None


def _with(known: Presets, preset: Preset) -> Presets:
    return Presets([*known.all(), preset])


def _named(campaign: Campaign) -> set[str]:
    return {each.partition("@")[0].lower() for each in split_names(campaign.settings.preset)}


def _following(stores: Stores, known: Presets, name: str, now: datetime) -> Changed:
    """Campaigns that name the preset, or a copy of it, with the rules that they are to have."""
    follow, broken, today = [], [], now.date()
    for campaign in stores.campaigns.all():
        if campaign.state is CampaignState.ARCHIVED or not campaign.settings.preset:
            continue
        try:
            settings = followed(campaign.settings, known, today)
        except KnownError:
            continue  # of a preset that nobody knows: it is not dialled
        names = {rule.name for rule in settings.rules}
        if name not in names or settings == campaign.settings:
            continue
        follow.append(replace(campaign, settings=settings))
        held = replace(settings, rules=in_force(settings.rules, today))
        violations = check_campaign(held)
        if violations:
            broken.append((campaign, violations[0].text(language())))
    return Changed(known.find(name, today), tuple(follow), tuple(broken))


def consequences(changed: Changed) -> list[str]:
    """What becomes of campaigns, for whoever has changed the preset or is about to."""
    lines = []
    if changed.follow:
        names = ", ".join(campaign.name for campaign in changed.follow)
        lines.append(t("Campaigns that follow at once: {names}.", names=names))
    lines += [
        t("“{name}” is not dialled under these rules. {reason}", name=campaign.name, reason=reason)
        for campaign, reason in changed.broken
    ]
    return lines


def origin_words() -> Mapping[Origin, str]:
    return {
        Origin.SHIPPED: t("built into the program"), Origin.FILE: t("file"),
        Origin.OFFICE: t("the office's own"),
    }  # fmt: skip


def as_json(entry: Entry) -> dict[str, Any]:
    return {
        "origin": entry.origin.value,
        "parent": entry.preset.parent or None,
        "used_by": _names(entry.used_by),
        "versions": entry.versions,
    }


def _names(campaigns: Iterable[Campaign]) -> list[str]:
    return [campaign.name for campaign in campaigns]
