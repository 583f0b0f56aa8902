"""Rows of a list → entries of the directory, every row accounted for."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from engine.directory.letters import digits_of, words_of
from engine.directory.model import EntryKind, EntryText
from engine.errors import KnownError
from engine.lists.columns import PHONE, Columns, UserMapping
from engine.lists.phones import PhoneReader
from engine.lists.sample import tidy
from engine.lists.table import BrokenCells, RejectedRow, RejectReason, Row
from engine.ports.directory import NewEntry

#: What ``--map FIELD=COLUMN`` may name.
FIELDS = ("name", "address", "number", "note", "kind", "key")
#: The column that holds the key of a row of a data source.
SOURCE_KEY = "directory_key"

_HEADERS = {
    "name": re.compile(
        r"ф и о|фио\w*|фамилия( имя отчество)?|имя|отчество|наименование( \w+)?|название( \w+)?|"
        r"организация|предприятие|абонент|клиент|fio|(full |first |last )?name|surname|company|"
        r"organi[sz]ation|subscriber( name)?"
    ),
    "address": re.compile(r"(\w+ )?адрес\w*( \w+)?|(\w+ )?address"),
    "part": re.compile(
        r"город|населенный пункт|улица|дом|корпус|строение|кв|квартира|city|town|street|house|flat"
    ),
    "note": re.compile(
        r"примечани\w*|комментари\w*|должность|отдел|подразделение|(режим|часы|время) работы|"
        r"лицевой счет|л с|account|notes?|comments?|position|department"
    ),
    "kind": re.compile(r"тип( абонента)?|вид( абонента)?|kind|type"),
    "key": re.compile(r"id|код( абонента)?|key|directory key"),
}  # fmt: skip
_ORGANISATION = re.compile(r"о\w*|ю\w*|предпр\w*|o\w*|l\w*|company|b\w*")
#: "ООО Ромашка" without a column that says so.
_FORMS = frozenset(
    " ".join((
        "ооо оао зао ао пао ип муп гуп гбу мбу мбоу гбоу мку фгуп фгбу нко тсж тсн снт",
        "llc ltd inc gmbh",
    )).split()
)  # fmt: skip
_SEPARATORS = re.compile(r"[,;/\n]+")
_SHORT_NUMBER = re.compile(r"[\d\s()+\-–]{2,20}")


@dataclass(frozen=True, slots=True)
class DirectoryColumns:
    """Column numbers from 0, in the order in which their cells are joined."""

    names: tuple[int, ...]
    addresses: tuple[int, ...]
    numbers: tuple[int, ...]
    notes: tuple[int, ...]
    kind: int | None
    key: int | None

    def described(self, header: Sequence[str]) -> dict[str, str]:
        """Field → headers, or column numbers from 1."""
        roles = {
            "name": self.names, "address": self.addresses, "number": self.numbers,
            "note": self.notes, "kind": () if self.kind is None else (self.kind,),
            "key": () if self.key is None else (self.key,),
        }  # fmt: skip

        def name(column: int) -> str:
            return (header[column] if column < len(header) else "") or str(column + 1)

        return {role: ", ".join(map(name, columns)) for role, columns in roles.items() if columns}


def list_mapping(mapping: UserMapping) -> UserMapping:
    """The mapping as ``engine.lists.columns`` takes it; KnownError for an unknown field."""
    for field, _ in mapping:
        if field not in FIELDS:
            raise KnownError(
                "the directory has no field {field}.",
                mend="Possible: {fields}.",
                field=field,
                fields=", ".join(FIELDS),
            )
    return [(PHONE if field == "number" else field, column) for field, column in mapping]


def directory_columns(columns: Columns, mapping: UserMapping, place: object) -> DirectoryColumns:
    """What each column is: as the user says, else by its header. KnownError without a name."""
    said = {field for field, _ in mapping}
    found: dict[str, list[int]] = {role: [] for role in _HEADERS}
    for field, column in columns.fields.items():
        mapped = re.sub(r" \d+$", "", field)
        if mapped in said:
            found[mapped].append(column)
            continue
        header = " ".join(words_of(columns.header[column])) if columns.header else ""
        for role, pattern in _HEADERS.items():
            if role not in said and header and pattern.fullmatch(header.replace("_", " ")):
                found[role].append(column)
    if not found["name"]:
        raise KnownError(
            "{place}: no column surely holds the names. Columns: {columns}.",
            mend="Name it with --map name=COLUMN (header or number).",
            place=place,
            columns=", ".join(columns.fields),
        )
    if not found["address"] and "address" not in said:
        found["address"] = found["part"]
    return DirectoryColumns(
        tuple(found["name"]), tuple(found["address"]), columns.phones, tuple(found["note"]),
        next(iter(found["kind"]), None), next(iter(found["key"]), None),
    )  # fmt: skip


class DirectoryIntake:
    """Reads one table once. Afterwards
    ``rows == entries + duplicates + sum(rejected.values())``."""

    def __init__(
        self,
        columns: DirectoryColumns,
        header_row: int,
        reader: PhoneReader,
        on_reject: Callable[[RejectedRow], None],
    ) -> None:
        self._columns = columns
        self._header_row = header_row
        self._reader = reader
        self._on_reject = on_reject
        self._keys: set[bytes] = set()
        self.rows = self.entries = self.duplicates = 0
        self.rejected: Counter[str] = Counter()

    def entries_of(self, rows: Iterable[Row]) -> Iterator[NewEntry]:
        """In the order of the list; of rows with the same key the first one counts."""
        for number, cells in rows:
            if number <= self._header_row or not any(cell.strip() for cell in cells):
                continue
            self.rows += 1
            text, reason = self._read(cells)
            if text is None:
                self.rejected[reason.value] += 1
                self._on_reject(RejectedRow(number, reason, tuple(cells)))
                continue
            key = self._key(cells, text)
            digest = blake2b(key.encode(), digest_size=12).digest()
            if digest in self._keys:
                self.duplicates += 1
                continue
            self._keys.add(digest)
            self.entries += 1
            yield NewEntry(key, text)

    def _read(self, cells: list[str]) -> tuple[EntryText | None, RejectReason]:
        if type(cells) is BrokenCells:
            return None, RejectReason.MALFORMED_ROW
        name = _joined(cells, self._columns.names, " ")
        if not words_of(name):
            return None, RejectReason.NO_NAME
        numbers, unusable = self._numbers(cells)
        if not numbers:
            return None, RejectReason.BAD_PHONE if unusable else RejectReason.NO_PHONE
        text = EntryText(
            name,
            _joined(cells, self._columns.addresses, ", "),
            numbers,
            _joined(cells, self._columns.notes, "; "),
            self._kind(cells, name),
        )
        return text, RejectReason.NO_PHONE

    def _kind(self, cells: Sequence[str], name: str) -> EntryKind:
        said = _joined(cells, () if self._columns.kind is None else (self._columns.kind,), "")
        if first := words_of(said)[:1]:
            organisation = _ORGANISATION.fullmatch(first[0]) is not None
        else:
            organisation = bool(_FORMS & set(words_of(name)))
        return EntryKind.ORGANISATION if organisation else EntryKind.PERSON

    def _numbers(self, cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        """A number that dials within the office only stays as it is written."""
        found: dict[str, None] = {}
        unusable = False
        for column in self._columns.numbers:
            cell = cells[column] if column < len(cells) else ""
            if not cell.strip():
                continue
            phones = self._reader.read(cell).phones
            if not phones:
                parts = [tidy(part) for part in _SEPARATORS.split(cell)]
                phones = tuple(
                    part for part in parts
                    if _SHORT_NUMBER.fullmatch(part) and 2 <= len(digits_of(part)) <= 7
                )  # fmt: skip
                unusable = unusable or not phones
            found.update(dict.fromkeys(phones))
        return tuple(found), unusable

    def _key(self, cells: Sequence[str], text: EntryText) -> str:
        """The source's own, else what the entry is: it is then another one when that changes."""
        column = self._columns.key
        if column is not None and column < len(cells) and cells[column].strip():
            return tidy(cells[column])[:100]
        whole = "\0".join((" ".join(words_of(text.name)), " ".join(words_of(text.address)),
                           text.numbers[0]))  # fmt: skip
        return "=" + blake2b(whole.encode(), digest_size=12).hexdigest()


def _joined(cells: Sequence[str], columns: Sequence[int], separator: str) -> str:
    parts = (tidy(cells[column]) for column in columns if column < len(cells))
    return separator.join(part for part in parts if part)
