"""Russian: what commands answer."""

TEXTS = {
    # headers of tables
    "name": "имя",
    "state": "состояние",
    "scheme": "схема",
    "trunks": "транки",
    "contacts": "контактов",
    "done": "готово",
    "number": "номер",
    "source": "источник",
    "since": "с какого времени",
    "report": "отчёт",
    "campaign": "кампания",
    "time": "время",
    "days": "дни",
    "last run": "последний раз",
    "current version": "текущая версия",
    "published": "опубликована",
    "versions": "версий",
    "draft": "черновик",
    "yes": "да",
    "proxy": "прокси",
    "user": "учётная запись",
    "transport": "транспорт",
    "lines": "линий",
    "calls/s": "вызовов/с",
    "role": "роль",
    # progress
    "Creating the database": "Создаю базу данных",
    "Upgrading the database": "Обновляю базу данных",
    "Checking the database": "Проверяю базу данных",
    "Backing up": "Делаю резервную копию",
    "Restoring": "Восстанавливаю",
    "Importing {file}": "Загружаю {file}",
    "Building the list": "Строю список",
    "Adding numbers": "Добавляю номера",
    "Writing the report": "Составляю отчёт",
    "Asking the trunk": "Проверяю транк",
    "Ringing {number}": "Звоню на {number}",
    "Looking around": "Проверяю, что здесь работает",
    # database
    "Database {database} created; sample schemes: {schemes}.": (
        "База данных {database} создана; примеры схем: {schemes}."
    ),
    "The database is up to date (version {after}).": (
        "База данных не требует обновления (версия {after})."
    ),
    "New sample schemes: {schemes}.": "Новые образцы схем: {schemes}.",
    "Upgraded from version {before} to {after}.": "Обновлено с версии {before} до {after}.",
    "The database is sound.": "База данных исправна.",
    "Backed up to {file}.": "Копия записана в {file}.",
    "Restored into {database}.": "Восстановлено в {database}.",
    "{file}: there is no such file.": "{file}: такого файла нет.",
    "{file}: no right to read or write it.": "{file}: нет прав на чтение или запись.",
    "{file}: is a folder, not a file.": "{file}: это папка, а не файл.",
    "There is no file {file}.": "Нет файла {file}.",
    "There is no folder {folder}.": "Нет папки {folder}.",
    "There is no folder {folder} for the database.": "Нет папки {folder} для базы данных.",
    "Create it, or name another place with --db.": (
        "Создайте её или укажите другое место параметром --db."
    ),
    "The database cannot be reached: {reason}": "База данных недоступна: {reason}",
    # trunks
    "Trunk {name} added.": "Транк {name} добавлен.",
    "Trunk {name} removed.": "Транк {name} удалён.",
    "No trunks yet: rino-desktop trunk add NAME --proxy sip:HOST": (
        "Транков пока нет: rino-desktop trunk add ИМЯ --proxy sip:СЕРВЕР"
    ),
    "no engine is running": "движок не запущен",
    "A trunk needs a name.": "У транка должно быть имя.",
    "{option} needs an account.": "{option}: нужна учётная запись.",
    "Name it: {option}.": "Укажите её: {option}.",
    "{option}: a SIP address is needed.": "{option}: нужен адрес SIP.",
    "Trunk {name} changed.": "Транк {name} изменён.",
    "{option}: {text} is not a SIP address.": "{option}: {text} — не адрес SIP.",
    "Write it like sip:gateway.example or sip:10.0.0.5:5060.": (
        "Пишите так: sip:gateway.example или sip:10.0.0.5:5060."
    ),
    "{option}: {port} is not a port.": "{option}: {port} — не номер порта.",
    "Ports run from 1 to 65535.": "Порты бывают от 1 до 65535.",
    "{option}: {text} is no number.": "{option}: {text} — не номер.",
    "Write it like +74951234567.": "Пишите так: +74951234567.",
    "{option}: {text} is not an IP address.": "{option}: {text} — не адрес IP.",
    "unknown codec {codec}; possible: {known}": "неизвестный кодек {codec}; возможны: {known}",
    "{text} is not a range of ports such as 20000-20199": (
        "{text} — не диапазон портов; пример: 20000-20199"
    ),
    "registered": "зарегистрирован",
    "reachable": "доступен",
    "does not work": "не работает",
    "works": "работает",
    "not known yet": "пока неизвестно",
    "no answer within {seconds} s": "нет ответа за {seconds} с",
    "answered": "ответили",
    "not answered": "не ответили",
    # schemes
    "No schemes yet: rino-desktop scheme import FILE": (
        "Схем пока нет: rino-desktop scheme import ФАЙЛ"
    ),
    "Draft of {name} saved.": "Черновик схемы {name} сохранён.",
    "The scheme {name} has no draft.": "У схемы {name} нет черновика.",
    "{name} is not published: {problem}": "Схема {name} не опубликована: {problem}",
    "{name}: version {version} is published.": "{name}: опубликована версия {version}.",
    "{name}: version {version} is the current one again.": (
        "{name}: снова действует версия {version}."
    ),
    "{name}, version {version}: written to {file}.": (
        "{name}, версия {version}: записана в {file}."
    ),
    "{file} has no dialogues to run.": "В {file} нет диалогов для проверки.",
    "No problems.": "Ошибок нет.",
    "error": "ошибка",
    "warning": "предупреждение",
    "{passed} passed, {failed} failed": "успешно: {passed}, с ошибками: {failed}",
    # campaigns
    "running": "идёт",
    "paused": "приостановлена",
    "finished": "завершена",
    "archived": "в архиве",
    "Campaign {name} created.": "Кампания {name} создана.",
    "Campaign {name} changed.": "Кампания {name} изменена.",
    "Campaign {name} is running.": "Кампания {name} запущена.",
    "Campaign {name} is paused.": "Кампания {name} приостановлена.",
    "Campaign {name} is stopped.": "Кампания {name} остановлена.",
    "Campaign {name} is archived.": "Кампания {name} убрана в архив.",
    "No campaigns yet: rino-desktop campaign create FILE.toml": (
        "Кампаний пока нет: rino-desktop campaign create ФАЙЛ.toml"
    ),
    "The campaign {name} is archived.": "Кампания {name} в архиве.",
    "The campaign {name} is not running ({state}).": "Кампания {name} не идёт ({state}).",
    "The campaign {name} is still under way.": "Кампания {name} ещё не завершена.",
    "The campaign {name} dials over the trunk {trunk}, which does not exist.": (
        "Кампания {name} звонит через транк {trunk}, а такого нет."
    ),
    "Contacts: {total}; new {new}, in progress {in_progress}, waiting for a retry "
    "{waiting_retry}, done {done}, excluded {excluded}.": (
        "Контактов: {total}; новых {new}, в работе {in_progress}, ждут повтора {waiting_retry}, "
        "готово {done}, исключено {excluded}."
    ),
    "Attempts: {total}; live {live}, answered {answered}.": (
        "Попыток: {total}; сейчас идёт {live}, с ответом {answered}."
    ),
    "Results: {results}.": "Результаты: {results}.",
    "Hangup causes: {causes}.": "Причины отбоя: {causes}.",
    "Nothing is dialled right now: {reason}": "Сейчас никому не звоним: {reason}",
    "The campaign has not been started.": "Кампания ещё не запущена.",
    "The campaign is paused.": "Кампания приостановлена.",
    "The campaign is archived.": "Кампания в архиве.",
    "The campaign was stopped.": "Кампания остановлена.",
    "The campaign is finished: no contact is left to be called.": (
        "Кампания завершена: звонить больше некому."
    ),
    "No engine is running: start one with rino-desktop --engine.": (
        "Движок не запущен; запустите его: rino-desktop --engine."
    ),
    "An engine is running and has not looked at this campaign yet.": (
        "Движок запущен, но ещё не дошёл до этой кампании."
    ),
    "No engine is running, so nobody can ring.": "Движок не запущен, звонить некому.",
    "No engine has taken the test call within {seconds} s.": (
        "За {seconds} с ни один движок не взялся за пробный звонок."
    ),
    "The test call was not placed: {reason}.": "Пробный звонок не состоялся: {reason}.",
    # contact lists
    "Rows: {rows}. Contacts added: {added}, updated: {updated}, unchanged: {unchanged}, "
    "rejected: {rejected}.": (
        "Строк: {rows}. Контактов добавлено: {added}, обновлено: {updated}, без изменений: "
        "{unchanged}, отброшено: {rejected}."
    ),
    "Columns: {mapping}.": "Столбцы: {mapping}.",
    "Rejected rows: {file}": "Отброшенные строки: {file}",
    "no telephone number": "нет номера телефона",
    "unusable number": "негодный номер",
    "repeated in the list": "повтор в списке",
    "on the do-not-call list": "в стоп-листе",
    "total row": "строка итогов",
    "unreadable row": "нечитаемая строка",
    "Nothing was stored (dry run). It would be:": "Ничего не сохранено (проба). Получилось бы:",
    "{file} is empty.": "Файл {file} пуст.",
    # do-not-call
    "Added: {count}.": "Добавлено: {count}.",
    "Removed: {count}.": "Удалено: {count}.",
    "Added: {count}; already there: {known}; no numbers: {bad}.": (
        "Добавлено: {count}; уже были: {known}; не номера: {bad}."
    ),
    "The do-not-call list is empty.": "Стоп-лист пуст.",
    "line {row}: {text} is no telephone number": "строка {row}: {text} — не номер телефона",
    "{text} is no telephone number.": "{text} — не номер телефона.",
    "Write it in full, like +79161234567.": "Напишите полностью, например +79161234567.",
    "{file} is not a text file.": "{file} — не текстовый файл.",
    "Save it as text or CSV.": "Сохраните его как текст или CSV.",
    "{country} is no country code.": "{country} — не код страны.",
    # reports and schedules
    "Written: {file}.": "Записано: {file}.",
    "Report {name}: next on {when}.": "Отчёт {name}: в следующий раз {when}.",
    "Report {name} is delivered no more.": "Отчёт {name} больше не составляется.",
    "Report {name} has no weekdays.": "У отчёта {name} нет дней недели.",
    "There is no scheduled report {name}.": "Отчёта {name} в расписании нет.",
    "There is no time zone {name}.": "Часового пояса {name} нет.",
    "No scheduled reports yet: rino-desktop schedule add NAME --report KIND …": (
        "Отчётов в расписании пока нет: rino-desktop schedule add ИМЯ --report ВИД …"
    ),
    "The plug-in {name} cannot be loaded: {reason}.": ("Плагин {name} не загружается: {reason}."),
    "Mend or remove it.": "Исправьте или удалите его.",
    "Nothing is due.": "Ни одному отчёту время ещё не пришло.",
    "{text} is not a time such as 08:30": "{text} — не время; пример: 08:30",
    "{text} are not weekdays such as 12345": "{text} — не дни недели; пример: 12345",
    # users
    "User {name} added.": "Пользователь {name} добавлен.",
    "The password of {name} is set.": "Пароль пользователя {name} задан.",
    "No users yet: rino-desktop user add NAME --role ROLE": (
        "Пользователей пока нет: rino-desktop user add ИМЯ --role РОЛЬ"
    ),
    "A user needs a name.": "У пользователя должно быть имя.",
    "User {name} is now named {new_name}.": "Пользователя {name} теперь зовут {new_name}.",
    "User {name} now has the role {role}.": "Теперь у пользователя {name} роль {role}.",
    "User {name} may not sign in any more.": "Пользователь {name} больше не может входить.",
    "User {name} may sign in again.": "Пользователь {name} снова может входить.",
    "User {name} removed.": "Пользователь {name} удалён.",
    "{name} is the only administrator who may sign in.": (
        "{name} — единственный администратор, который может войти."
    ),
    "Make somebody else an administrator first.": (
        "Сначала сделайте администратором кого-нибудь ещё."
    ),
    "{name} is blocked.": "Вход для пользователя {name} закрыт.",
    "An administrator can change that.": "Открыть его может администратор.",
    "Too many wrong passwords: waiting, {n} s.": "Слишком много неверных паролей, ждём {n} с.",
    "The name or the password is wrong.": "Имя или пароль неверны.",
    "The password of {name} is right.": "Пароль пользователя {name} верен.",
    "blocked": "вход закрыт",
    "Password: ": "Пароль: ",
    "Once more: ": "Ещё раз: ",
    "The two passwords differ.": "Пароли не совпадают.",
    "No password was given.": "Пароль не задан.",
    "Add --password-env VAR.": "Добавьте --password-env ПЕРЕМЕННАЯ.",
    "The password is too short.": "Пароль слишком короткий.",
    "At least {n} characters.": "Нужно не меньше {n} знаков.",
    "The environment variable {name} is not set.": "Переменная окружения {name} не задана.",
    "Put the password into it.": "Запишите в неё пароль.",
    # verdicts
    "The trunk {name} does not work.": "Транк {name} не работает.",
    "The database is not sound.": "База данных неисправна.",
    "The scheme {name} has errors.": "В схеме {name} есть ошибки.",
    "Dialogues failed: {count}.": "Диалогов с ошибками: {count}.",
    "Reports not delivered: {count}.": "Не составлено отчётов: {count}.",
    "Not everything works here.": "Здесь работает не всё.",
    # usage and the like
    "a command cannot be combined with --engine or --demo": (
        "команду нельзя совместить с --engine или --demo"
    ),
    "--node needs a name": "у --node должно быть имя",
    "{option} goes with --{needs}": "{option} бывает только вместе с --{needs}",
    "{text} is not a number above zero": "{text} — не положительное число",
    "{text} is not of the form {form}": "{text} — запись не в виде {form}",
    "interrupted": "прервано",
    # an engine that is stuck
    "stuck_after_s (or RINO_STUCK_AFTER) cannot be {value}.": (
        "stuck_after_s (или RINO_STUCK_AFTER): значение {value} не подходит."
    ),
    "Give seconds, at least {least}, or 0: then nobody watches over the engine.": (
        "Укажите секунды, не меньше {least}, или 0 — тогда за движком никто не следит."
    ),
    # an engine that ends after its last call
    "drain_s (or RINO_DRAIN) cannot be {value}.": (
        "drain_s (или RINO_DRAIN): значение {value} не подходит."
    ),
    "Give seconds, from {least} to {most}.": "Укажите секунды, от {least} до {most}.",
    "No new calls. It ends after the last live one: {calls} now, {minutes} min at most.": (
        "Новых вызовов нет. Завершится после последнего разговора: сейчас их {calls}, "
        "ждать не дольше {minutes} мин."
    ),
    "its event loop has stood still for {seconds} s": ("его цикл событий стоит уже {seconds} с"),
    "a call to the database has not come back for {seconds} s": (
        "обращение к базе данных не возвращается уже {seconds} с"
    ),
    "its lease in the database has not been renewed for {seconds} s": (
        "его аренда в базе данных не продлевалась уже {seconds} с"
    ),
    "The engine is stuck: {reason}.": "Движок завис: {reason}.",
    "The engine is stuck: {reason}. It ends with status {status}; what its threads wait for "
    "is in {path}.": (
        "Движок завис: {reason}. Он завершается с кодом {status}; чего ждут его потоки, "
        "записано в {path}."
    ),
    "If that comes back at once, one of the other processes that have the database open stands "
    "still: {processes}. End it.": (
        "Если это сразу повторится, стоит один из других процессов, которые открыли базу: "
        "{processes}. Завершите его."
    ),
    "an error in the program ({kind}); what is needed to find it is in {path}": (
        "ошибка в программе ({kind}); всё, что нужно для её поиска, записано в {path}"
    ),
}
