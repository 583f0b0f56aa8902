"""Plausible answers to a form, by its own rules: for demos, trials of a form and load tests.

Nobody is asked; chance says what is answered. Types, limits, required fields and branches are the
form's, so what comes out is what an operator could have entered.
"""

from datetime import date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from random import Random

from engine.forms.filling import Filled, Filling
from engine.forms.model import Field, FieldType
from engine.forms.reading import LONGEST_TEXT, Entry
from engine.scheme.values import Value

#: The share of fields that need no answer and get none.
_LEFT_OUT = 0.3
_AGREES = 0.8
#: Tries with a field whose first answers were wrong (limits that depend on others, say).
_TRIES = 5
_WORDS = {
    "ru": ("всё было хорошо", "пришли вовремя", "долго ждали ответа", "просит перезвонить",
           "благодарит за работу", "есть вопросы по счёту"),
    "en": ("all was well", "they came in time", "the answer took long", "asks to be called back",
           "says thank you", "has questions about the bill"),
}  # fmt: skip


class Answering:
    """Goes through ``filling`` as an operator does, a page at a time. ``today``: for dates;
    ``phone``: the subscriber's, which he gives when he is asked for one."""

    def __init__(self, filling: Filling, chance: Random, today: date, phone: str = "") -> None:
        self.filling = filling
        self._chance = chance
        self._today = today
        self._phone = phone

    @property
    def begun(self) -> bool:
        """Something was answered that the scheme had not asked already."""
        return bool(set(self.filling.entries) - self.filling.given_before)

    def turn(self) -> Filled | None:
        """Answer the page that is looked at, and go on. The result when the form is over: complete,
        or partial where no answer fits its rules."""
        self._answer_page()
        if self.filling.page_faults():
            return self.broken_off()
        if not self.filling.is_last:
            self.filling.forward()
            return None
        return self.filling.result()

    def broken_off(self) -> Filled:
        """What is answered so far: the call has ended before its form."""
        return Filled(False, self.filling.result().answers)

    def _answer_page(self) -> None:
        """Fields appear and go as those above them are answered."""
        seen: set[str] = set()
        while True:
            field = next((f for f in self.filling.shown if f.asks and f.id not in seen), None)
            if field is None:
                return
            seen.add(field.id)
            wrong = self.filling.fault(field.id) is not None
            wanted = field.required or self._chance.random() >= _LEFT_OUT
            if wrong or (wanted and not self.filling.entry(field.id)):
                self._answer(field)

    def _answer(self, field: Field) -> None:
        for _ in range(_TRIES):
            self.filling.enter(field.id, self._entry(field))
            if self.filling.fault(field.id) is None:
                return
        if not field.required:
            self.filling.enter(field.id, "")

    # --- one field ------------------------------------------------------------------------------

    def _entry(self, field: Field) -> Entry:
        least, most = self.filling.limits(field.id)
        match field.type:
            case FieldType.YES_NO:
                return "yes" if self._chance.random() < _AGREES else "no"
            case FieldType.SCALE:
                # People give good marks rather than bad ones.
                return str(max(self._chance.choices(field.scale, k=2))) if field.scale else ""
            case FieldType.ONE_OF:
                return self._chance.choice(field.options).code if field.options else ""
            case FieldType.SEVERAL_OF:
                return self._several(field, least, most)
            case FieldType.DATE:
                return self._date(least, most).isoformat()
            case FieldType.TIME:
                return self._time(least, most)
            case FieldType.NUMBER:
                return str(self._number(least, most, 0, 1))
            case FieldType.MONEY:
                return str(self._number(least, most, 2, 100))
            case FieldType.PHONE:
                return self._phone or f"+7999{self._chance.randrange(10**7):07}"
        return self._text(least, most)

    def _several(self, field: Field, least: Value, most: Value) -> Entry:
        codes = [option.code for option in field.options]
        low = min(max(1, _whole(least, 1)), len(codes))
        high = min(max(low, _whole(most, low + 1)), len(codes))
        return tuple(self._chance.sample(codes, self._chance.randint(low, high)))

    def _number(self, least: Value, most: Value, places: int, usual: int) -> Decimal:
        low = _decimal(least)
        high = _decimal(most)
        if low is None:
            low = Decimal(usual) if high is None else min(Decimal(usual), high)
        if high is None or high < low:
            high = low + 100 * usual
        between = low + (high - low) * Decimal(self._chance.random())
        # A whole number only where one lies between: 0.2 to 0.8 has none.
        for step in (Decimal(1), Decimal(1).scaleb(-places), Decimal("0.0001")):
            rounded = between.quantize(step, ROUND_FLOOR)
            if low <= rounded <= high:
                return rounded
        return low

    def _date(self, least: Value, most: Value) -> date:
        low = _day(least) or min(self._today, _day(most) or self._today)
        high = _day(most) or low + timedelta(days=30)
        return low + timedelta(days=self._chance.randint(0, max(0, (high - low).days)))

    def _time(self, least: Value, most: Value) -> str:
        low = _minutes(least, 9 * 60)
        high = max(low, _minutes(most, max(low, 18 * 60)))
        minutes = self._chance.randint(low, high)
        half = minutes - minutes % 30
        minutes = half if half >= low else minutes
        return f"{minutes // 60:02}:{minutes % 60:02}"

    def _text(self, least: Value, most: Value) -> str:
        words = _WORDS.get(self.filling.language, _WORDS["en"])
        low, high = _whole(least, 1), min(_whole(most, LONGEST_TEXT), LONGEST_TEXT)
        text = self._chance.choice(words)
        while len(text) < low:
            text += ", " + self._chance.choice(words)
        # A text that is cut does not end in a blank, which would be taken away.
        return text if len(text) <= high else text[:high].rstrip(" ,").ljust(min(low, high), ".")


def _whole(value: Value, otherwise: int) -> int:
    return int(value) if isinstance(value, int | Decimal) else otherwise


def _decimal(value: Value) -> Decimal | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return Decimal(value) if whole or isinstance(value, Decimal) else None  # type: ignore[arg-type]


def _day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _minutes(value: Value, otherwise: int) -> int:
    return value.hour * 60 + value.minute if isinstance(value, time) else otherwise
