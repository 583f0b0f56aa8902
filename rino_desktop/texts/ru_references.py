"""Russian: what campaigns and schemes name and is not there, on the command line."""

TEXTS = {
    "There is no voice pack {name} in {folder}; values are synthesised.": (
        "В папке {folder} нет голосового набора {name}: значения будут синтезироваться."
    ),
    "what the schemes of campaigns name": "на что ссылаются схемы кампаний",
    "nothing is missing": "всё на месте",
    "Calls come out of these nodes by error until it is mended.": (
        "Пока это не исправлено, вызовы выходят из этих блоков через выход error."
    ),
    "The campaign {name} cannot be started: {problems}": (
        "Кампанию {name} нельзя запустить: {problems}"
    ),
    "Campaign {campaign}: {problem}": "Кампания {campaign}: {problem}",
}
