"""The contacts of all lists, walked along an index or searched list by list."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta

from engine.adapters.firebird.campaigns import FirebirdCampaignStore
from engine.adapters.firebird.codec import decode_fields, decode_progress
from engine.adapters.firebird.codes import CLAIMED, LONG_AGO, STATE_CODES, WAITING
from engine.adapters.firebird.connection import Connection, Row, from_db, from_db_or_none, to_db
from engine.adapters.firebird.contacts import contacts_by_id
from engine.adapters.firebird.lists import in_lists
from engine.domain.campaign import CampaignState
from engine.domain.contact import ContactState
from engine.ports.contact_book import (
    BookOrder,
    BookQuery,
    BookRow,
    BookSection,
    Key,
    ListInfo,
    Way,
)

#: Ascending along contacts_list, contacts_phone and contacts_state; what follows the keys is only
#: there to be looked at.
BY_LIST = (
    "SELECT FIRST (?) list_row, id FROM contacts WHERE import_id = ? AND list_row >= ?"
    " ORDER BY import_id, list_row"
)
BY_PHONE = (
    "SELECT FIRST (?) phone, id FROM contacts WHERE campaign_id = ? AND phone >= ?"
    " ORDER BY campaign_id, phone"
)
#: With STARTING WITH beside ">=" the last portion would go on to the end of the index.
BY_BEGINNING = (
    "SELECT FIRST (?) phone, id FROM contacts WHERE campaign_id = ? AND phone >= ? AND phone < ?"
    " ORDER BY campaign_id, phone"
)
#: Many wait for the same moment: within it by their numbers.
SAME_MOMENT = (
    "SELECT FIRST (?) next_at, id, in_attempt FROM contacts WHERE campaign_id = ? AND state = ?"
    " AND next_at = ? AND id >= ? ORDER BY campaign_id, state, next_at, id"
)
LATER_MOMENTS = (
    "SELECT FIRST (?) next_at, id, in_attempt FROM contacts WHERE campaign_id = ? AND state = ?"
    " AND next_at >= ? AND next_at < ? ORDER BY campaign_id, state, next_at, id"
)
#: Few: those that engines have in hand just now. By contacts_queue.
CALLED_NOW = (
    f"SELECT next_at, id FROM contacts WHERE campaign_id = ? AND queue = {CLAIMED}"
    " AND in_attempt = 1"
)
NEXT_ROW = (
    "SELECT FIRST 1 list_row FROM contacts WHERE import_id = ? AND list_row >= ?"
    " ORDER BY import_id, list_row"
)
_SEARCH = (
    "SELECT c.id, c.list_row, {columns} FROM contacts c{joins}"
    " WHERE c.import_id = ? AND c.list_row >= ? AND c.list_row < ?{terms}"
)
_ROWS = (
    "SELECT c.id, c.import_id, c.list_row, c.queue, i.file_name, a.disposition, a.reserved_at"
    " FROM contacts c LEFT JOIN imports i ON i.id = c.import_id"
    " LEFT JOIN attempts a ON a.id = c.last_attempt WHERE c.id IN ({marks})"
)
_TICK = timedelta(microseconds=100)
_EVER = LONG_AGO.replace(year=9999)
_SINCE_EVER = LONG_AGO.replace(year=1800)
#: Contacts of a list whose fields are looked at for their names.
_SAMPLE = 20


class FirebirdContactBookStore:
    """Fulfils engine.ports.contact_book.ContactBookStore."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection
        self._campaigns = FirebirdCampaignStore(connection)

    # --- what there is to go through --------------------------------------------------------------

    def sections(self, query: BookQuery) -> list[BookSection]:
        campaigns = list(query.campaign_ids) or [
            c.id for c in self._campaigns.all() if c.state is not CampaignState.ARCHIVED
        ]
        way = query.way
        if way is Way.PHONE:
            beginnings = query.beginnings or ("",)
            return [BookSection(c, beginning=b) for c in campaigns for b in beginnings]
        if way is Way.STATE:
            states = query.states or frozenset(STATE_CODES)
            ordered = [state for state in ContactState if state in states]
            return [BookSection(c, state=state) for c in campaigns for state in ordered]
        lists = [info for c in campaigns for info in reversed(self.lists(c))]
        return [
            BookSection(info.campaign_id, import_id=info.id, rows=info.contacts)
            for info in lists
            if query.import_id in (None, info.id)
        ]

    # --- along an index ---------------------------------------------------------------------------

    def walk(self, query: BookQuery, section: BookSection, after: tuple[Key, int] | None,
             limit: int) -> tuple[list[tuple[Key, int]], tuple[Key, int] | None]:  # fmt: skip
        match query.way:
            case Way.LIST:
                rows = self._unique(BY_LIST, section.import_id, after, -(2**31), limit)
            case Way.PHONE if section.beginning:
                first = section.beginning if after is None else after[0]
                behind = section.beginning[:-1] + chr(ord(section.beginning[-1]) + 1)
                given = (limit + 1, section.campaign_id, first, behind)
                rows = self._sql.rows(BY_BEGINNING, given)
            case Way.PHONE:
                rows = self._unique(BY_PHONE, section.campaign_id, after, "", limit)
            case _:
                return self._of_state(query, section, after, limit)
        if after is not None and rows and rows[0][1] == after[1]:
            del rows[0]
        found = [(row[0], row[1]) for row in rows[:limit]]
        return found, found[-1] if len(found) == limit else None

    def _unique(self, sql: str, section: int | None, after: tuple[Key, int] | None, first: Key,
                limit: int) -> list[Row]:  # fmt: skip
        """ ">=" and one more, of which the first is known already: ">" takes Firebird longer."""
        return self._sql.rows(sql, (limit + 1, section, first if after is None else after[0]))

    def _of_state(
        self, query: BookQuery, section: BookSection, after: tuple[Key, int] | None, limit: int
    ) -> tuple[list[tuple[Key, int]], tuple[Key, int] | None]:
        assert section.state is not None
        until = to_db(query.next_until or _EVER)
        since = to_db(query.next_from or _SINCE_EVER)
        campaign = section.campaign_id
        if section.state is ContactState.IN_PROGRESS:
            rows = self._sql.rows(CALLED_NOW, (campaign,))
            fit = [(from_db(at), number) for at, number in rows if since <= at < until]
            return sorted(fit), None
        code = STATE_CODES[section.state]
        if after is None:
            rows = self._sql.rows(LATER_MOMENTS, (limit, campaign, code, since, until))
        else:
            at, number = after
            assert not isinstance(at, int | str)
            moment = to_db(at)
            rows = self._sql.rows(SAME_MOMENT, (limit, campaign, code, moment, number + 1))
            if len(rows) < limit:
                rest = (limit - len(rows), campaign, code, moment + _TICK, until)
                rows = rows + self._sql.rows(LATER_MOMENTS, rest)
        last = (from_db(rows[-1][0]), rows[-1][1]) if len(rows) == limit else None
        return [(from_db(at), number) for at, number, called in rows if not called], last

    # --- list by list -----------------------------------------------------------------------------

    def search(self, query: BookQuery, section: BookSection, row: int, rows: int
               ) -> tuple[list[tuple[Key, int]], int | None]:  # fmt: skip
        first = self._sql.row(NEXT_ROW, (section.import_id, row))
        if first is None:
            return [], None
        begin = int(first[0])
        sql, given = _search_sql(query)
        found = self._sql.rows(sql, (section.import_id, begin, begin + rows, *given))
        fit = list(_fitting(query, sorted(found, key=lambda each: each[1])))
        return fit, begin + rows

    # --- what is shown ----------------------------------------------------------------------------

    def rows(self, contact_ids: Sequence[int]) -> list[BookRow]:
        contacts = contacts_by_id(self._sql, contact_ids)
        campaigns = {n: self._campaigns.get(n) for n in {c.campaign_id for c in contacts.values()}}
        found: dict[int, BookRow] = {}
        for marks, part in in_lists(list(contact_ids)):
            for row in self._sql.rows(_ROWS.format(marks=marks), part):
                contact = contacts[row[0]]
                campaign = campaigns[contact.campaign_id]
                found[row[0]] = BookRow(
                    contact=contact,
                    campaign=campaign.name,
                    import_id=row[1],
                    list_name=row[4] or "",
                    list_row=row[2],
                    claimed=row[3] == CLAIMED,
                    last_result=row[5] or "",
                    last_at=from_db_or_none(row[6]),
                    masked=campaign.settings.mask_numbers,
                )
        return [found[contact_id] for contact_id in contact_ids if contact_id in found]

    def with_phone(self, phone: str) -> list[int]:
        # One look for each campaign: an index of its own would slow every import down.
        found: list[int] = []
        for campaign in self._campaigns.all():
            row = self._sql.row(
                "SELECT id FROM contacts WHERE campaign_id = ? AND phone = ?", (campaign.id, phone)
            )
            if row is not None:
                found.append(row[0])
        return found

    def lists(self, campaign_id: int) -> list[ListInfo]:
        rows = self._sql.rows(
            "SELECT id, file_name, imported_at, contacts FROM imports WHERE campaign_id = ?"
            " ORDER BY id DESC",
            (campaign_id,),
        )
        return [ListInfo(r[0], campaign_id, r[1], from_db(r[2]), r[3]) for r in rows]

    def field_names(self, campaign_ids: Sequence[int]) -> list[str]:
        names: dict[str, None] = {}
        query = BookQuery(campaign_ids=tuple(campaign_ids))
        for section in self.sections(query):
            rows = self._sql.rows(
                f"SELECT FIRST {_SAMPLE} fields, long_fields FROM contacts WHERE import_id = ?"
                " ORDER BY import_id, list_row",
                (section.import_id,),
            )
            for short, long in rows:
                names.update(dict.fromkeys(decode_fields(short, long)))
        return list(names)


def _search_sql(query: BookQuery) -> tuple[str, list[object]]:
    """What Firebird itself looks at; the rest is looked at here."""
    terms: list[str] = []
    given: list[object] = []
    joins = ""
    if query.states:
        called = ContactState.IN_PROGRESS in query.states
        codes = [str(STATE_CODES[s]) for s in ContactState if s in query.states - {
            ContactState.IN_PROGRESS}]  # fmt: skip
        settled = f"c.in_attempt = 0 AND c.state IN ({', '.join(codes)})" if codes else "1 = 0"
        terms.append(f"({settled}{' OR c.in_attempt = 1' if called else ''})")
    if query.beginnings:
        terms.append("(" + " OR ".join(["c.phone STARTING WITH ?"] * len(query.beginnings)) + ")")
        given += query.beginnings
    if query.digits:
        terms.append("(c.phone CONTAINING ? OR c.other_phones CONTAINING ?)")
        given += [query.digits[:20], query.digits[:20]]
    if query.value:
        # As it stands in the JSON text.
        written = json.dumps(query.value, ensure_ascii=False)[1:-1]
        terms.append("(c.fields CONTAINING ? OR c.long_fields CONTAINING ?)")
        given += [written, written]
    if query.next_from is not None or query.next_until is not None:
        terms.append(f"c.queue = {WAITING} AND c.next_at >= ? AND c.next_at < ?")
        given += [to_db(query.next_from or _SINCE_EVER), to_db(query.next_until or _EVER)]
    if query.result or query.order is BookOrder.RESULT:
        joins = " LEFT JOIN attempts a ON a.id = c.last_attempt"
    if query.result:
        terms.append("a.disposition = ?")
        given.append(query.result)
    if query.order is BookOrder.ZONE:
        joins += " LEFT JOIN zone_sets z ON z.id = c.zone_set_id"
    columns = _KEYS[query.order]
    if query.value or query.order is BookOrder.FIELD:
        columns += ", c.fields, c.long_fields"
    where = "".join(f" AND {term}" for term in terms)
    return _SEARCH.format(columns=columns, joins=joins, terms=where), given


_KEYS = {
    BookOrder.LIST: "c.list_row",
    BookOrder.PHONE: "c.phone",
    BookOrder.NEXT_TRY: "c.next_at",
    BookOrder.STATE: "IIF(c.in_attempt = 1, 2, c.state)",
    BookOrder.TRIES: "c.progress",
    BookOrder.RESULT: "a.disposition",
    BookOrder.ZONE: "z.zones",
    BookOrder.FIELD: "c.id",
}


def _fitting(query: BookQuery, rows: Sequence[Row]) -> Iterator[tuple[Key, int]]:
    value = query.value.casefold()
    for row in rows:
        fields = decode_fields(row[3], row[4]) if len(row) > 4 else {}
        if value:
            looked_at = [fields.get(query.field, "")] if query.field else fields.values()
            if not any(value in each.casefold() for each in looked_at):
                continue
        yield _key(query, row, fields), row[0]


def _key(query: BookQuery, row: Row, fields: dict[str, str]) -> Key:
    key = row[2]
    match query.order:
        case BookOrder.TRIES:
            return decode_progress(key).attempts if key else 0
        case BookOrder.NEXT_TRY:
            return from_db(key)
        case BookOrder.FIELD:
            return sort_text(fields.get(query.order_field, ""))
        case BookOrder.LIST | BookOrder.STATE:
            return int(key)
    return key or ""


def sort_text(value: str) -> str:
    """Texts that sort numbers by their size and before words."""
    text = value.strip().replace("\u00a0", "").replace(" ", "").replace(",", ".", 1)
    try:
        number = float(text)
    except ValueError:
        return "~" + value.casefold()
    if number != number or abs(number) >= 1e15:
        return "~" + value.casefold()
    # Below zero the other way round: of two the one with the greater amount comes first.
    return f"0{1e15 + number:022.4f}" if number < 0 else f"1{number:022.4f}"
