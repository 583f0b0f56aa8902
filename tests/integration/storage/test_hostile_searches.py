"""Quotes, wildcards and SQL in every search field: they mean themselves, and find what has them."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignSettings
from engine.domain.rights import EVERY_RIGHT, Right
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.contact_book import BookQuery
from engine.ports.orders import OrderFilter
from engine.ports.requests import RequestFilter
from engine.ports.storage import NewContact, Stores
from rino_desktop.contacts.finder import Finder
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, phone_of

HOSTILE = (
    "%", "_", "\\", "!", "'", "''", '"', "?", ":name", "100%", "%' OR '1'='1", "'; DROP TABLE x;--",
    "/*", "--", "\x00", "[a-z]", "{0}", "{{ x }}", "+7%", "79_", "\ud7ff", "1" * 400, "%" * 40,
)  # fmt: skip


def _find(database: FirebirdDatabase, query: BookQuery) -> list[str]:
    finder = Finder(query)
    while not finder.done:
        finder.take(database.transact(finder.look))
    rows = database.transact(lambda s: s.contact_book.rows(list(finder.ids)))
    return [row.contact.phones[0] for row in rows]


SEARCHES: dict[str, Callable[[Stores, str], Any]] = {
    "contacts.some": lambda s, text: s.contacts.some(1, text, 99),
    "contacts.with_phone": lambda s, text: s.contacts.with_phone(1, text, 99),
    "ledger.contact_of": lambda s, text: s.ledger.contact_of(1, text),
    "book.with_phone": lambda s, text: s.contact_book.with_phone(text),
    "history": lambda s, text: s.history.of_phones([text], 9),
    "incoming": lambda s, text: s.incoming.calls(9, text),
    "traces": lambda s, text: s.traces.recent_calls(text, text, 9),
    "do_not_call": lambda s, text: s.do_not_call.newest(9, None, text),
    "do_not_call.of": lambda s, text: s.do_not_call.of([text]),
    "consents": lambda s, text: s.consents.of([text]),
    "orders": lambda s, text: s.orders.find(OrderFilter(number=text, text=text), 9),
    "requests": lambda s, text: s.requests.find(RequestFilter(text=text, person=text), 9),
    "directory": lambda s, text: s.directory.search(text).entries,
    "audit": lambda s, text: s.audit.entries(AuditFilter(text, "", text), 9),
}  # fmt: skip


@pytest.mark.parametrize("where", SEARCHES)
def test_nothing_is_found_and_nothing_breaks(database: FirebirdDatabase, where: str) -> None:
    for text in HOSTILE:
        with suppress(KnownError):  # it is longer than anything that is kept
            assert not database.transact(lambda s, text=text: SEARCHES[where](s, text)), repr(text)


def test_wildcards_mean_themselves(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings("x")))
    texts = [text for text in HOSTILE if "\x00" not in text]
    rows = [
        NewContact((phone_of(n),), (), {"Поле": f"<{text}>"}, n) for n, text in enumerate(texts, 1)
    ]
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
    loader.load(campaign.id, "list.csv", iter([rows]))
    for text in texts:
        wanted = [
            phone_of(n) for n, each in enumerate(texts, 1) if text.lower() in f"<{each}>".lower()
        ]
        found = sorted(_find(database, BookQuery(field="Поле", value=text)))
        assert found == wanted, repr(text)
        few = database.transact(lambda s, text=text: s.contacts.some(campaign.id, text, 99))
        assert {phone_of(n) for n, each in enumerate(texts, 1) if text in each} <= {
            contact.phones[0] for contact in few
        }, repr(text)
    for field in HOSTILE:
        assert _find(database, BookQuery(field=field, value="x")) == []
    assert len(_find(database, BookQuery())) == len(texts)


def test_who_sees_masks_does_not_find_what_they_hide(database: FirebirdDatabase) -> None:
    code = database.transact(
        lambda s: s.rights.save_role("blind", EVERY_RIGHT - {Right.PERSONAL_DATA})
    ).code
    user = database.transact(lambda s: s.users.add("Анна", code, "hash", NOW))
    database.actor = Actor("Анна", Via.DESKTOP, "pc", user.id)
    for asked in (
        lambda s: s.contact_book.sections(BookQuery(beginnings=("+7912",))),
        lambda s: s.contact_book.sections(BookQuery(digits="12")),
        lambda s: s.contact_book.sections(BookQuery(field="Имя", value="Анна")),
        lambda s: s.incoming.calls(9, "12"),
        lambda s: s.traces.recent_calls("x", "+7912", 9),
        lambda s: s.orders.find(OrderFilter(number="12"), 9),
        lambda s: s.requests.find(RequestFilter(text="Анна"), 9),
        lambda s: s.do_not_call.newest(9, None, "+7"),
    ):
        with pytest.raises(NoRight, match="unmasked"):
            database.transact(asked)
    database.transact(lambda s: s.contact_book.sections(BookQuery()))
    database.transact(lambda s: s.orders.find(OrderFilter(), 9))
    database.transact(lambda s: s.incoming.calls(9))
