"""Legal presets: what a campaign that names one must keep to.

The figures come from public sources and are no legal advice: a lawyer has to confirm them for the
campaign at hand (docs/regulations). A preset only ever narrows what the campaign file allows.

What counts as a call is every attempt on the number, answered or not, over all campaigns and in a
window that slides: stricter than calendar days, weeks and months, never laxer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache

from engine.domain.campaign import CampaignMode, CampaignSettings, DayHours, Purpose, Schedule
from engine.domain.disposition import Disposition
from engine.domain.durations import format_duration
from engine.errors import KnownError


@dataclass(frozen=True, slots=True)
class CallLimit:
    """At most ``maximum`` attempts on one number within any ``window``."""

    window: timedelta
    maximum: int


@dataclass(frozen=True, slots=True)
class Preset:
    """``hours``: (weekdays, weekend) by the subscriber's clock; None: the law sets none."""

    name: str
    rule_ru: str
    rule_en: str
    hours: tuple[DayHours, DayHours] | None = None
    #: Country whose holidays count as weekend; "" for none.
    holidays: str = ""
    limits: tuple[CallLimit, ...] = ()
    min_ring_s: float = 0.0
    #: Purposes that may not be dialled without a human operator.
    not_automatic: frozenset[Purpose] = frozenset()
    #: A campaign must say what it is for.
    purpose_declared: bool = False
    #: Shortest wait before the next call after such an outcome.
    min_delays: Mapping[Disposition, timedelta] = field(default_factory=dict)


_FROM_8_TO_21 = DayHours(8 * 60, 21 * 60)
_DAY = timedelta(days=1)

PRESETS: Mapping[str, Preset] = {
    preset.name: preset
    for preset in (
        Preset(
            "ru-debt-230fz",
            "230-ФЗ (взыскание задолженности)",
            "Russia, 230-FZ (debt collection)",
            hours=(DayHours(8 * 60, 22 * 60), DayHours(9 * 60, 20 * 60)),
            holidays="RU",
            # Voice messages may come twice as often; a dialogue with a robot is a call.
            limits=(CallLimit(_DAY, 1), CallLimit(7 * _DAY, 2), CallLimit(31 * _DAY, 8)),
        ),
        Preset(
            "ru-advertising-38fz",
            "38-ФЗ, ст. 18 (реклама по телефону)",
            "Russia, 38-FZ art. 18 (advertising by telephone)",
            not_automatic=frozenset({Purpose.ADVERTISING}),
        ),
        Preset(
            "ru-mass-41fz",
            "41-ФЗ (массовые вызовы)",
            "Russia, 41-FZ (mass calls)",
            purpose_declared=True,
        ),
        Preset(
            "us-tsr",
            "США, TSR и TCPA",
            "USA, TSR safe harbour and TCPA",
            hours=(_FROM_8_TO_21, _FROM_8_TO_21),
            min_ring_s=15.0,
        ),
        Preset(
            "us-reg-f",
            "США, Regulation F (взыскание задолженности)",
            "USA, Regulation F (debt collection)",
            hours=(_FROM_8_TO_21, _FROM_8_TO_21),
            limits=(CallLimit(7 * _DAY, 7),),
            min_ring_s=15.0,
            min_delays={Disposition.PARTIAL: 7 * _DAY},
        ),
        Preset(
            "uk-ofcom",
            "Великобритания, Ofcom",
            "UK, Ofcom",
            min_ring_s=15.0,
            min_delays={Disposition.ABANDONED: 3 * _DAY},
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a campaign's settings break, in both languages."""

    code: str
    rule_ru: str
    rule_en: str
    ru: str
    en: str

    def text(self, language: str) -> str:
        """One sentence that names the rule; ``language``: ``ru`` | ``en``."""
        if language == "ru":
            return f"{self.rule_ru}: {self.ru}"
        return f"{self.rule_en}: {self.en}"


def preset_of(name: str) -> Preset | None:
    """The preset of that name, None for ""; KnownError when there is none."""
    if not name:
        return None
    try:
        return PRESETS[name.strip().lower()]
    except KeyError:
        raise KnownError(
            "There is no legal preset {name!r}.",
            mend="Known ones: {known}; an empty one means no preset.",
            name=name,
            known=", ".join(PRESETS),
        ) from None


def limits_of(name: str) -> tuple[CallLimit, ...]:
    """How often one number may be called under the preset; () for no limit. Of a preset that is
    not known there is nothing to count, and ``lawful_schedule`` lets nothing be dialled."""
    preset = PRESETS.get(name.strip().lower())
    return preset.limits if preset else ()


@lru_cache(maxsize=64)
def lawful_schedule(schedule: Schedule, preset_name: str) -> Schedule:
    """The campaign's hours cut down to what its preset allows.

    A preset with hours goes by the subscriber's own clock: where several zones are possible, all
    of them must allow the call. A stored campaign with an unknown preset is never dialled.
    """
    if not preset_name:
        return schedule
    preset = PRESETS.get(preset_name.strip().lower())
    if preset is None:
        return replace(schedule, weekdays=DayHours(0, 0), weekend=DayHours(0, 0))
    if preset.hours is None:
        return schedule
    weekdays = _both(schedule.weekdays, preset.hours[0])
    weekend = _both(schedule.weekend, preset.hours[1])
    holidays = schedule.holidays
    if preset.holidays and preset.holidays not in holidays.upper().split(","):
        # Days that only the law calls holidays: there the campaign's hours of a weekday hold
        # within the law's of a holiday. One schedule cannot say that of single days, so weekends
        # and holidays get what is right for both.
        holidays = f"{holidays},{preset.holidays}".strip(",")
        weekend = _both(weekend, schedule.weekdays)
    return replace(schedule, weekdays=weekdays, weekend=weekend, holidays=holidays, all_zones=True)


def _both(one: DayHours, other: DayHours) -> DayHours:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return DayHours(start, end) if start < end else DayHours(0, 0)


def check_campaign(settings: CampaignSettings) -> list[Violation]:
    """What in the settings breaks the campaign's preset; KnownError for an unknown preset."""
    preset = preset_of(settings.preset)
    if preset is None:
        return []
    found: list[Violation] = []

    def broken(code: str, ru: str, en: str) -> None:
        found.append(Violation(code, preset.rule_ru, preset.rule_en, ru, en))

    if settings.mode is CampaignMode.AUTOMATIC and settings.purpose in preset.not_automatic:
        broken(
            "advertising_without_operator",
            "рекламу запрещено распространять автоматическим дозвоном без участия человека; "
            "выберите режим automated или manual.",
            "advertising dialled with no human in it is forbidden; "
            "choose the mode automated or manual.",
        )
    if preset.purpose_declared and settings.purpose is Purpose.OTHER:
        broken(
            "purpose_not_declared",
            "цель массовых вызовов должна быть объявлена; укажите purpose.",
            "the purpose of mass calls has to be declared; set purpose.",
        )
    if settings.ring_timeout_s < preset.min_ring_s:
        broken(
            "ring_too_short",
            f"звонить нужно не меньше {preset.min_ring_s:g} с; увеличьте ring_timeout_s "
            f"(сейчас {settings.ring_timeout_s:g}).",
            f"let it ring for at least {preset.min_ring_s:g} s; raise ring_timeout_s "
            f"(now {settings.ring_timeout_s:g}).",
        )
    if preset.hours is not None:
        if not settings.schedule.all_zones:
            broken(
                "any_zone",
                "часы действуют по местному времени абонента, поэтому звонить можно, только "
                "когда разрешено во всех возможных поясах; уберите all_zones = false.",
                "hours go by the subscriber's own time, so a call has to be allowed in all his "
                "possible zones; remove all_zones = false.",
            )
        lawful = lawful_schedule(settings.schedule, preset.name)
        if all(hours.start >= hours.end for hours in (lawful.weekdays, lawful.weekend)):
            broken(
                "no_hours_left",
                "ни один час расписания не разрешён; измените [schedule].",
                "no hour of the schedule is allowed; change [schedule].",
            )
    for outcome, least in preset.min_delays.items():
        shortest = min(settings.retry.delays.get(outcome, ()), default=least)
        if shortest < least:
            wanted, now = format_duration(least), format_duration(shortest)
            broken(
                "retry_too_soon",
                f"после {outcome} нельзя звонить снова раньше чем через {wanted}; "
                f"измените [retry] {outcome} (сейчас {now}).",
                f"after {outcome} no call before {wanted} has passed; "
                f"change [retry] {outcome} (now {now}).",
            )
    return found
