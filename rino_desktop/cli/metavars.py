"""What stands for values in the help: --campaign NAME, in Russian --campaign ИМЯ.

The grammar is written in English; once it is complete, the words are replaced in all of it.
"""

import argparse
import re

from rino_desktop.texts import language

_RUSSIAN = {
    "ADDRESS": "АДРЕС", "ATTEMPT": "ПОПЫТКА", "COLUMN": "СТОЛБЕЦ", "COMMAND": "КОМАНДА",
    "CODECS": "КОДЕКИ", "COUNTRY": "СТРАНА", "CPS": "ЧИСЛО", "LINES": "ЧИСЛО",
    "WEEKDAYS": "ДНИ", "DATABASE": "БАЗА",
    "DATE": "ДАТА", "EXPRESSION": "ВЫРАЖЕНИЕ", "FIELD": "ПОЛЕ", "KEY": "КЛЮЧ", "FILE": "ФАЙЛ",
    "FOLDER": "ПАПКА", "FROM": "ОТ", "HH": "ЧЧ", "HOST": "СЕРВЕР", "KIND": "ВИД", "MM": "ММ",
    "NAME": "ИМЯ", "NEW": "НОВОЕ", "NUMBER": "НОМЕР", "OUTBOX": "ХРАНИЛИЩЕ", "PATH": "ПУТЬ",
    "PATTERN": "ОБРАЗЕЦ", "PORT": "ПОРТ", "PURPOSE": "ЦЕЛЬ", "SHARE": "ДОЛЯ",
    "SOURCE": "ИСТОЧНИК", "TEMPLATE": "ШАБЛОН", "TEXT": "ТЕКСТ", "TO": "ДО",
    "TRUNK": "ТРАНК", "SKILL": "УМЕНИЕ", "LEVEL": "УРОВЕНЬ",
    "SCHEME": "СХЕМА", "QUEUE": "ОЧЕРЕДЬ", "DAYS": "ДНИ", "HOURS": "ЧАСЫ",
    "URL": "АДРЕС", "USER": "УЧЁТНАЯ_ЗАПИСЬ", "VALUE": "ЗНАЧЕНИЕ", "VAR": "ПЕРЕМЕННАЯ",
    "VERSION": "ВЕРСИЯ", "VOICE": "ГОЛОС", "ZONE": "ПОЯС",
    "AMOUNT": "СУММА", "CODE": "КОД", "SERVICE": "УСЛУГА", "STEP": "ШАГ", "TITLE": "НАЗВАНИЕ",
    "RESULT": "РЕЗУЛЬТАТ", "MARK": "МЕТКА",
    "ACCOUNT": "УЧЁТНАЯ_ЗАПИСЬ", "ACTION": "ДЕЙСТВИЕ", "RIGHT": "ПРАВО", "ROLE": "РОЛЬ",
    "GROUP": "ГРУППА", "PERSON": "СОТРУДНИК", "SUBJECT": "СУТЬ", "TIME": "ВРЕМЯ", "WORD": "СЛОВО",
    "MOMENT": "МОМЕНТ", "PERCENT": "ПРОЦЕНТ", "SECONDS": "СЕКУНДЫ",
}  # fmt: skip
_WORD = re.compile(r"[A-Z]{2,}")


def localised(metavar: str) -> str:
    """``metavar`` in the user's language: "FIELD=COLUMN" → "ПОЛЕ=СТОЛБЕЦ"."""
    if language() != "ru":
        return metavar
    return _WORD.sub(lambda found: _RUSSIAN.get(found[0], found[0]), metavar)


def localise(parser: argparse.ArgumentParser) -> None:
    """Put the whole grammar below ``parser`` into the user's language. Options that all commands
    share are the same objects in each parser: a word that is Russian already stays as it is."""
    if language() != "ru":
        return
    for action in parser._actions:
        takes_value = action.option_strings and action.nargs != 0 and action.choices is None
        if isinstance(action.metavar, str):
            action.metavar = localised(action.metavar)
        elif takes_value and action.metavar is None:  # argparse would show the option's own name
            action.metavar = localised(action.dest.upper())
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                localise(below)
