"""Languages as people call them, in Russian and English."""

#: Code → (Russian, English); the Russian ones are adjectives.
_NAMES = {
    "ru": ("русский", "Russian"),
    "en": ("английский", "English"),
    "uk": ("украинский", "Ukrainian"),
    "be": ("белорусский", "Belarusian"),
    "kk": ("казахский", "Kazakh"),
    "ky": ("киргизский", "Kyrgyz"),
    "uz": ("узбекский", "Uzbek"),
    "tg": ("таджикский", "Tajik"),
    "tk": ("туркменский", "Turkmen"),
    "az": ("азербайджанский", "Azerbaijani"),
    "hy": ("армянский", "Armenian"),
    "ka": ("грузинский", "Georgian"),
    "tt": ("татарский", "Tatar"),
    "ba": ("башкирский", "Bashkir"),
    "cv": ("чувашский", "Chuvash"),
    "ce": ("чеченский", "Chechen"),
    "lv": ("латышский", "Latvian"),
    "lt": ("литовский", "Lithuanian"),
    "et": ("эстонский", "Estonian"),
    "pl": ("польский", "Polish"),
    "ro": ("румынский", "Romanian"),
    "de": ("немецкий", "German"),
    "fr": ("французский", "French"),
    "es": ("испанский", "Spanish"),
    "it": ("итальянский", "Italian"),
    "pt": ("португальский", "Portuguese"),
    "tr": ("турецкий", "Turkish"),
    "ar": ("арабский", "Arabic"),
    "zh": ("китайский", "Chinese"),
}


def name(code: str, language: str) -> str:
    """“Russian”, «русский»; the code itself for a language that has no name here."""
    names = _NAMES.get(code)
    return names[0 if language == "ru" else 1] if names is not None else code


def names(codes: str, language: str) -> str:
    """The same for several, with commas between them."""
    return ", ".join(name(code, language) for code in codes.split(", "))


def spoken_in(code: str, language: str) -> str:
    """What stands after “in” and «на»: “Russian”, «русском языке»."""
    known = code in _NAMES
    if language == "ru":
        adjective = name(code, "ru").removesuffix("ий")
        return f"{adjective}ом языке" if known else f"языке «{code}»"
    return name(code, "en") if known else f"the language “{code}”"
