"""Why nothing is dialled, in words: the rule that holds dialling back and when it lifts."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from engine.dialer.model import IdleReason
from engine.domain.calling_hours import zone_of

_Words = Callable[[Mapping[str, str], str], str]


def idle_text(reason: IdleReason, language: str, zone: str, now: datetime | None = None) -> str:
    """One sentence in ``language`` (``ru`` | ``en``).

    Times are told by the clock of ``zone`` ("Europe/Moscow"), with its city; given ``now`` (aware),
    as today or tomorrow where they are.
    """
    words = _RU if language == "ru" else _EN
    moment = "" if reason.until is None else _moment(reason.until, language, zone, now)
    say = words.get(reason.code)
    return reason.code if say is None else say(_Arguments(reason.arguments), moment)


def to_json(reason: IdleReason) -> str:
    """Compact JSON, ``from_json`` reads it back."""
    until = None if reason.until is None else reason.until.astimezone(UTC).isoformat()
    return json.dumps(
        {"code": reason.code, "arguments": dict(reason.arguments), "until": until},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def from_json(text: str) -> IdleReason:
    """ValueError when it is not what ``to_json`` writes."""
    try:
        document = json.loads(text)
        until = document["until"]
        return IdleReason(
            str(document["code"]),
            {str(name): str(value) for name, value in document["arguments"].items()},
            None if until is None else datetime.fromisoformat(until),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an idle reason: {text!r}") from error


class _Arguments(dict[str, str]):
    """A reason that another version of the engine stored may lack one."""

    def __missing__(self, key: str) -> str:
        return ""


# --- moments ------------------------------------------------------------------------------------

_MONTHS_RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

#: Cities of the Russian time zones and the neighbours' that office lists name.
_CITIES_RU = {
    "Europe/Kaliningrad": "Калининград",
    "Europe/Moscow": "Москва",
    "Europe/Simferopol": "Симферополь",
    "Europe/Kirov": "Киров",
    "Europe/Volgograd": "Волгоград",
    "Europe/Astrakhan": "Астрахань",
    "Europe/Saratov": "Саратов",
    "Europe/Ulyanovsk": "Ульяновск",
    "Europe/Samara": "Самара",
    "Asia/Yekaterinburg": "Екатеринбург",
    "Asia/Omsk": "Омск",
    "Asia/Novosibirsk": "Новосибирск",
    "Asia/Barnaul": "Барнаул",
    "Asia/Tomsk": "Томск",
    "Asia/Novokuznetsk": "Новокузнецк",
    "Asia/Krasnoyarsk": "Красноярск",
    "Asia/Irkutsk": "Иркутск",
    "Asia/Chita": "Чита",
    "Asia/Yakutsk": "Якутск",
    "Asia/Khandyga": "Хандыга",
    "Asia/Vladivostok": "Владивосток",
    "Asia/Ust-Nera": "Усть-Нера",
    "Asia/Magadan": "Магадан",
    "Asia/Sakhalin": "Сахалин",
    "Asia/Srednekolymsk": "Среднеколымск",
    "Asia/Kamchatka": "Камчатка",
    "Asia/Anadyr": "Анадырь",
    "Asia/Almaty": "Алматы",
    "Asia/Aqtobe": "Актобе",
    "Asia/Tashkent": "Ташкент",
    "Asia/Bishkek": "Бишкек",
    "Asia/Yerevan": "Ереван",
    "Asia/Baku": "Баку",
    "Asia/Tbilisi": "Тбилиси",
    "Europe/Minsk": "Минск",
    "Europe/Kiev": "Киев",
    "Europe/Kyiv": "Киев",
    "Europe/Bucharest": "Бухарест",
    "Europe/London": "Лондон",
    "Europe/Berlin": "Берлин",
    "America/New_York": "Нью-Йорк",
}


def city_of(zone: str, language: str) -> str:
    """The city by which people know a time zone: "Екатеринбург", "Yekaterinburg"."""
    name = zone.rpartition("/")[2].replace("_", " ")
    return _CITIES_RU.get(zone, name) if language == "ru" else name


def _moment(until: datetime, language: str, zone: str, now: datetime | None) -> str:
    info = zone_of(zone)
    local = until.astimezone(info or UTC)
    city = city_of(zone, language) if info is not None else "UTC"
    ru = language == "ru"
    day = None if now is None else (local.date() - now.astimezone(info or UTC).date()).days
    clock = f"{local:%H:%M}"
    if now is not None and until - now < timedelta(minutes=2):
        clock = f"{local:%H:%M:%S}"
    if day == 0:
        date = "сегодня" if ru else "today"
    elif day == 1:
        date = "завтра" if ru else "tomorrow"
    elif ru:
        date = f"{local.day} {_MONTHS_RU[local.month - 1]}"
    else:
        date = f"on {local.day} {_MONTHS_EN[local.month - 1]}"
    return f"{date} в {clock} ({city})" if ru else f"{date} at {clock} ({city})"


# --- sentences ----------------------------------------------------------------------------------


def _hours_ru(a: Mapping[str, str], when: str) -> str:
    days = f"по будням {_span_ru(a['weekdays'])}, в выходные {_span_ru(a['weekend'])}"
    if a["weekdays"] == a["weekend"]:
        days = _span_ru(a["weekdays"])
    text = f"Нерабочие часы контактов: звонить можно {days} по их местному времени"
    if a["zones"] not in ("", "0", "1"):
        one = "хотя бы в одном из возможных часовых поясов"
        every = "одновременно во всех возможных часовых поясах"
        text += f", {every if a['all_zones'] == 'yes' else one} ({a['zones']})"
    if a["preset"]:
        text += f" (с учётом требований {a['preset']})"
    if not when:
        return text + "; в ближайший месяц такого времени нет. Измените часы в [schedule]."
    return text + f"; дозвон возобновится {when}."


def _hours_en(a: Mapping[str, str], when: str) -> str:
    days = f"on weekdays {_span_en(a['weekdays'])}, on weekends {_span_en(a['weekend'])}"
    if a["weekdays"] == a["weekend"]:
        days = _span_en(a["weekdays"])
    text = f"Outside the contacts' calling hours: {days}, by their own clock"
    if a["zones"] not in ("", "0", "1"):
        which = "all" if a["all_zones"] == "yes" else "any"
        text += f", in {which} of {a['zones']} possible time zones"
    if a["preset"]:
        text += f" (within the rules of {a['preset']})"
    if not when:
        return text + "; there is no such time within a month. Change the hours in [schedule]."
    return text + f"; dialling goes on {when}."


def _span_ru(hours: str) -> str:
    if hours in ("", "never"):
        return "нельзя"
    return "круглосуточно" if hours == "00:00-24:00" else hours.replace("-", "–")


def _span_en(hours: str) -> str:
    if hours in ("", "never"):
        return "never"
    return "round the clock" if hours == "00:00-24:00" else hours.replace("-", "–")


def _then(text: str, tail: str, when: str) -> str:
    return f"{text}; {tail} {when}." if when else f"{text}."


def _calls_ru(rate: str) -> str:
    """Behind «не больше»: 1 вызова, 5 вызовов, 21 вызова, 0,5 вызова."""
    one = not rate.isdigit() or (rate.endswith("1") and not rate.endswith("11"))
    return f"{rate.replace('.', ',')} {'вызова' if one else 'вызовов'}"


_RU: dict[str, _Words] = {
    "draft": lambda a, w: "Кампания ещё не запущена.",
    "paused": lambda a, w: "Кампания приостановлена.",
    "finished": lambda a, w: "Кампания завершена.",
    "no_contacts": lambda a, w: "Контактов, ожидающих дозвона, нет.",
    "retry_later": lambda a, w: _then("Остались только повторные попытки", "ближайшая начнётся", w),
    "outside_hours": _hours_ru,
    "campaign_lines": lambda a, w: f"Заняты все линии кампании (max_lines = {a['lines']}).",
    "trunk_lines": lambda a, w: f"Заняты все линии транка {a['trunks']} (всего {a['lines']}).",
    "lines_elsewhere": lambda a, w: (
        f"Свободных линий нет: другие узлы заняли остальные линии "
        f"{'транка ' + a['trunks'] if a['trunks'] else 'кампании'}, "
        f"у этого узла {a['held']} из {a['lines']}."
    ),
    "operators": lambda a, w: (
        "Вызовы ждут телефонистов: все заняты."
        if a["operators"] != "0"
        else "Нет телефонистов, готовых принимать вызовы кампании."
    ),
    "rate": lambda a, w: _then(
        f"Действует ограничение частоты: не больше {_calls_ru(a['rate'])} в секунду",
        "следующий вызов",
        w,
    ),
    "trunk_failed": lambda a, w: _then(
        f"Транк {a['trunks']} не работает" + (f": {a['detail']}" if a["detail"] else ""),
        "следующая проверка",
        w,
    ),
    "no_trunk": lambda a, w: (
        f"Транк кампании не найден: {a['trunks']}. Добавьте его: rino-desktop trunk add."
        if a["trunks"]
        else "Кампании не назначен транк."
    ),
    "claimed_elsewhere": lambda a, w: (
        f"Оставшиеся контакты ({a['count']}) обзванивают другие узлы."
    ),
    "preset_limit": lambda a, w: _then(
        "Исчерпано разрешённое число звонков одному абоненту"
        + (f" (требования {a['preset']})" if a["preset"] else ""),
        "дозвон возобновится",
        w,
    ),
    "quota_full": lambda a, w: "Квоты опроса набраны: звонить больше некому.",
    "quota_busy": lambda a, w: "Последние места в квотах заняты идущими вызовами.",
    "preset": lambda a, w: f"Кампанию нельзя вести: {a['detail']}",
    "scheme": lambda a, w: f"Схему кампании использовать нельзя: {a['detail']}",
    "storage": lambda a, w: (
        "Нет связи с базой данных; дозвон продолжится, когда она восстановится."
    ),
    "stopping": lambda a, w: "Движок завершает работу, новых вызовов не будет.",
}

_EN: dict[str, _Words] = {
    "draft": lambda a, w: "The campaign has not been started yet.",
    "paused": lambda a, w: "The campaign is paused.",
    "finished": lambda a, w: "The campaign is finished.",
    "no_contacts": lambda a, w: "There are no contacts waiting to be called.",
    "retry_later": lambda a, w: _then("Only retries are left", "the next one is due", w),
    "outside_hours": _hours_en,
    "campaign_lines": lambda a, w: (
        f"All lines of the campaign are busy (max_lines = {a['lines']})."
    ),
    "trunk_lines": lambda a, w: f"All lines of trunk {a['trunks']} are busy ({a['lines']}).",
    "lines_elsewhere": lambda a, w: (
        f"No free line: other nodes have the other lines of "
        f"{'trunk ' + a['trunks'] if a['trunks'] else 'the campaign'}, "
        f"this node has {a['held']} of {a['lines']}."
    ),
    "operators": lambda a, w: (
        "Calls wait for operators: all are busy."
        if a["operators"] != "0"
        else "No operator is there to take the campaign's calls."
    ),
    "rate": lambda a, w: _then(
        f"The rate is limited to {a['rate']} calls per second", "the next call is due", w
    ),
    "trunk_failed": lambda a, w: _then(
        f"Trunk {a['trunks']} does not work" + (f": {a['detail']}" if a["detail"] else ""),
        "the next check is due",
        w,
    ),
    "no_trunk": lambda a, w: (
        f"The campaign's trunk is not there: {a['trunks']}. Add it: rino-desktop trunk add."
        if a["trunks"]
        else "The campaign has no trunk."
    ),
    "claimed_elsewhere": lambda a, w: (
        f"The contacts that are left ({a['count']}) are being called by other nodes."
    ),
    "preset_limit": lambda a, w: _then(
        "The permitted number of calls to one subscriber is used up"
        + (f" (rules of {a['preset']})" if a["preset"] else ""),
        "dialling goes on",
        w,
    ),
    "quota_full": lambda a, w: "The survey's quotas are full: nobody is left to be called.",
    "quota_busy": lambda a, w: "Calls in progress have the last places in the quotas.",
    "preset": lambda a, w: f"The campaign may not be dialled: {a['detail']}",
    "scheme": lambda a, w: f"The campaign's scheme cannot be used: {a['detail']}",
    "storage": lambda a, w: "The database cannot be reached; dialling goes on when it is back.",
    "stopping": lambda a, w: "The engine is shutting down and starts no new calls.",
}

#: Every code there are words for.
IDLE_CODES = frozenset(_EN)
