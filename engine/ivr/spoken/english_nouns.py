"""The English nouns that the program itself counts: currencies and units of time."""

#: One and many.
Noun = tuple[str, str]

_CENT = ("cent", "cents")
_ORE = ("ore", "ore")

#: ISO 4217 code → (unit, hundredth; None: the currency has none in use).
CURRENCIES: dict[str, tuple[Noun, Noun | None]] = {
    "RUB": (("rouble", "roubles"), ("kopeck", "kopecks")),
    "USD": (("dollar", "dollars"), _CENT),
    "EUR": (("euro", "euros"), _CENT),
    "KZT": (("tenge", "tenge"), ("tiyn", "tiyn")),
    "BYN": (("Belarusian rouble", "Belarusian roubles"), ("kopeck", "kopecks")),
    "UAH": (("hryvnia", "hryvnias"), ("kopiyka", "kopiykas")),
    "GBP": (("pound", "pounds"), ("penny", "pence")),
    "CNY": (("yuan", "yuan"), ("fen", "fen")),
    "AMD": (("dram", "drams"), ("luma", "luma")),
    "AZN": (("Azerbaijani manat", "Azerbaijani manats"), ("qapik", "qapiks")),
    "UZS": (("som", "som"), ("tiyin", "tiyin")),
    "KGS": (("som", "som"), ("tyiyn", "tyiyn")),
    "TJS": (("somoni", "somoni"), ("diram", "dirams")),
    "TMT": (("Turkmen manat", "Turkmen manats"), ("tenge", "tenge")),
    "GEL": (("lari", "lari"), ("tetri", "tetri")),
    "MDL": (("Moldovan leu", "Moldovan lei"), ("ban", "bani")),
    "TRY": (("Turkish lira", "Turkish lira"), ("kurush", "kurush")),
    "JPY": (("yen", "yen"), None),
    "KRW": (("won", "won"), None),
    "VND": (("dong", "dong"), None),
    "CHF": (("Swiss franc", "Swiss francs"), ("centime", "centimes")),
    "PLN": (("zloty", "zlotys"), ("grosz", "groszy")),
    "CZK": (("Czech crown", "Czech crowns"), ("haler", "halers")),
    "SEK": (("Swedish crown", "Swedish crowns"), _ORE),
    "NOK": (("Norwegian crown", "Norwegian crowns"), _ORE),
    "DKK": (("Danish crown", "Danish crowns"), _ORE),
    "CAD": (("Canadian dollar", "Canadian dollars"), _CENT),
    "AUD": (("Australian dollar", "Australian dollars"), _CENT),
    "AED": (("dirham", "dirhams"), ("fils", "fils")),
    "INR": (("Indian rupee", "Indian rupees"), ("paisa", "paise")),
}

NOUNS: dict[str, Noun] = {
    name: (name, f"{name}s")
    for name in ("day", "month", "year", "hour", "minute", "second", "time", "message", "attempt")
}
