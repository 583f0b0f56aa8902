"""Whom a contact's fields are about: lists call the columns of names in many ways."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from engine.lists.headers import words_of

#: Whose name it is. That of a manager or an agent names nobody who is called.
_OF = (
    r"(?: (?:абонента|клиента|контакта|должника|заемщика|заказчика|покупателя|пациента|жильца|"
    r"плательщика|abon\w*|klient\w*))?"
)
#: A person's whole name in one column; the more certain ones first.
_WHOLE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:ф и о|фио|fio){_OF}|фамилия (?:и )?имя(?: отчество)?{_OF}|full name|"
        r"имя (?:и )?фамилия",
        r"(?:contact|customer|client|subscriber|debtor|person) name|контактное лицо|contact person",
        r"абонент|клиент|должник|заемщик|заказчик|покупатель|пациент|жилец|плательщик|"
        r"subscriber|customer|client|debtor|person|contact",
    )
)
_FAMILY = re.compile(rf"фамилия{_OF}|surname|(?:last|family) name|fam|famil\w*")
_GIVEN = re.compile(rf"имя{_OF}|(?:first|given) name|forename|name|imya|im")
_FATHER = re.compile(rf"отчество{_OF}|middle name|patronymic|otch\w*|ot")
_ORGANISATION = re.compile(
    r"(?:наименование|название)(?: \w+)?|организация|компания|предприятие|учреждение|"
    r"company(?: name)?|organi[sz]ation(?: name)?|firm"
)


class Named(NamedTuple):
    """``name``: "" where none is known. ``fields``: those that it stands in, whole."""

    name: str
    fields: tuple[str, ...]


def name_in(fields: Mapping[str, str], wanted: Sequence[str] = ()) -> Named:
    """``fields``: a contact's, in the order of the list. ``wanted``: those that the campaign names
    for it; else a person's whole name, else one put together in the order of its columns, else an
    organisation's."""
    own = _joined(fields, [key for each in wanted for key in fields if _same(key, each)])
    if own.name:
        return own
    there = {key: _plain(key) for key, text in fields.items() if any(map(str.isalpha, text))}
    for pattern in _WHOLE:
        found = next((key for key, plain in there.items() if pattern.fullmatch(plain)), None)
        if found is not None:
            return _joined(fields, [found])
    parts: list[str] = []
    for pattern in (_FAMILY, _GIVEN, _FATHER):
        part = next((key for key, plain in there.items() if pattern.fullmatch(plain)), None)
        if part is not None:
            parts.append(part)
    if parts:
        return _joined(fields, [key for key in fields if key in _told_once(fields, parts)])
    found = next((key for key, plain in there.items() if _ORGANISATION.fullmatch(plain)), None)
    return _joined(fields, [found] if found is not None else [])


def _told_once(fields: Mapping[str, str], parts: Sequence[str]) -> list[str]:
    """Without those whose words stand in another one: some lists have the whole name under "Имя",
    and the surname once more."""
    words = {each: set(words_of(fields[each])) for each in parts}
    kept = list(parts)
    for each in parts:
        if any(words[each] <= words[other] for other in kept if other != each):
            kept.remove(each)
    return kept


def _plain(header: str) -> str:
    return " ".join(words_of(header))


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _joined(fields: Mapping[str, str], keys: Sequence[str]) -> Named:
    used = tuple(dict.fromkeys(key for key in keys if fields[key].strip()))
    return Named(" ".join(fields[key].strip() for key in used), used)
