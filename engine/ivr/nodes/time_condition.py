"""Time condition: working hours, dates and holidays decide the way."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import ClassVar, Literal

from pydantic import Field

from engine.domain.calling_hours import calling_hours, check_schedule, is_holiday, zone_of
from engine.domain.campaign import Schedule
from engine.domain.week_times import Days, Hours, read_days, read_time
from engine.errors import KnownError
from engine.ivr.binding import Binding
from engine.ivr.handler import Call, Handler
from engine.scheme.expressions import EvaluationError
from engine.scheme.field_words import FieldWords, named
from engine.scheme.node_type import ERROR, NodeType, Port, words
from engine.scheme.parameters import Parameters
from engine.scheme.problems import Fix, Problem, error

_INSIDE = Port("inside", words("В это время", "Inside"))
_OUTSIDE = Port("outside", words("В другое время", "Outside"))
_HOLIDAY = Port(
    "holiday", words("Праздник", "Holiday"), required=False, fallback="outside"
)  # fmt: skip
#: Any day far from the ends of the calendars: whether a country is known does not depend on it.
_SOME_DAY = date(2026, 1, 1)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class WeekSpan(Parameters):
    days: tuple[Weekday, ...] = Field(min_length=1, max_length=7)
    #: ``HH:MM``, included.
    start: str = "00:00"
    #: ``HH:MM``, not included; ``24:00`` is midnight. Before ``start``: on the next day.
    end: str = "24:00"

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "days": named(
            "Дни",
            "Days",
            mon=("пн", "Mon"),
            tue=("вт", "Tue"),
            wed=("ср", "Wed"),
            thu=("чт", "Thu"),
            fri=("пт", "Fri"),
            sat=("сб", "Sat"),
            sun=("вс", "Sun"),
        ),
        "start": named("С", "From", "ЧЧ:ММ", "HH:MM, included"),
        "end": named(
            "До",
            "To",
            "ЧЧ:ММ, не включая; 24:00 — полночь; раньше начала — уже на следующий день",
            "HH:MM, not included; 24:00 is midnight; before the start: on the next day",
        ),
    }


class DateSpan(Parameters):
    #: ``YYYY-MM-DD``, or ``MM-DD`` for every year.
    first: str
    #: The last day, included; empty: that one day. ``12-30`` to ``01-08`` goes round the year.
    last: str = ""

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "first": named(
            "С", "From", "ГГГГ-ММ-ДД или ММ-ДД — каждый год", "YYYY-MM-DD, or MM-DD for every year"
        ),
        "last": named(
            "По",
            "To",
            "Включительно; пусто — один этот день. 12-30 … 01-08 — через Новый год",
            "Included; empty: that one day. 12-30 to 01-08 goes round the year",
        ),
    }


class TimeConditionParameters(Parameters):
    #: ``campaign``: the hours in which the campaign may call; ``own``: those of ``week``.
    hours: Literal["campaign", "own"] = "own"
    #: Own hours; a day without an entry is closed, no entries at all: open at any time.
    week: tuple[WeekSpan, ...] = Field(default=(), max_length=50)
    #: Only on these days; none: on all.
    only_dates: tuple[DateSpan, ...] = Field(default=(), max_length=200)
    #: Never on these days.
    except_dates: tuple[DateSpan, ...] = Field(default=(), max_length=200)
    #: A country whose public holidays are closed: ``RU``, ``KZ``, ``DE-BY``; empty: none.
    holidays: str = Field(default="", max_length=100)
    #: By the clock of this time zone (``Europe/Moscow``: of an office); empty: the subscriber's.
    timezone: str = Field(default="", max_length=60)
    #: Of several possible zones of the subscriber it must hold in all (else: in one).
    all_zones: bool = True

    field_words: ClassVar[Mapping[str, FieldWords]] = {
        "hours": named(
            "Часы",
            "Hours",
            campaign=("часы звонков кампании", "the campaign's calling hours"),
            own=("свои", "own ones"),
        ),
        "week": named(
            "Свои часы",
            "Own hours",
            "День без записи закрыт; записей нет — открыто всегда",
            "A day without an entry is closed; no entries at all: open at any time",
        ),
        "only_dates": named(
            "Только в эти дни", "Only on these days", "Пусто — во все", "None: on all"
        ),
        "except_dates": named("Кроме этих дней", "Never on these days"),
        "holidays": named(
            "Праздники страны",
            "Public holidays of",
            "RU, KZ, DE-BY; в праздники закрыто; пусто — не учитывать",
            "RU, KZ, DE-BY are closed then; empty: none",
        ),
        "timezone": named(
            "Часовой пояс",
            "Time zone",
            "Например Europe/Moscow — часы офиса; пусто — часы абонента",
            "As Europe/Moscow, the clock of an office; empty: the subscriber's",
        ),
        "all_zones": named(
            "Во всех возможных поясах",
            "In all possible zones",
            "Если пояс абонента точно не известен: должно быть открыто во всех; "
            "иначе хватит одного",
            "Where several zones are possible it must hold in all; otherwise in one",
        ),
    }


class TimeConditionNode(NodeType[TimeConditionParameters]):
    name = "time_condition"
    title = words("Время и календарь", "Time condition")
    summary = words(
        "Выбирает путь по часам, дням недели, датам и праздникам",
        "Chooses the way by hours, weekdays, dates and holidays",
    )
    group = "flow"
    parameters = TimeConditionParameters
    example = MappingProxyType({"holidays": "RU"})

    def ports(self, parameters: TimeConditionParameters) -> tuple[Port, ...]:
        if parameters.holidays.strip():
            return (_INSIDE, _OUTSIDE, _HOLIDAY, ERROR)
        return (_INSIDE, _OUTSIDE, ERROR)

    def check(self, parameters: TimeConditionParameters) -> Iterable[Problem]:
        for i, span in enumerate(parameters.week):
            yield from _bad_times(span, f"week[{i}]")
        for name in ("only_dates", "except_dates"):
            for i, dates in enumerate(getattr(parameters, name)):
                yield from _bad_dates(dates, f"{name}[{i}]")
        zone = parameters.timezone.strip()
        if zone and zone_of(zone) is None:
            yield _wrong("timezone", f"часового пояса «{zone}» нет", f"no time zone “{zone}”")
        country = parameters.holidays.strip()
        if country and not _has_holidays(country):
            yield _wrong(
                "holidays",
                f"праздники страны «{country}» неизвестны",
                f"no holidays are known for “{country}”",
            )
        if parameters.hours == "campaign" and parameters.week:
            yield _wrong(
                "week",
                "часы берутся из кампании: уберите их или выберите «own»",
                "the hours are the campaign's: remove these, or choose “own”",
            )

    def bind(self, parameters: TimeConditionParameters, binding: Binding) -> Handler:
        country = parameters.holidays.strip()
        if country:
            is_holiday(country, _SOME_DAY)  # loads the calendars now and not within a call
        return _TimeCondition(
            None if parameters.hours == "campaign" else Hours(
                [(span.days, read_time(span.start), read_time(span.end))
                 for span in parameters.week]
            ),
            [read_days(span.first, span.last) for span in parameters.only_dates],
            [read_days(span.first, span.last) for span in parameters.except_dates],
            country,
            parameters.timezone.strip(),
            parameters.all_zones,
        )  # fmt: skip


class _TimeCondition(Handler):
    __slots__ = ("_all_zones", "_country", "_except", "_hours", "_only", "_timezone")

    def __init__(
        self,
        hours: Hours | None,
        only: list[Days],
        except_: list[Days],
        country: str,
        timezone: str,
        all_zones: bool,
    ) -> None:
        self._hours = hours
        self._only = only
        self._except = except_
        self._country = country
        self._timezone = timezone
        self._all_zones = all_zones

    def enter(self, call: Call) -> str | None:
        moment = call.moment()
        if moment is None:
            raise EvaluationError("nobody knows what time it is on this call")
        found = {self._at(call, moment, zone) for zone in self._zones(call)}
        if self._all_zones:
            order = ("outside", "holiday", "inside")
        else:
            order = ("inside", "holiday", "outside")
        return next(port for port in order if port in found)

    def _zones(self, call: Call) -> tuple[str, ...]:
        if self._timezone:
            return (self._timezone,)
        zones = tuple(zone for zone in call.facts.zones if zone_of(zone) is not None)
        if zones:
            return zones
        if call.facts.schedule is None:
            raise EvaluationError("the subscriber's time zone is unknown")
        return (call.facts.schedule.timezone,)

    def _at(self, call: Call, moment: datetime, zone: str) -> str:
        local = moment.astimezone(zone_of(zone) or UTC).replace(tzinfo=None)
        day = local.date()
        if self._country and is_holiday(self._country, day):
            return "holiday"
        if self._only and not any(day in days for days in self._only):
            return "outside"
        if any(day in days for days in self._except):
            return "outside"
        if self._hours is not None:
            return "inside" if local in self._hours else "outside"
        schedule = call.facts.schedule
        if schedule is None:
            raise EvaluationError("this call belongs to no campaign that has calling hours")
        return "inside" if calling_hours(schedule).allowed((zone,), moment) else "outside"


def _bad_times(span: WeekSpan, place: str) -> Iterator[Problem]:
    for name in ("start", "end"):
        text = getattr(span, name)
        try:
            read_time(text)
        except ValueError:
            yield _wrong(
                f"{place}.{name}",
                f"«{text}» — не время вида ЧЧ:ММ",
                f"“{text}” is not a time HH:MM",
            )

    if span.start == span.end:
        yield _wrong(
            f"{place}.end",
            "начало и конец совпадают: так не открыто никогда",
            "start and end are the same: that is never open",
        )


def _bad_dates(span: DateSpan, place: str) -> Iterator[Problem]:
    try:
        read_days(span.first, span.last)
    except ValueError:
        text = f"{span.first} … {span.last}" if span.last else span.first
        yield _wrong(
            f"{place}.first",
            f"«{text}»: нужны дни вида ГГГГ-ММ-ДД или ММ-ДД, первый не позже последнего",
            f"“{text}”: days YYYY-MM-DD or MM-DD are needed, the first not after the last",
        )


def _has_holidays(country: str) -> bool:
    try:
        check_schedule(Schedule(holidays=country))
    except KnownError:
        return False
    return True


def _wrong(place: str, ru: str, en: str) -> Problem:
    fix = Fix("change_parameter", {"place": place})
    return error("bad_parameter", why_ru=ru, why_en=en, place=place, fix=fix)
