"""The Russian nouns that the program itself counts: currencies and units of time."""

from engine.ivr.spoken.russian_noun import (
    Noun,
    feminine,
    fixed,
    masculine,
    masculine_soft,
    noun,
    of_country,
    with_tail,
)

_CENT = masculine("цент")
_KOPECK = feminine("копейк", "копеек")
_ROUBLE = masculine_soft("рубль", stressed=True)
_DOLLAR = masculine("доллар")
_LEU = noun(
    "m",
    ("лей", "лея", "лею", "лей", "леем", "лее"),
    ("леи", "леев", "леям", "леи", "леями", "леях"),
)
_ORE = fixed("эре", "n")
_CROWN = feminine("крон", "крон")
_PENNY = noun(
    "m",
    ("пенни", "пенни", "пенни", "пенни", "пенни", "пенни"),
    ("пенсы", "пенсов", "пенсам", "пенсы", "пенсами", "пенсах"),
)
_GROSZ = noun(
    "m",
    ("грош", "гроша", "грошу", "грош", "грошом", "гроше"),
    ("гроши", "грошей", "грошам", "гроши", "грошами", "грошах"),
)
#: Declined as an adjective: два злотых.
_ZLOTY = Noun(
    "m",
    ("злотый", "злотого", "злотому", "злотый", "злотым", "злотом"),
    ("злотые", "злотых", "злотым", "злотые", "злотыми", "злотых"),
    "злотых",
    "злотых",
)

_RUPEE = noun(
    "f",
    ("рупия", "рупии", "рупии", "рупию", "рупией", "рупии"),
    ("рупии", "рупий", "рупиям", "рупии", "рупиями", "рупиях"),
)

#: ISO 4217 code → (unit, hundredth; None: the currency has none in use).
CURRENCIES: dict[str, tuple[Noun, Noun | None]] = {
    "RUB": (_ROUBLE, _KOPECK),
    "USD": (_DOLLAR, _CENT),
    "EUR": (fixed("евро"), _CENT),
    "KZT": (fixed("тенге"), masculine("тиын")),
    "BYN": (of_country("белорусск", _ROUBLE), _KOPECK),
    "UAH": (feminine("гривн", "гривен"), _KOPECK),
    "GBP": (
        with_tail(masculine("фунт"), "стерлингов"),
        # "два пенса": the plural's own stem
        Noun("m", _PENNY.singular, _PENNY.plural, "пенса", "пенсов"),
    ),
    "CNY": (masculine_soft("юань"), masculine_soft("фэнь")),
    "AMD": (masculine("драм"), feminine("лум", "лум")),
    "AZN": (of_country("азербайджанск", masculine("манат")), masculine("гяпик")),
    "UZS": (masculine("сум"), masculine("тийин")),
    "KGS": (masculine("сом"), masculine("тыйын")),
    "TJS": (fixed("сомони"), masculine("дирам")),
    "TMT": (of_country("туркменск", masculine("манат")), fixed("тенге")),
    "GEL": (fixed("лари"), fixed("тетри")),
    "MDL": (of_country("молдавск", _LEU), masculine("бан")),
    "TRY": (of_country("турецк", feminine("лир", "лир")), masculine("куруш", "курушей")),
    "JPY": (feminine("иен", "иен"), None),
    "KRW": (feminine("вон", "вон"), None),
    "VND": (masculine("донг"), None),
    "CHF": (of_country("швейцарск", masculine("франк")), masculine("сантим")),
    "PLN": (_ZLOTY, _GROSZ),
    "CZK": (of_country("чешск", _CROWN), masculine("геллер")),
    "SEK": (of_country("шведск", _CROWN), _ORE),
    "NOK": (of_country("норвежск", _CROWN), _ORE),
    "DKK": (of_country("датск", _CROWN), _ORE),
    "CAD": (of_country("канадск", _DOLLAR), _CENT),
    "AUD": (of_country("австралийск", _DOLLAR), _CENT),
    "AED": (masculine("дирхам"), masculine("филс")),
    "INR": (of_country("индийск", _RUPEE), feminine("пайс", "пайс")),
}

_DAY = noun(
    "m",
    ("день", "дня", "дню", "день", "днём", "дне"),
    ("дни", "дней", "дням", "дни", "днями", "днях"),
)
_YEAR = noun(
    "m",
    ("год", "года", "году", "год", "годом", "годе"),
    ("годы", "лет", "годам", "годы", "годами", "годах"),
)
_MONTH = noun(
    "m",
    ("месяц", "месяца", "месяцу", "месяц", "месяцем", "месяце"),
    ("месяцы", "месяцев", "месяцам", "месяцы", "месяцами", "месяцах"),
)
_MESSAGE = noun(
    "n",
    ("сообщение", "сообщения", "сообщению", "сообщение", "сообщением", "сообщении"),
    ("сообщения", "сообщений", "сообщениям", "сообщения", "сообщениями", "сообщениях"),
)
PERCENT = masculine("процент")

#: Counted by name, whatever the scheme's language.
NOUNS: dict[str, Noun] = {
    "day": _DAY,
    "month": _MONTH,
    "year": _YEAR,
    "hour": masculine("час"),
    "minute": feminine("минут", "минут"),
    "second": feminine("секунд", "секунд"),
    "time": masculine("раз", "раз"),
    "message": _MESSAGE,
    "attempt": feminine("попытк", "попыток"),
}
