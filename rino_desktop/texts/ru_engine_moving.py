"""Moving to another database: what the engine says."""

TEXTS = {
    "moving {source} to {address} failed: {reason}.": (
        "не удалось перенести {source} в {address}: {reason}."
    ),
    "{source} is as it was. Mend the reason, and call the same again.": (
        "{source} не изменилась. Устраните причину и повторите команду."
    ),
    "Stop all engines and close all programs that use it, then move.": (
        "Остановите все движки и закройте все программы, которые с ней работают, затем переносите."
    ),
    "{user} does not see who else uses {address}.": (
        "{user} не видит, кто ещё работает с {address}."
    ),
    "Move as SYSDBA or as the database's owner.": (
        "Переносите под учётной записью SYSDBA или владельца базы."
    ),
    "{address} has been worked with ({tables}): a move would replace that.": (
        "в {address} уже работали ({tables}): перенос заменил бы эти данные."
    ),
    "Move into a new database.": "Переносите в новую базу.",
    "a move into the database {address} was broken off: only a part has arrived.": (
        "перенос в базу данных {address} прервали: в ней только часть данных."
    ),
    "Call it again, with the same place to move from: rino-desktop db move FROM": (
        "Повторите его, указав ту же исходную базу: rino-desktop db move ОТКУДА"
    ),
    "not all rows have arrived in {address} ({tables}).": (
        "в {address} попали не все строки ({tables})."
    ),
    "Call the same again; nobody may use either database meanwhile.": (
        "Повторите команду; в это время ни с одной из баз никто не должен работать."
    ),
}
