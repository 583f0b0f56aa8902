"""Rows of a list → contacts and rejected rows, every row accounted for."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache

from engine.lists.columns import Columns
from engine.lists.phones import PhoneReader, may_be_in, number_zones
from engine.lists.regions import region_zones
from engine.lists.sample import tidy
from engine.lists.table import BrokenCells, RejectedRow, RejectReason, Row
from engine.lists.totals import only_amounts, says_total
from engine.lists.zone_text import zones_of_text
from engine.ports.storage import NewContact

_region_zones = lru_cache(maxsize=20_000)(region_zones)


class Intake:
    """Reads one table once. After the last batch
    ``rows == contacts + sum(rejected.values())``. ``home``: the zones of whom neither his row nor
    his number tells where he is; a number that cannot be there, and a row that names a place which
    nobody knows, are not taken for it."""

    def __init__(
        self,
        columns: Columns,
        reader: PhoneReader,
        do_not_call: Container[str],
        on_reject: Callable[[RejectedRow], None],
        home: tuple[str, ...] = (),
    ) -> None:
        self._home = home
        self._columns = columns
        self._reader = reader
        self._do_not_call = do_not_call
        self._on_reject = on_reject
        self._used: set[str] = set()
        #: A row without a number: what it is depends on whether another row follows.
        self._undecided: Row | None = None
        self._header = [tidy(name).casefold() for name in columns.header]
        self._fields_at = tuple(columns.fields.items())
        #: Fields whose column has no header: left out where the cell is empty.
        self._nameless = frozenset(
            name for name, at in columns.fields.items()
            if not (columns.header and columns.header[at]) and name == f"column {at + 1}"
        )  # fmt: skip
        self.rows = 0
        self.contacts = 0
        self.rejected: Counter[str] = Counter()

    def batches(self, rows: Iterable[Row], size: int = 1000) -> Iterator[list[NewContact]]:
        """Contacts in the order of the file, ``size`` at a time."""
        batch: list[NewContact] = []
        header_row = self._columns.header_row or 0
        width = self._columns.width
        for number, cells in rows:
            if number <= header_row:
                continue
            if len(cells) != width:
                cells = _fitted(cells, width)
            contact = self._contact(number, cells)
            if contact is not None:
                batch.append(contact)
                if len(batch) >= size:
                    self.contacts += len(batch)
                    yield batch
                    batch = []
        self._decide(last=True)
        self.contacts += len(batch)
        yield batch

    def _contact(self, number: int, cells: list[str]) -> NewContact | None:
        phones: list[str] = []
        unusable = False
        for column in self._columns.phones:
            cell = cells[column] if column < len(cells) else ""
            if not cell:
                continue
            plain = self._reader.plain(cell)
            if plain is not None:
                if plain not in phones:
                    phones.append(plain)
                continue
            read = self._reader.read_slowly(cell)
            phones.extend(phone for phone in read.phones if phone not in phones)
            unusable = unusable or not (read.phones or read.empty)
        broken = type(cells) is BrokenCells
        if not phones and not broken and not any(cell.strip() for cell in cells):
            return None  # a blank line
        if self._undecided is not None:
            self._decide(last=False)
        self.rows += 1
        if broken:
            self._reject(number, RejectReason.MALFORMED_ROW, cells)
            return None
        if not phones:
            self._without_phone(number, cells, unusable)
            return None
        allowed = [phone for phone in phones if phone not in self._do_not_call]
        if not allowed:
            self._reject(number, RejectReason.DO_NOT_CALL, cells)
            return None
        used = self._used
        free = [phone for phone in allowed if phone not in used]
        if not free:
            self._reject(number, RejectReason.DUPLICATE_IN_FILE, cells)
            return None
        used.update(free)
        zones, assumed = self._zones(cells, free)
        return NewContact(tuple(free), zones, self._fields(cells), number, assumed)

    def _fields(self, cells: Sequence[str]) -> dict[str, str]:
        fields = {name: cells[at].strip() for name, at in self._fields_at}
        if self._nameless:
            for name in self._nameless:
                if not fields[name]:
                    del fields[name]
        return fields

    def _zones(self, cells: Sequence[str], phones: Sequence[str]) -> tuple[tuple[str, ...], bool]:
        """And whether they are only assumed."""
        columns = self._columns
        country = self._reader.country
        home = self._home
        if columns.timezone is not None:
            home = () if _names_a_place(cells[columns.timezone]) else home
            zones = zones_of_text(cells[columns.timezone], country, columns.timezone_header)
            if zones:
                return zones, False
        for column in columns.regions:
            home = () if _names_a_place(cells[column]) else home
            zones = _region_zones(cells[column]) if country == "RU" else ()
            if zones:
                return zones, False
        of_each = [number_zones(phone) for phone in phones]
        zones = _common_zones(of_each)
        # A number of another place is called by that place's clock, whatever the list is of.
        if not home or len(zones) == 1 or not all(may_be_in(each, home) for each in of_each):
            return zones, False
        return home, True

    def _without_phone(self, number: int, cells: list[str], unusable: bool) -> None:
        if says_total(cells):
            self._reject(number, RejectReason.TOTAL_ROW, cells)
        elif [tidy(cell).casefold() for cell in cells] == self._header:
            self._reject(number, RejectReason.MALFORMED_ROW, cells)  # a page's repeated header
        elif unusable:
            self._reject(number, RejectReason.BAD_PHONE, cells)
        else:
            self._undecided = (number, cells)

    def _decide(self, *, last: bool) -> None:
        if self._undecided is None:
            return
        number, cells = self._undecided
        self._undecided = None
        total = last and only_amounts(cells)
        self._reject(number, RejectReason.TOTAL_ROW if total else RejectReason.NO_PHONE, cells)

    def _reject(self, number: int, reason: RejectReason, cells: Sequence[str]) -> None:
        self.rejected[reason.value] += 1
        self._on_reject(RejectedRow(number, reason, tuple(cells)))


def _fitted(cells: list[str], width: int) -> list[str]:
    """Short rows are filled up (spreadsheets leave empty cells at the end out); a row with more
    filled cells than the list has columns is broken: nobody knows which cell is which."""
    if type(cells) is BrokenCells:
        return cells
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    if any(cell.strip() for cell in cells[width:]):
        return BrokenCells(cells)
    return cells[:width]


def _names_a_place(cell: str) -> bool:
    """Not of a dash, a zero or nothing, which stand for "unknown"."""
    return any(char.isalpha() or char in "123456789" for char in cell)


def _common_zones(of_each: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The zones that all numbers of one subscriber allow: a landline number tells where the
    owner of the mobile number lives. All of their zones where they contradict one another."""
    known = [zones for zones in of_each if zones]
    if not known:
        return ()
    common = set(known[0]).intersection(*known[1:])
    return tuple(sorted(common or set().union(*known)))
