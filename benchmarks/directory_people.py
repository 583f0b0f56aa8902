"""Invented subscribers and organisations, as many and as varied as those of a large city."""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from engine.directory.model import EntryKind, EntryText
from engine.ports.directory import NewEntry
from rino_desktop.billing import words


def _parted(*lines: str) -> list[str]:
    return " ".join(lines).split()


_STARTS = _parted(
    "Ба Бе Бо Бу Ва Ве Во Гу Га Го Да До Де Ду За Зо Зи Ка Ке Ко Ку Ла Ле Ло Лу Ма Ме Мо Му На",
    "Не Но Ну Па Пе По Пу Ра Ре Ро Ру Са Се Со Су Та Те То Ту Фе Фо Ха Хо Че Чу Ше Шу",
    "Кра Кри Гри Гла Про Пре Сте Сва Тру Бра Бло Дро Стре Хра",
)
_MIDDLES = _parted(
    "ба бе би бо ва ви во га го да ди до жа жи за зи ка ки ко ла ле ли ло лу ма ми мо на не",
    "ни но па пи по ра ре ри ро ру са си со та ти то ту ха хо ча чи ша ши",
)
_ENDS = (
    ("нов", "нова"),
    ("ков", "кова"),
    ("тин", "тина"),
    ("ский", "ская"),
    ("енко", "енко"),
    ("лев", "лева"),
    ("рук", "рук"),
    ("шин", "шина"),
    ("дзе", "дзе"),
    ("цев", "цева"),
)
_FORMS = ("ООО", "АО", "ПАО", "МУП", "ГБУ", "МБОУ", "НКО", "ТСЖ")
_TRADES = (
    "Стройсервис",
    "Автоцентр",
    "Поликлиника",
    "Школа",
    "Детский сад",
    "Аптека",
    "Магазин",
    "Завод",
    "Транспорт",
    "Телеком",
    "Теплосеть",
    "Водоканал",
    "Библиотека",
    "Гостиница",
)


class _Common:
    """Draws from a list whose first ones are the most common."""

    def __init__(self, values: Sequence[object], rng: random.Random) -> None:
        self._values = values
        self._weights = list(accumulate(1 / (rank + 20) for rank in range(len(values))))
        self._rng = rng

    def __call__(self) -> object:
        return self._rng.choices(self._values, cum_weights=self._weights)[0]


def _roots(count: int, rng: random.Random) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        middles = "".join(rng.choices(_MIDDLES, k=rng.choice((0, 1, 1, 2))))
        found[rng.choice(_STARTS) + middles] = None
    return list(found)


def people(count: int, seed: int = 104) -> Iterator[NewEntry]:
    """The same for the same seed."""
    rng = random.Random(seed)
    surnames = _Common(
        [*words.SURNAMES, *((root + end[0], root + end[1])
                            for root in _roots(80_000, rng) for end in rng.sample(_ENDS, 1))],
        rng,
    )  # fmt: skip
    brands = _Common(_roots(60_000, rng), rng)
    streets = _Common(
        [*words.STREETS, *(f"ул. {root}{rng.choice(('ская', 'вая', 'ная'))}"
                           for root in _roots(8_000, rng))],
        rng,
    )  # fmt: skip
    towns = _Common([*(place[1] for place in words.PLACES), *(f"{r}ск" for r in _roots(300, rng))],
                    rng)  # fmt: skip
    for number in range(count):
        address = f"г. {towns()}, {streets()}, д. {rng.randrange(1, 180)}"
        numbers = [
            f"+7{rng.choice((343, 351, 342, 347, 383))}{rng.randrange(2_000_000, 9_999_999)}"
        ]
        if rng.random() < 0.15:
            name = f"{rng.choice(_FORMS)} «{brands()}{rng.choice(('', ' ' + str(brands())))}»"
            if rng.random() < 0.4:
                name = f"{rng.choice(_TRADES)} {rng.randrange(1, 200)} {name}"
            text = EntryText(name, address, tuple(numbers), rng.choice(_TRADES),
                             EntryKind.ORGANISATION)  # fmt: skip
        else:
            man = rng.random() < 0.47
            surname = surnames()
            assert isinstance(surname, tuple)
            name = " ".join((
                surname[0 if man else 1],
                rng.choice(words.MEN if man else words.WOMEN),
                rng.choice(words.PATRONYMICS)[0 if man else 1],
            ))  # fmt: skip
            numbers += [f"+79{rng.randrange(10**9):09d}"] * (rng.random() < 0.3)
            text = EntryText(name, f"{address}, кв. {rng.randrange(1, 300)}", tuple(numbers))
        yield NewEntry(str(number), text)
