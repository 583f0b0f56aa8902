"""The scenarios that come with the program."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from math import isfinite
from zoneinfo import ZoneInfo

from engine.dialer.scenario import STANDARD, AttemptView, Scenario, Scenarios, ScenarioType
from engine.domain.attempt import ContactVerdict
from engine.domain.calling_hours import zone_of
from engine.domain.contact import Contact
from engine.errors import KnownError

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
#: Contacts whose field holds no number come after all others.
_LAST = -1e300


def default_scenarios(extra: Iterable[ScenarioType] = ()) -> Scenarios:
    """Ours, and ``extra`` ones of plug-ins."""
    return Scenarios(
        [
            ScenarioType(STANDARD, "in the order of the list", "по порядку списка", _standard, {}),
            ScenarioType(
                "by-field",
                "by a number in the list, such as the debt",
                "по числу в списке, например по сумме долга",
                ByField.made,
                {
                    "field": ("the column with the number", "столбец с числом"),
                    "first": ("largest or smallest", "largest (большие) или smallest (меньшие)"),
                },
            ),
            ScenarioType(
                "spread",
                "each number at the hours when people answer it",
                "каждый номер — в те часы, когда по нему отвечают",
                Spread.made,
                {"evening": ("from this hour on people are at home", "с этого часа люди дома")},
            ),
            *extra,
        ]
    )


def _standard(_: Mapping[str, str]) -> Scenario:
    return Scenario()


class ByField(Scenario):
    """The greatest (or smallest) value of a numeric column first: 12 500,50 and 12500.5 alike."""

    ranks = True

    def __init__(self, field: str, *, smallest: bool) -> None:
        self._field = " ".join(field.split()).casefold()
        self._sign = -1.0 if smallest else 1.0

    @classmethod
    def made(cls, options: Mapping[str, str]) -> "ByField":
        field = options.get("field", "").strip()
        if not field:
            raise KnownError(
                "The scenario by-field has no column.",
                mend='Name it below [scenario_options]: field = "…".',
            )
        first = options.get("first", "largest")
        if first not in ("largest", "smallest"):
            raise KnownError(
                "The option first of the scenario by-field is {value!r}.",
                mend='Write first = "largest" or first = "smallest".',
                value=first,
            )
        return cls(field, smallest=first == "smallest")

    def priority(self, contact: Contact) -> float:
        for name, text in contact.fields.items():
            if " ".join(name.split()).casefold() == self._field:
                number = number_in(text)
                return _LAST if number is None else self._sign * number
        return _LAST


def number_in(text: str) -> float | None:
    """The number that a cell holds: "12 500,50", "12,500.50", "1.200.000", "500 руб."."""
    plain = re.sub(r"[\s'’]", "", text)
    if "," in plain and "." in plain:
        # The one that comes last parts the whole from the rest.
        thousands = "," if plain.rfind(".") > plain.rfind(",") else "."
        plain = plain.replace(thousands, "")
    for mark in ",.":
        if plain.count(mark) > 1:
            plain = plain.replace(mark, "")
    match = _NUMBER.search(plain.replace(",", "."))
    if match is None:
        return None
    number = float(match.group())
    return number if isfinite(number) else None


class Spread(Scenario):
    """Of several numbers the one that is answered most often at this hour of the subscriber's.

    Until calls have shown it: the mobile one by day, the other (at home) from ``evening`` on. What
    is learnt counts by kind of number and hour, over the whole campaign of this engine.
    """

    _KINDS = (False, True)

    def __init__(self, evening: int) -> None:
        self._evening = evening
        #: (is it mobile, local hour) → calls, answers.
        self._tried: dict[tuple[bool, int], tuple[int, int]] = {}

    @classmethod
    def made(cls, options: Mapping[str, str]) -> "Spread":
        text = options.get("evening", "18").strip()
        if not text.isdecimal() or int(text) > 24:
            raise KnownError(
                "The option evening of the scenario spread is {value!r}.",
                mend="Write an hour from 0 to 24.",
                value=text,
            )
        return cls(int(text))

    def phone(self, contact: Contact, now: datetime) -> int:
        alive = [i for i in range(len(contact.phones)) if i not in contact.progress.dead_phones]
        if len(alive) < 2:
            return contact.progress.next_phone
        hour = _local_hour(contact, now)
        turn = contact.progress.next_phone
        # Of equal chances the one whose turn it is.
        return max(alive, key=lambda i: (self.chance(contact.phones[i], hour), i == turn))

    def verdict(
        self, contact: Contact, attempt: AttemptView, default: ContactVerdict
    ) -> ContactVerdict:
        key = is_mobile(attempt.phone), _local_hour(contact, attempt.ended_at)
        tried, answered = self._tried.get(key, (0, 0))
        self._tried[key] = tried + 1, answered + (attempt.talk_s > 0)
        return default

    def chance(self, phone: str, hour: int) -> float:
        """How likely such a number is answered at that local hour: what was seen, beginning with
        the weight of twenty calls for what is commonly so."""
        mobile = is_mobile(phone)
        expected = 0.5 if mobile == (hour < self._evening) else 0.3
        tried, answered = self._tried.get((mobile, hour), (0, 0))
        return (20 * expected + answered) / (20 + tried)


def is_mobile(phone: str) -> bool:
    """Russian and Kazakh mobile numbers; elsewhere numbers do not tell."""
    return phone.startswith(("+79", "+77"))


def _local_hour(contact: Contact, now: datetime) -> int:
    zone = next((z for z in map(zone_of, contact.zones) if z is not None), None)
    return now.astimezone(zone or ZoneInfo("Europe/Moscow")).hour


def sorted_ids(contacts: Sequence[Contact], wanted: Sequence[int]) -> list[int]:
    """``wanted`` without strangers and repetitions, then the contacts it leaves out."""
    ids = [contact.id for contact in contacts]
    known = set(ids)
    return list(dict.fromkeys([*(i for i in wanted if i in known), *ids]))
