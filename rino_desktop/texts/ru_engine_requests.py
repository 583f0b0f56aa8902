"""Russian: what the engine says about the directory and about requests."""

TEXTS = {
    "the directory's index is being built anew, or that was broken off.": (
        "поисковый указатель справки строится заново, или построение прервалось."
    ),
    "Wait for its end, or do it again: rino-desktop directory rebuild": (
        "Дождитесь окончания или начните снова: rino-desktop directory rebuild"
    ),
    "the directory's index is of another version of the program.": (
        "поисковый указатель справки построен другой версией программы."
    ),
    "Build it anew: rino-desktop directory rebuild": (
        "Постройте его заново: rino-desktop directory rebuild"
    ),
    "{place}: no column surely holds the names. Columns: {columns}.": (
        "{place}: неясно, в каком столбце имена и названия. Столбцы: {columns}."
    ),
    "Name it with --map name=COLUMN (header or number).": (
        "Укажите столбец: --map name=СТОЛБЕЦ (заголовок или номер)."
    ),
    "the directory has no field {field}.": "в справке нет поля {field}.",
    "Possible: {fields}.": "Возможны: {fields}.",
    "{missing} of {number} entries of {source} would go: none has been removed.": (
        "удалились бы записи источника {source}: {missing} из {number}. Ни одна не удалена."
    ),
    "See whether the source is whole; if they are meant to go: --allow-removal.": (
        "Проверьте, цел ли источник; если записи и правда нужно удалить: --allow-removal."
    ),
    "entries of the directory belong to no source": (
        "записей справки не относятся ни к одному источнику"
    ),
    "changes belong to no request": "строк истории не относятся ни к одной заявке",
    "there is no request {number}.": "нет заявки № {number}.",
    "somebody else has changed the request {number} in the meantime.": (
        "заявку № {number} тем временем изменил кто-то другой."
    ),
    "Look at it again, then repeat the change.": "Посмотрите её ещё раз и повторите изменение.",
    "there is no category of requests named '{name}'.": "нет категории заявок «{name}».",
    "There are: {names}. A new one: rino-desktop request category add NAME": (
        "Есть: {names}. Новая: rino-desktop request category add ИМЯ"
    ),
    "open requests are of the category {name}, such as {number}.": (
        "в категории {name} есть открытые заявки, например № {number}."
    ),
    "the group {name} has open requests, such as {number}.": (
        "у группы {name} есть открытые заявки, например № {number}."
    ),
    "a request needs a subject.": "у заявки должна быть суть.",
    "a request that is {before} cannot become {after}.": (
        "из состояния {before} заявка не может перейти в {after}."
    ),
    "It can become: {possible}.": "Можно: {possible}.",
    "the request {number} is {state}.": "заявка № {number} уже в состоянии {state}.",
    "Take it up again first: rino-desktop request state {number} in_progress": (
        "Сначала верните её в работу: rino-desktop request state {number} in_progress"
    ),
    "a request that is being worked on is somebody's.": (
        "у заявки, которая выполняется, должен быть исполнитель."
    ),
    "Assign it to somebody else.": "Назначьте её кому-нибудь другому.",
    "a comment needs a text.": "у примечания должен быть текст.",
    "there is no group named '{name}'.": "нет группы «{name}».",
    "There are: {names}. A new one: rino-desktop request group add NAME PERSON…": (
        "Есть: {names}. Новая: rino-desktop request group add ИМЯ СОТРУДНИК…"
    ),
}
