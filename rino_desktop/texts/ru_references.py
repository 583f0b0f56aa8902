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
    "Result {name}: {value}": "Результат {name}: {value}",
    "Would be written to {store}: {values}": "Было бы записано в {store}: {values}",
    "Promised to call back at {when}; a test call keeps no promise.": (
        "Обещан звонок {when}; после пробного звонка обещание не выполняется."
    ),
    "Asked not to be called; a test call puts nobody on the list.": (
        "Просит больше не звонить; пробный звонок никого не вносит в список."
    ),
}
