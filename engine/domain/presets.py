"""Legal presets: which there are, what they leave of a campaign's hours, what they forbid it.

A preset only ever narrows what the campaign file allows. Which ones hold for a campaign stands in
its settings (``CampaignSettings.rules``): they are put there when it is created, changed or
started, so that all engine nodes go by the same text of the law. Of several versions of one preset
the latest holds whose ``valid_from`` has come.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from engine.domain.campaign import CampaignSettings, Schedule
from engine.domain.campaign_terms import DayHours
from engine.domain.durations import format_duration
from engine.domain.preset_model import Preset
from engine.errors import KnownError

_NEVER = DayHours(0, 0)


class Presets:
    """The presets there are, by name and version; of two that are the same in both the later
    one given counts."""

    def __init__(self, presets: Iterable[Preset] = ()) -> None:
        self._versions: dict[str, dict[int, Preset]] = {}
        for preset in presets:
            self._versions.setdefault(preset.name, {})[preset.version] = preset

    def names(self) -> list[str]:
        return sorted(self._versions)

    def all(self) -> list[Preset]:
        """By name, then version."""
        return [
            versions[version]
            for _, versions in sorted(self._versions.items())
            for version in sorted(versions)
        ]

    def find(self, text: str, day: date) -> Preset:
        """ "name" (the version that holds on ``day``, else the first that will) or
        "name@version"; KnownError when there is none."""
        versions = self._found(text)
        return in_force(versions, day)[0]

    def resolve(self, names: str, day: date) -> tuple[Preset, ...]:
        """All versions that hold on ``day`` or later of the presets named, joined by commas, and of
        those that they are copies of: when a law becomes stricter, so do its copies."""
        found: list[Preset] = []
        wanted = split_names(names)
        for name in wanted:  # it grows on the way
            versions = self._found(name)
            held = in_force(versions, day)
            kept = [
                *held, *(p for p in versions if p.valid_from is not None and p.valid_from > day)
            ]  # fmt: skip
            found += kept
            parents = sorted({preset.parent for preset in kept if preset.parent})
            wanted += [parent for parent in parents if parent not in wanted]
        return tuple(found)

    def _found(self, text: str) -> list[Preset]:
        name, _, version = text.strip().lower().partition("@")
        versions = self._versions.get(name)
        if versions is None:
            raise KnownError(
                "There is no legal preset {name!r}.",
                mend="Known ones: {known}; an empty one means no preset.",
                name=name,
                known=", ".join(self.names()),
            )
        if not version:
            return [versions[number] for number in sorted(versions)]
        if not version.isdecimal() or int(version) not in versions:
            raise KnownError(
                "The legal preset {name!r} has no version {version!r}.",
                mend="It has: {known}.",
                name=name,
                version=version,
                known=", ".join(map(str, sorted(versions))),
            )
        # A version asked for by its number holds whatever the day is.
        return [replace(versions[int(version)], valid_from=None)]


def split_names(names: str) -> list[str]:
    """The parts of ``CampaignSettings.preset``."""
    return [name.strip() for name in names.split(",") if name.strip()]


def in_force(rules: Iterable[Preset], day: date) -> tuple[Preset, ...]:
    """Of each preset the version that holds on ``day``; of one that will only come to hold the
    first: a campaign that names it wants to keep to it. A version takes the place of all that have
    a lower number, also of those that were to hold from a later day on."""
    held: dict[str, Preset] = {}
    ordered = sorted(rules, key=lambda p: (p.valid_from or date.min, p.version))
    for preset in ordered:
        before = held.get(preset.name)
        if before is not None and (
            preset.version < before.version
            or (preset.valid_from is not None and preset.valid_from > day)
        ):
            continue
        held[preset.name] = preset
    return tuple(held.values())


def bound(settings: CampaignSettings, presets: Presets, day: date) -> CampaignSettings:
    """``settings`` with the rules of its presets put in; KnownError for one that is not there."""
    return replace(settings, rules=presets.resolve(settings.preset, day))


def followed(settings: CampaignSettings, presets: Presets, day: date) -> CampaignSettings:
    """The same where some are nowhere here: their files are gone, or lie on another computer. Of
    those the campaign keeps the text that it has; KnownError where it has none."""
    try:
        return bound(settings, presets, day)
    except KnownError:
        found: list[Preset] = []
    for name in split_names(settings.preset):
        try:
            found += presets.resolve(name, day)
        except KnownError:
            kept = _with_parents(name.partition("@")[0].lower(), settings.rules)
            if not kept:
                raise
            found += kept
    return replace(settings, rules=tuple(dict.fromkeys(found)))


def _with_parents(name: str, rules: Iterable[Preset]) -> list[Preset]:
    found, wanted = [], [name]
    for each in wanted:  # it grows on the way
        kept = [rule for rule in rules if rule.name == each]
        found += kept
        wanted += sorted({rule.parent for rule in kept if rule.parent} - set(wanted))
    return found


def lawful_schedule(settings: CampaignSettings) -> Schedule:
    """The campaign's hours cut down to what its presets allow.

    A preset with hours goes by the subscriber's own clock: where several zones are possible, all
    of them must allow the call. A campaign whose presets nobody knows is never dialled.
    """
    if settings.preset and not settings.rules:
        return replace(settings.schedule, weekdays=_NEVER, weekend=_NEVER)
    return _lawful(settings.schedule, settings.rules)


@lru_cache(maxsize=64)
def _lawful(schedule: Schedule, rules: tuple[Preset, ...]) -> Schedule:
    legal = tuple(replace(p.hours, preset=p.key) for p in rules if p.hours is not None)
    return replace(schedule, legal=legal, all_zones=True) if legal else schedule


def usual_hours(schedule: Schedule) -> tuple[DayHours, DayHours]:
    """(weekdays, weekend) that are left within what laws allow, holidays apart."""
    weekdays, weekend = schedule.weekdays, schedule.weekend
    for law in schedule.legal:
        weekdays, weekend = weekdays.within(law.weekdays), weekend.within(law.weekend)
    return weekdays, weekend


# --- what a campaign may not be ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a campaign's settings break, in both languages. ``setting``: which one of its
    file, as "section.key"; ``source``: where the law is to be read, "" for nowhere."""

    code: str
    rule_ru: str
    rule_en: str
    ru: str
    en: str
    setting: str = ""
    source: str = ""

    def text(self, language: str) -> str:
        """One sentence that names the rule; ``language``: ``ru`` | ``en``."""
        if language == "ru":
            return f"{self.rule_ru}: {self.ru}"
        return f"{self.rule_en}: {self.en}"


#: Code → the setting to be changed.
_SETTINGS: Mapping[str, str] = {
    "advertising_without_operator": "campaign.mode",
    "banned": "campaign.mode",
    "purpose_not_declared": "campaign.purpose",
    "ring_too_short": "campaign.ring_timeout_s",
    "any_zone": "schedule.all_zones",
    "no_hours_left": "schedule.weekdays",
    "no_label": "campaign.label",
    "label_too_long": "campaign.label",
    "label_category": "campaign.label_category",
}
_TEXTS: Mapping[str, tuple[str, str]] = {
    "advertising_without_operator": (
        "рекламу запрещено распространять автоматическим дозвоном без участия человека; "
        "выберите режим automated или manual.",
        "advertising dialled with no human in it is forbidden; "
        "choose the mode automated or manual.",
    ),
    "banned": (
        "кампании с целью {purpose} в режиме {mode} запрещены; измените mode или purpose.",
        "campaigns with the purpose {purpose} are forbidden in the mode {mode}; "
        "change mode or purpose.",
    ),
    "purpose_not_declared": (
        "цель массовых вызовов должна быть объявлена; укажите purpose.",
        "the purpose of mass calls has to be declared; set purpose.",
    ),
    "ring_too_short": (
        "звонить нужно не меньше {least:g} с; увеличьте ring_timeout_s (сейчас {now:g}).",
        "let it ring for at least {least:g} s; raise ring_timeout_s (now {now:g}).",
    ),
    "any_zone": (
        "часы действуют по местному времени абонента, поэтому звонить можно, только "
        "когда разрешено во всех возможных поясах; уберите all_zones = false.",
        "hours go by the subscriber's own time, so a call has to be allowed in all his "
        "possible zones; remove all_zones = false.",
    ),
    "no_hours_left": (
        "ни один час расписания не разрешён; измените [schedule].",
        "no hour of the schedule is allowed; change [schedule].",
    ),
    "retry_too_soon": (
        "после {outcome} нельзя звонить снова раньше чем через {least}; "
        "измените [retry] {outcome} (сейчас {now}).",
        "after {outcome} no call before {least} has passed; change [retry] {outcome} (now {now}).",
    ),
    "no_label": (
        "вызовы должны быть маркированы; укажите label (не длиннее {longest} символов) "
        "и label_category.",
        "calls have to be labelled; set label ({longest} characters at most) and label_category.",
    ),
    "label_too_long": (
        "маркировка — не длиннее {longest} символов; сократите label (сейчас {now}).",
        "a label has {longest} characters at most; shorten label (now {now}).",
    ),
    "label_category": (
        "у маркировки должна быть категория; укажите label_category{known}.",
        "a label needs its category; set label_category{known}.",
    ),
}


def check_campaign(settings: CampaignSettings) -> list[Violation]:
    """What in the settings breaks the rules that are put in it (``bound``)."""
    found: list[Violation] = []
    told: set[tuple[str, str, str]] = set()
    for preset in settings.rules:
        for violation in _violations(settings, preset):
            place = violation.code, violation.setting
            if (preset.name, *place) not in told:
                found.append(violation)
            # What a copy forbids the preset that it comes from need not forbid once more.
            told.add((preset.parent, *place))
    return found


def _violations(settings: CampaignSettings, preset: Preset) -> list[Violation]:
    found: list[Violation] = []

    def broken(code: str, **values: object) -> None:
        ru, en = (text.format(**values) for text in _TEXTS[code])
        setting = _SETTINGS.get(code) or f"retry.{values['outcome']}"
        found.append(
            Violation(code, preset.title_ru, preset.title_en, ru, en, setting, preset.source)
        )

    for ban in sorted(preset.bans, key=str):
        if (ban.mode, ban.purpose) == (settings.mode, settings.purpose):
            robot = (ban.mode.value, ban.purpose.value) == ("automatic", "advertising")
            broken(
                "advertising_without_operator" if robot else "banned",
                mode=ban.mode.value, purpose=ban.purpose.value,
            )  # fmt: skip
    if preset.purpose_declared and settings.purpose.value == "other":
        broken("purpose_not_declared")
    if settings.ring_timeout_s < preset.min_ring_s:
        broken("ring_too_short", least=preset.min_ring_s, now=settings.ring_timeout_s)
    if preset.hours is not None:
        if not settings.schedule.all_zones:
            broken("any_zone")
        left = usual_hours(_lawful(settings.schedule, (preset,)))
        if all(hours.start >= hours.end for hours in left):
            broken("no_hours_left")
    for outcome, least in preset.min_delays:
        shortest = min(settings.retry.delays.get(outcome, ()), default=least)
        if shortest < least:
            wanted, now = format_duration(least), format_duration(shortest)
            broken("retry_too_soon", outcome=outcome.value, least=wanted, now=now)
    rule = preset.label
    if rule is not None and (rule.required or settings.label or settings.label_category):
        if not settings.label:
            broken("no_label", longest=rule.longest)
        elif len(settings.label) > rule.longest:
            broken("label_too_long", longest=rule.longest, now=len(settings.label))
        elif (
            settings.label_category not in rule.categories
            if rule.categories else not settings.label_category
        ):  # fmt: skip
            known = f": {', '.join(rule.categories)}" if rule.categories else ""
            broken("label_category", known=known)
    return found
