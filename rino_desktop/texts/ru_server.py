"""Russian: the shared Firebird server, and moving to it."""

TEXTS: dict[str, str] = {
    # db move
    "bring all of another database into this new one, on a server or off it": (
        "перенести всё из другой базы в эту, новую: на сервер или с сервера"
    ),
    "its file, or firebird://…": "её файл или firebird://…",
    "Moving": "Перенос",
    "{rows} rows moved into {database}. The other database is as it was: see that nobody works "
    "with it any more.": (
        "Перенесено строк: {rows}; база: {database}. Прежняя база не изменилась: проследите, чтобы"
        " с ней больше никто не работал."
    ),
    "secret with the password of FROM, if that is another than RINO_DB_PASSWORD": (
        "секрет с паролем исходной базы, если он не тот, что в RINO_DB_PASSWORD"
    ),
    # another database, and a way beside the tunnel
    "This server has the database {name}. With --alias {other} nobody would find it any more, "
    "and {other} would be new and empty.": (
        "На этом сервере уже есть база {name}. С --alias {other} её больше никто не найдёт, а "
        "{other} будет новой и пустой."
    ),
    "Leave --alias out; if it is meant, say --another-database as well.": (
        "Уберите --alias; если это намеренно, добавьте --another-database."
    ),
    "with --alias: serve another database than until now": (
        "вместе с --alias: отныне обслуживать другую базу"
    ),
    "way beside the tunnel": "вход в обход туннеля",
    "The database also listens at {address}:{port}, without the tunnel.": (
        "База доступна и без туннеля: сервер слушает {address}:{port}."
    ),
    "Close it with --bind 127.0.0.1, or let the firewall admit your own network alone.": (
        "Закройте его: --bind 127.0.0.1, или пусть межсетевой экран пускает только свою сеть."
    ),
    # server
    "a shared Firebird server on this Debian or Ubuntu": (
        "общий сервер Firebird на этом Debian или Ubuntu"
    ),
    "set it up, or mend what is not as it should be": (
        "настроить его или исправить то, что не в порядке"
    ),
    "is it as it should be, and does it run": "всё ли в порядке и работает ли он",
    "back up now, and see that it can be restored": (
        "сделать резервную копию сейчас и проверить, что она восстанавливается"
    ),
    "a TLS tunnel, where the network is not trusted": "туннель TLS — там, где сети нельзя доверять",
    "let one more workstation or engine in": "пустить ещё одно рабочее место или движок",
    "let it in no more": "больше не пускать",
    "who may come in": "кого пускают",
    "only tell what would be done": "только показать, что было бы сделано",
    "what is brought to it": "что нужно отнести на это рабочее место",
    "this server, as the client finds it": "адрес этого сервера с рабочего места",
    "where the client keeps it (default: {folder})": (
        "где всё это лежит на рабочем месте (по умолчанию: {folder})"
    ),
    "where programs on the client find the server (default: {port})": (
        "на каком порту рабочего места программы находят сервер (по умолчанию: {port})"
    ),
    "everything below this folder, no service of this machine: for a trial": (
        "всё внутри этой папки, службы машины не трогать: для пробы"
    ),
    "of the database server": "порт сервера базы данных",
    "of its events: open this one, too": "порт его событий: откройте и его",
    "pages of 8 KiB that all connections share": (
        "сколько страниц по 8 КиБ в общем кэше всех соединений"
    ),
    "how many backups stay": "сколько резервных копий хранить",
    "of the TLS tunnel; 0: none": "порт туннеля TLS; 0 — без туннеля",
    "of the events through the tunnel": "порт событий в туннеле",
    "of the database; rino if not said": "имя базы; если не указано, rino",
    "own address to listen at; 127.0.0.1: tunnel only": (
        "свой адрес, на котором слушать; 127.0.0.1 — только через туннель"
    ),
    "own address that the tunnel listens at": "свой адрес, на котором слушает туннель",
    "when it is backed up": "когда делать резервную копию",
    "A shared server is set up on Debian or Ubuntu only.": (
        "Общий сервер настраивается только на Debian или Ubuntu."
    ),
    "This computer can use one: --db firebird://ACCOUNT@HOST/rino": (
        "Этот компьютер может с ним работать: --db firebird://ПОЛЬЗОВАТЕЛЬ@СЕРВЕР/rino"
    ),
    "Setting up the server": "Настройка сервера",
    "{count} parts were made or mended.": "Сделано или исправлено: {count}.",
    "All was as it should be; nothing was changed.": "Всё в порядке, ничего не изменено.",
    "Restart the server: it runs with an earlier configuration.": (
        "Перезапустите сервер: он работает с прежней конфигурацией."
    ),
    "Database: {url}, passwords: {file}": "База: {url}, пароли: {file}",
    "The server is not as it should be.": "С сервером не всё в порядке.",
    "Backed up to {file}, and restored for a trial. Removed: {count}.": (
        "Резервная копия {file} сделана и проверена восстановлением. Удалено старых: {count}."
    ),
    "{name} may come in with what is in {file}. Bring it there by a safe way and delete it here."
    " Database there: {url}": (
        "{name} сможет подключаться с тем, что лежит в {file}. Отнесите файл туда надёжным путём и"
        " удалите здесь. База там: {url}"
    ),
    "{name} is let in no more.": "{name} больше не пускают.",
    "Nobody may come in yet.": "Пока никого не пускают.",
    "valid until": "действует до",
    # what it consists of
    "folders": "папки",
    "passwords": "пароли",
    "the server's own folder": "собственная папка сервера",
    "database of accounts": "база учётных записей",
    "password of SYSDBA": "пароль SYSDBA",
    "database": "база данных",
    "accounts and roles": "учётные записи и роли",
    "nightly backup": "ночная резервная копия",
    "TLS tunnel": "туннель TLS",
    "server": "сервер",
    "last backup": "последняя резервная копия",
    "clients of the tunnel": "кого пускает туннель",
    "certificate of {name}": "сертификат {name}",
    "as it should be": "в порядке",
    "not as it should be": "не в порядке",
    "listens at {place}": "слушает на {place}",
    "nobody listens at {place}": "на {place} никто не слушает",
    "runs with an earlier configuration": "работает с прежней настройкой",
    "Restart it: {command}": "Перезапустите его: {command}",
    "there is none yet": "пока нет",
    "valid until {date}": "действует до {date}",
    # mends and errors
    "Start it: {command}": "Запустите его: {command}",
    "Set it up: rino-desktop server setup": "Настройте его: rino-desktop server setup",
    "Make one: rino-desktop server backup": "Сделайте её: rino-desktop server backup",
    "Let one in: rino-desktop server tunnel add NAME --host HOST FILE.zip": (
        "Пустите кого-нибудь: rino-desktop server tunnel add ИМЯ --host СЕРВЕР ФАЙЛ.zip"
    ),
    "Remove it and add it again.": "Уберите его и добавьте снова.",
    "Delete {file}, set it up again, and give each client a new file.": (
        "Удалите {file}, настройте сервер снова и выдайте всем новые файлы."
    ),
    "Only root may set up a server.": "Настраивать сервер может только root.",
    "Call it with sudo.": "Вызовите команду через sudo.",
    "Call it as root.": "Вызовите команду от имени root.",
    "systemctl {words} failed: {reason}.": "systemctl {words} завершилась ошибкой: {reason}.",
    "Look at: journalctl -u {unit}": "Посмотрите: journalctl -u {unit}",
    "The server's own database of accounts cannot be written: {reason}.": (
        "Не удалось записать базу учётных записей сервера: {reason}."
    ),
    "Stop the server and call it again.": "Остановите сервер и повторите команду.",
    "isql-fb is not installed on this machine.": "На этой машине нет isql-fb.",
    "Install it: apt-get install firebird3.0-utils": (
        "Установите: apt-get install firebird3.0-utils"
    ),
    "The Firebird server does not start: {reason}.": "Сервер Firebird не запускается: {reason}.",
    "Firebird's server is not installed on this machine.": (
        "Сервер Firebird на этой машине не установлен."
    ),
    "Install it: apt-get install firebird3.0-server firebird3.0-utils": (
        "Установите: apt-get install firebird3.0-server firebird3.0-utils"
    ),
    "Another server listens at {host}:{port}.": "На {host}:{port} слушает другой сервер.",
    "Stop it (Debian's own: systemctl disable --now firebird3.0), or give another one with"
    " --port.": (
        "Остановите его (штатный из Debian: systemctl disable --now firebird3.0) или укажите другой"
        " порт: --port."
    ),
    "{file} has no password of {account}.": "В {file} нет пароля пользователя {account}.",
    "The backup {file} is not sound: {troubles}": (
        "Резервная копия {file} не в порядке: {troubles}"
    ),
    "Look at the database: rino-desktop db check": "Проверьте базу: rino-desktop db check",
    # the plan
    "No server has been set up here: there is no {file}.": (
        "Здесь ещё не настроен сервер: нет файла {file}."
    ),
    "{key} cannot be {value}.": "Значение {value} для {key} не подходит.",
    "Use Latin letters, digits and underscores.": (
        "Используйте строчные латинские буквы, цифры и подчёркивания."
    ),
    "Give an IP address of this machine; 0.0.0.0 means all of them.": (
        "Укажите IP-адрес этой машины; 0.0.0.0 означает все её адреса."
    ),
    "A port is a number from 1 to 65535.": "Порт — это число от 1 до 65535.",
    "Each needs a port of its own.": "У каждого должен быть свой порт.",
    "Give 50 to {most} pages.": "Укажите от 50 до {most} страниц.",
    "Write it as HH:MM.": "Пишите в виде ЧЧ:ММ.",
    "Keep 1 to 1000 of them.": "Храните от 1 до 1000 копий.",
    # the tunnel
    "stunnel is not installed on this machine.": "На этой машине не установлен stunnel.",
    "Install it: apt-get install stunnel4": "Установите: apt-get install stunnel4",
    "This server has no tunnel.": "У этого сервера нет туннеля.",
    "Make one: rino-desktop server setup --tunnel-port 3443 --tunnel-events-port 3444": (
        "Сделайте его: rino-desktop server setup --tunnel-port 3443 --tunnel-events-port 3444"
    ),
    "{name} is no name of a client.": "{name} не подходит как имя.",
    "Use Latin letters, digits, dots and hyphens, such as workstation-7.": (
        "Используйте латинские буквы, цифры, точки и дефисы, например workstation-7."
    ),
    "There is a client {name} already.": "{name} уже есть.",
    "There is no client {name}.": "{name} нет среди тех, кого пускают.",
    "Remove it first: rino-desktop server tunnel remove {name}": (
        "Сначала уберите: rino-desktop server tunnel remove {name}"
    ),
    "cannot write {file}: {reason}.": "не удалось записать {file}: {reason}.",
    "Give another file.": "Укажите другой файл.",
}
