"""The demo's contact list: debtors, as an office sends them, with all the usual dirt.

A cp1251 CSV with semicolons, two title lines, a blank line, a header, 200 subscribers and a total.
The numbers are invented: mobile ones are +7 999 000-NN-NN and landline ones +7 343 200-NN-NN, each
used once. **The last digit of a number is there for the farm of subscribers**: the list's first
numbers go through 0 … 9 evenly, so a behaviour per last digit (rule ``"ends": "7"``) gets a tenth
of the subscribers. Alternates are landline numbers whose last digit is that of the mobile one.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

#: Numbers that the demo puts on the do-not-call list before it imports.
DO_NOT_CALL = tuple(f"+7999000{n:04}" for n in range(9000, 9006))

_HEADER = "№ п/п;ФИО;Телефон;Регион;Адрес;Договор;Сумма долга;Срок оплаты"
_MEN = ("Иванов Иван Петрович", "Смирнов Алексей Юрьевич", "Кузнецов Пётр Ильич",
        "Ахметов Рустам Маратович", "Попов Дмитрий Олегович", "Лебедев Семён Андреевич",
        "Ёлкин Фёдор Львович", "Козлов Артём Игоревич")  # fmt: skip
_WOMEN = ("Петрова Анна Сергеевна", "Соколова Ольга Николаевна", "Новикова Юлия Павловна",
          "Фёдорова Мария Ильинична", "Щукина Жанна Эдуардовна", "Гарипова Алсу Ринатовна",
          "Морозова Вера Степановна", "Цой Елена Викторовна")  # fmt: skip
_PLACES = (
    ("Свердловская обл.", "г. Екатеринбург", ("ул. Ленина", "ул. Малышева", "пр. Космонавтов")),
    ("г. Москва", "", ("ул. Тверская", "Варшавское ш.", "Зелёный пр-т")),
    ("респ. Башкортостан", "г. Уфа", ("ул. Цюрупы", "пр. Октября")),
    ("ХМАО", "г. Сургут", ("ул. Энергетиков", "пр. Мира")),
    ("Приморский край", "г. Владивосток", ("ул. Светланская", "Океанский пр.")),
    ("Самарская область", "г. Тольятти", ("ул. Дзержинского", "б-р Гая")),
    ("Санкт-Петербург", "", ("наб. р. Мойки", "Лиговский пр.")),
)
_SHAPES = ("8{}{}{}{}", "+7 ({}) {}-{}-{}", "8-{}-{}-{}-{}", "7{}{}{}{}", "8 {} {} {} {}",
           "{}{}{}{}", "+7{}{}{}{}")  # fmt: skip
_BAD_PHONES = ("2-34-56", "8912345", "89990001", "уточнить 12", "+7 999", "79990000000000")
_NO_PHONES = ("", "", "-", "нет", "", "не указан", "", "")


@dataclass(frozen=True, slots=True)
class MadeList:
    """What was written and what an import into an empty campaign makes of it, once
    ``do_not_call`` is on the list. ``first_phones``: the numbers dialled first, in file order."""

    path: Path
    rows: int
    contacts: int
    rejected: dict[str, int]
    do_not_call: tuple[str, ...]
    first_phones: tuple[str, ...]


class _Row:
    """One subscriber before it is written."""

    def __init__(self, rng: random.Random, today: date) -> None:
        region, town, streets = rng.choice(_PLACES)
        flat = f"д. {rng.randrange(1, 150)}, кв. {rng.randrange(1, 200)}"
        self.name = rng.choice(_MEN + _WOMEN)
        self.region = region
        self.address = ", ".join(part for part in (town, rng.choice(streets), flat) if part)
        self.contract = f"ЛС-{rng.randrange(10**6):06}/{rng.randrange(10, 27)}"
        self.kopecks = rng.randrange(15_000, 2_500_000)
        self.due = today + timedelta(days=rng.randrange(2, 25))
        self.phone = ""

    def cells(self, number: int) -> list[str]:
        name = self.name.upper() if number % 17 == 0 else self.name
        return [str(number), name, self.phone, self.region, self.address, self.contract,
                _amount(self.kopecks), f"{self.due:%d.%m.%Y}"]  # fmt: skip


def _amount(kopecks: int) -> str:
    """1 250,30 with a no-break space, as Russian spreadsheets write it."""
    roubles, rest = divmod(kopecks, 100)
    return f"{roubles:,}".replace(",", "\u00a0") + f",{rest:02}"


def _written(phone: str, shape: str) -> str:
    return shape.format(phone[2:5], phone[5:8], phone[8:10], phone[10:12])


def make_list(
    path: Path,
    *,
    do_not_call: Sequence[str] = DO_NOT_CALL,
    today: date = date(2026, 12, 1),
    subscribers: int = 200,
) -> MadeList:
    """Write the list to ``path``. The same arguments give the same bytes; ``do_not_call``: E.164
    numbers that get a row each. ``today``: the terms of payment lie in the weeks after it."""
    rng = random.Random(1905)
    rows = [_Row(rng, today) for _ in range(subscribers)]
    dirt = (["no_phone"] * len(_NO_PHONES) + ["bad_phone"] * len(_BAD_PHONES)
            + ["duplicate_in_file"] * 10 + ["malformed_row"]
            + ["do_not_call"] * len(do_not_call))  # fmt: skip
    good = subscribers - len(dirt)
    if good < 20:
        raise ValueError(f"{subscribers} subscribers are too few for the dirt")
    # The first rows are good ones, so that there is something to repeat.
    kinds = ["good"] * (good - 10) + ["good"] * 10 + dirt
    tail = kinds[10:]
    rng.shuffle(tail)
    kinds = kinds[:10] + tail

    phones: list[str] = []
    seen: Counter[str] = Counter()
    lines: list[str] = []
    for number, (kind, row) in enumerate(zip(kinds, rows, strict=True), start=1):
        shape = _SHAPES[number % len(_SHAPES)]
        count = seen[kind]
        seen[kind] += 1
        if kind == "good":
            phone = f"+7999000{len(phones):04}"
            phones.append(phone)
            row.phone = _with_alternates(phone, shape, count)
        elif kind == "duplicate_in_file":
            row.phone = _written(rng.choice(phones), shape)
        elif kind == "do_not_call":
            row.phone = _written(do_not_call[count], shape)
        elif kind == "malformed_row":
            row.phone = _written("+79990008888", shape)
        else:
            row.phone = (_NO_PHONES if kind == "no_phone" else _BAD_PHONES)[count]
        cells = row.cells(number)
        if kind == "malformed_row":
            cells[4] += ";вход со двора"  # a delimiter that nobody quoted
        elif number % 23 == 0:
            cells[4] = f'"{cells[4]}; домофон не работает"'
        lines.append(";".join(cells))

    total = _amount(sum(row.kopecks for row in rows))
    text = "\n".join([
        "Реестр должников за коммунальные услуги;;;;;;;",
        f"на {today:%d.%m.%Y} г. Исполнитель: Кузнецова А. В., тел. 8 (343) 200-00-01;;;;;;;",
        "", _HEADER, *lines, f"Итого:;;;;;;{total};", "",
    ])  # fmt: skip
    path.write_text(text, encoding="cp1251", newline="\r\n")
    rejected = Counter(kind for kind in kinds if kind != "good")
    rejected["total_row"] = 1
    return MadeList(path, subscribers + 1, len(phones), dict(rejected), tuple(do_not_call),
                    tuple(phones))  # fmt: skip


def _with_alternates(phone: str, shape: str, count: int) -> str:
    """Every ninth subscriber has left a second number in the same cell, some a third."""
    written = _written(phone, shape)
    if count % 9 == 4:
        second = _written(f"+7343200{phone[-4:]}", "8 ({}) {}-{}-{}")
        written += (f", {second} доб. 12", f"; {second}", f" / {second}")[count % 3]
        if count % 27 == 4:
            written += ", 2-34-56"
    # A cell with the delimiter in it is quoted, as a spreadsheet does.
    return f'"{written}"' if ";" in written else written
