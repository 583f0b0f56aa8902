"""People from a table: a CSV file with the columns name, role and campaigns.

Everybody gets a first password that is nobody's choice; he has to choose his own when he signs in.
``campaigns``: names separated by commas; the role is then for these only.
"""

import csv
import io
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.domain.rights import CONFINED
from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import accounts, roles
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of, said

MOST = 2000
_LARGEST = 2_000_000
#: What a column may be called at the head of the file.
_COLUMNS = {
    "name": ("name", "имя", "сотрудник", "фио"),
    "role": ("role", "роль"),
    "campaigns": ("campaigns", "кампании"),
}
_PASSWORD_BYTES = 9


@dataclass(frozen=True, slots=True)
class Row:
    """``line``: in the file, from 1. ``role``: a code or a name. ``fault``: why he cannot be added,
    "" for nothing."""

    line: int
    name: str
    role: str
    campaigns: tuple[str, ...] = ()
    fault: str = ""


def read(path: Path) -> list[Row]:
    """KnownError for a file that is no such table."""
    try:
        if path.stat().st_size > _LARGEST:
            raise KnownError(t("{file} is too large for a list of people.", file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(
            t("{file} cannot be read: {reason}.", file=path.name, reason=reason_of(error))
        ) from error
    text = _decoded(data, path.name)
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _rows(lines, path.name)
    except csv.Error as error:
        raise KnownError(
            t("Line {line} of {file} is no line of a table.", line=lines.line_num, file=path.name)
        ) from error


def checked(stores: Stores, rows: Sequence[Row]) -> list[Row]:
    """The same ones with what is wrong with each: names that others have, unknown roles and
    campaigns."""
    known = {each.name.casefold() for each in stores.users.all()}
    campaigns = {each.name.casefold() for each in stores.campaigns.all()}
    found = []
    for row in rows:
        fault = row.fault or _fault(stores, row, known, campaigns)
        known.add(row.name.casefold())
        found.append(replace(row, fault=fault))
    return found


def first_passwords(rows: Sequence[Row]) -> dict[str, str]:
    """Name → a password that nobody guesses."""
    return {row.name: secrets.token_urlsafe(_PASSWORD_BYTES) for row in rows}


def add(stores: Stores, rows: Sequence[Row], hashes: Mapping[str, str], now: datetime) -> list[Row]:
    """All of them or, where one of them is faulty, none: then those with their faults. ``hashes``:
    name → hash of the first password."""
    rows = checked(stores, rows)
    faulty = [row for row in rows if row.fault]
    if faulty:
        return faulty
    for row in rows:
        code = stores.rights.role(row.role).code
        user = accounts.add(stores, row.name, CONFINED.code if row.campaigns else code,
                            hashes[row.name], now)  # fmt: skip
        stores.users.set_password(user.name, hashes[row.name], first=True)
        for campaign in row.campaigns:
            roles.grant(stores, user.name, code, campaign, now)
    return []


def keep_passwords(target: Path, passwords: Mapping[str, str]) -> None:
    """A new file that only its owner may read; one that is there already is left alone."""
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file, delimiter=";", lineterminator="\r\n")
            out.writerow([t("name"), t("first password")])
            for name, password in passwords.items():
                out.writerow([_plain(name), _plain(password)])
    except FileExistsError as error:
        raise KnownError(
            t("{file} exists already.", file=target.name), mend=t("Choose another name.")
        ) from error
    except OSError as error:
        raise KnownError(
            t("{file} cannot be written: {reason}.", file=target.name, reason=reason_of(error))
        ) from error


def _plain(text: str) -> str:
    from engine.reports.formats.csv_format import safe

    return safe(text)


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise KnownError(t("{file} is no text.", file=name))


def _rows(lines: Any, name: str) -> list[Row]:
    head = next(lines, None)
    places = _places(head or [])
    if "name" not in places or "role" not in places:
        raise KnownError(
            t("{file} has no columns name and role.", file=name),
            mend=t("Its first line names the columns: name;role;campaigns"),
        )
    rows: list[Row] = []
    for cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST:
            raise KnownError(t("{file} has more than {n} people.", file=name, n=MOST))

        def cell(column: str, cells: Sequence[str] = cells) -> str:
            place = places.get(column, len(cells))
            return " ".join(cells[place].split()) if place < len(cells) else ""

        campaigns = tuple(each.strip() for each in cell("campaigns").split(",") if each.strip())
        rows.append(Row(lines.line_num, cell("name"), cell("role"), campaigns))
    if not rows:
        raise KnownError(t("{file} has nobody in it.", file=name))
    return rows


def _places(head: Sequence[str]) -> dict[str, int]:
    titles = [" ".join(each.split()).casefold() for each in head]
    return {
        column: next(titles.index(name) for name in names if name in titles)
        for column, names in _COLUMNS.items()
        if any(name in titles for name in names)
    }


def _fault(stores: Stores, row: Row, known: set[str], campaigns: set[str]) -> str:
    if not row.name or len(row.name) > 100:
        return t("A user needs a name.")
    if row.name.casefold() in known:
        return t("Somebody has that name already.")
    try:
        stores.rights.role(row.role)
    except KnownError as error:
        return said(error)
    missing = [each for each in row.campaigns if each.casefold() not in campaigns]
    return t("There is no campaign {name}.", name=missing[0]) if missing else ""
