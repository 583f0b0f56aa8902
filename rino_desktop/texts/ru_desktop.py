"""Russian: what the desktop says through ``t``; its windows have resources/i18n."""

TEXTS = {
    "The desktop is not installed here ({module} is missing).": (
        "Оконная часть программы здесь не установлена (нет {module})."
    ),
    "There is no screen here.": "Здесь нет экрана.",
    "A server runs rino-desktop --engine.": "На сервере запускают rino-desktop --engine.",
    "Demo": "Демонстрация",
    "The connection has been closed.": "Соединение уже закрыто.",
    "The demo's campaign is over; its reports are in {folder}.": (
        "Кампания демонстрации завершена, отчёты лежат в {folder}."
    ),
    "{file}: cannot be written: {reason}.": "{file}: не удаётся записать: {reason}.",
    "The scheme {name} has a draft already; it is not overwritten.": (
        "У схемы {name} уже есть черновик, он не перезаписан."
    ),
    "Rename the file, or publish the draft first.": (
        "Переименуйте файл или сначала опубликуйте черновик."
    ),
    "The plug-in {package} is installed but cannot be used: {reason}": (
        "Плагин {package} установлен, но использовать его нельзя: {reason}"
    ),
    "There is a scheme named {name} already.": "Схема с именем {name} уже есть.",
    "Choose another name.": "Выберите другое имя.",
}
