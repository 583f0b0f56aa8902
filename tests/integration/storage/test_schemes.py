"""Schemes: drafts that nobody overwrites, versions, changes of name, and who has one open."""

from datetime import timedelta
from typing import Any

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase, create_database, upgrade
from engine.adapters.firebird.connection import Connection
from engine.domain.campaign import CampaignSettings, CampaignState
from engine.errors import KnownError
from engine.ports.schemes import Draft, DraftConflict
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Scheme
from tests.helpers.stored_campaign import NOW


def _draft(database: FirebirdDatabase, name: str = "notice") -> Draft:
    draft = database.transact(lambda s: s.schemes.draft(name))
    assert draft is not None
    return draft


def _save(database: FirebirdDatabase, document: str, author: str, based_on: int | None) -> Draft:
    return database.transact(lambda s: s.schemes.save_draft("notice", document, author, based_on))


def test_the_title_of_a_scheme_is_in_the_list(database: FirebirdDatabase) -> None:
    scheme = Scheme("Notice", title={"ru": "Уведомление «А»\n", "en": "Notice"})
    document = dump_scheme(scheme)
    database.transact(lambda s: s.schemes.save_draft("Notice", document))
    database.transact(lambda s: s.schemes.save_draft("Damaged", document[:60]))
    notice, damaged = reversed(database.transact(lambda s: s.schemes.all()))
    assert notice.title == scheme.title
    assert damaged.title == {}


def test_schemes(database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.schemes.save_draft("Notice", "draft"))
    with pytest.raises(KnownError, match="not published"):
        database.transact(lambda s: s.schemes.current("notice"))
    first = database.transact(lambda s: s.schemes.publish("notice", "one"))
    assert database.transact(lambda s: s.schemes.publish("NOTICE", "one")) == first
    second = database.transact(lambda s: s.schemes.publish("notice", "two"))
    assert (first.version, second.version) == (1, 2)
    assert database.transact(lambda s: s.schemes.published_ids()) == {"notice": second.id}
    assert database.transact(lambda s: s.schemes.rollback("notice", 1)) == first
    assert database.transact(lambda s: s.schemes.current("notice")) == first
    assert database.transact(lambda s: s.schemes.version(second.id)).document == "two"
    assert database.transact(lambda s: s.schemes.numbered("notice", 2)) == second
    (info,) = database.transact(lambda s: s.schemes.all())
    assert (info.name, info.published, info.versions, info.has_draft) == ("Notice", 1, 2, True)
    third = database.transact(lambda s: s.schemes.publish("notice", "three"))
    assert third.version == 3
    assert _draft(database).document == "draft", "a file does not take unpublished work away"
    for missing in (lambda s: s.schemes.draft("x"), lambda s: s.schemes.current("x"),
                    lambda s: s.schemes.rollback("notice", 9), lambda s: s.schemes.version(99),
                    lambda s: s.schemes.rollback("x", 1), lambda s: s.schemes.versions("x"),
                    lambda s: s.schemes.copy("x", "y"), lambda s: s.schemes.delete("x"),
                    lambda s: s.schemes.rename("x", "y"),
                    lambda s: s.schemes.open_editors("x", NOW)):  # fmt: skip
        with pytest.raises(KnownError):
            database.transact(missing)


def test_nobody_overwrites_a_draft(database: FirebirdDatabase) -> None:
    first = _save(database, "one", "Ольга", None)
    assert (first.revision, first.author, first.version) == (1, "Ольга", None)
    assert _save(database, "one", "Ольга", None) == first, "repeated after a lost answer"
    second = _save(database, "two", "Иван", 1)
    assert second.revision == 2
    for based_on in (None, 1, 7):
        with pytest.raises(DraftConflict, match="Иван") as conflict:
            _save(database, "mine", "Ольга", based_on)
        assert conflict.value.draft == second
    assert _save(database, "two", "Иван", 1) == second
    with pytest.raises(DraftConflict):
        database.transact(lambda s: s.schemes.publish("notice", "mine", author="Ольга", based_on=1))
    assert database.transact(lambda s: s.schemes.versions("notice")) == []
    assert _draft(database) == second


def test_after_publishing_the_draft_is_what_was_published(database: FirebirdDatabase) -> None:
    draft = _save(database, "one", "Ольга", None)

    def publish(document: str, revision: int, comment: str) -> Any:
        return database.transact(
            lambda s: s.schemes.publish(
                "notice", document, author="Иван", comment=comment, based_on=revision
            )
        )

    first = publish("one", draft.revision, "начало")
    assert (first.author, first.comment, first.revision) == ("Иван", "начало", 1)
    published = _draft(database)
    assert (published.document, published.revision, published.version) == ("one", 1, 1)
    # The editor may publish what it has not saved yet.
    second = publish("two", 1, "")
    assert (second.version, second.revision) == (2, 2)
    assert publish("two", 1, "") == second, "repeated after a lost answer"
    published = _draft(database)
    assert (published.document, published.author, published.version) == ("two", "Иван", 2)
    third = _save(database, "three", "Ольга", published.revision)
    (info,) = database.transact(lambda s: s.schemes.all())
    assert (info.has_draft, info.author, info.comment) == (True, "Иван", "")
    assert third.version is None
    # Back by hand to what is published: nothing is left to publish.
    back = _save(database, "two", "Ольга", third.revision)
    assert back.version == 2
    (info,) = database.transact(lambda s: s.schemes.all())
    assert not info.has_draft
    versions = database.transact(lambda s: s.schemes.versions("notice"))
    assert [(v.version, v.author, v.comment, v.revision, v.current) for v in versions] == [
        (2, "Иван", "", 2, True),
        (1, "Иван", "начало", 1, False),
    ]


def test_a_rollback_offers_the_draft(database: FirebirdDatabase) -> None:
    for text in ("one", "two"):
        database.transact(lambda s, text=text: s.schemes.publish("notice", text))
    assert (_draft(database).document, _draft(database).version) == ("two", 2)
    database.transact(lambda s: s.schemes.rollback("notice", 1))
    draft = _draft(database)
    assert (draft.document, draft.version) == ("two", 2)
    (info,) = database.transact(lambda s: s.schemes.all())
    assert (info.published, info.has_draft) == (1, True)
    again = database.transact(
        lambda s: s.schemes.publish("notice", draft.document, based_on=draft.revision)
    )
    assert again.version == 3
    assert _draft(database).version == 3


def test_renaming_deleting_copying(database: FirebirdDatabase) -> None:
    version = database.transact(lambda s: s.schemes.publish("notice", "one"))
    campaign = database.transact(
        lambda s: s.campaigns.create(CampaignSettings("Ноябрь", scheme="Notice"))
    )
    database.transact(lambda s: s.schemes.rename("notice", "Notice"))
    for used in (lambda s: s.schemes.rename("notice", "x"), lambda s: s.schemes.delete("notice")):
        with pytest.raises(KnownError, match="used by campaigns: 'Ноябрь'"):
            database.transact(used)
    copy = database.transact(lambda s: s.schemes.copy("notice", "Копия", "Ольга"))
    assert (copy.name, copy.document, copy.author, copy.version) == ("Копия", "one", "Ольга", None)
    for taken in (lambda s: s.schemes.rename("копия", "notice"),
                  lambda s: s.schemes.copy("notice", "КОПИЯ")):  # fmt: skip
        with pytest.raises(KnownError, match="exists already"):
            database.transact(taken)
    database.transact(lambda s: s.schemes.keep_open("копия", "Ольга", "pc1", NOW))
    database.transact(lambda s: s.schemes.delete("копия"))
    database.transact(lambda s: s.schemes.close_open("копия", "Ольга", "pc1"))

    database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.ARCHIVED))
    database.transact(lambda s: s.schemes.rename("notice", "Оповещение"))
    assert database.transact(lambda s: s.schemes.current("оповещение")).id == version.id
    database.transact(lambda s: s.schemes.delete("оповещение"))
    assert database.transact(lambda s: s.schemes.all()) == []
    assert database.transact(lambda s: s.schemes.published_ids()) == {}
    # What calls ran on stays, and the name is free.
    assert database.transact(lambda s: s.schemes.version(version.id)).document == "one"
    again = database.transact(lambda s: s.schemes.publish("Оповещение", "new"))
    assert (again.version, again.scheme_id == version.scheme_id) == (1, False)


def test_what_is_deleted_can_be_brought_back(database: FirebirdDatabase) -> None:
    for document in ("one", "two", "three"):
        database.transact(lambda s, document=document: s.schemes.publish("notice", document))
    database.transact(lambda s: s.schemes.rollback("notice", 2))
    draft = database.transact(lambda s: s.schemes.draft("notice"))
    assert draft is not None
    database.transact(lambda s: s.schemes.save_draft("notice", "drawn", "Ольга", draft.revision))
    database.transact(lambda s: s.schemes.save_draft("never published", "work", "Ольга"))
    (before,) = [s for s in database.transact(lambda s: s.schemes.all()) if s.name == "notice"]
    for name in ("notice", "never published"):
        database.transact(lambda s, name=name: s.schemes.delete(name))
    deleted = {s.name: s for s in database.transact(lambda s: s.schemes.removed())}
    assert deleted.keys() == {"notice", "never published"}
    assert deleted["notice"] == before
    documents = database.transact(lambda s: list(s.schemes.documents()))
    assert sorted(documents) == ["drawn", "one", "three", "two", "work"]

    database.transact(lambda s: s.schemes.save_draft("Notice", "another"))
    with pytest.raises(KnownError, match="exists already"):
        database.transact(lambda s: s.schemes.restore(before.id, "NOTICE"))
    database.transact(lambda s: s.schemes.restore(before.id, "Notice 2"))
    again = database.transact(lambda s: s.schemes.current("notice 2"))
    assert (again.version, again.document) == (2, "two"), "the one gone back to"
    draft = database.transact(lambda s: s.schemes.draft("notice 2"))
    assert draft is not None
    assert (draft.document, draft.author, draft.version) == ("drawn", "Ольга", None)
    with pytest.raises(KnownError, match="not among the deleted"):
        database.transact(lambda s: s.schemes.restore(before.id, "x"))
    database.transact(lambda s: s.schemes.restore(deleted["never published"].id, "kept"))
    assert database.transact(lambda s: s.schemes.draft("kept")).document == "work"
    assert database.transact(lambda s: s.schemes.removed()) == []


def test_who_has_a_scheme_open(database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.schemes.save_draft("notice", "one"))

    def seen(seconds: float) -> list[tuple[str, str, float]]:
        now = NOW + timedelta(seconds=seconds)
        found = database.transact(lambda s: s.schemes.open_editors("NOTICE", now))
        return [(e.user, e.computer, (e.opened_at - NOW).total_seconds()) for e in found]

    def keep(user: str, computer: str, seconds: float) -> None:
        now = NOW + timedelta(seconds=seconds)
        database.transact(lambda s: s.schemes.keep_open("notice", user, computer, now))

    keep("Ольга", "pc1", 0)
    keep("Иван", "pc2", 1)
    keep("Ольга", "pc1", 15)
    assert seen(20) == [("Ольга", "pc1", 0), ("Иван", "pc2", 1)]
    keep("ольга", "pc1", 40)
    assert seen(50) == [("Ольга", "pc1", 0)], "the other one was not seen for 49 s"
    keep("Иван", "pc2", 60)
    assert seen(60) == [("Ольга", "pc1", 0), ("Иван", "pc2", 60)], "he came back"
    database.transact(lambda s: s.schemes.close_open("notice", "Ольга", "pc1"))
    assert seen(61) == [("Иван", "pc2", 60)]


def test_what_windows_remember(database: FirebirdDatabase) -> None:
    view = {"zoom": 1.5, "centre": [10, -20], "заметка": "я"}
    assert database.transact(lambda s: s.user_state.get("Ольга", "scheme/1/view")) is None
    database.transact(lambda s: s.user_state.put("Ольга", "scheme/1/view", {}))
    database.transact(lambda s: s.user_state.put("ольга", "scheme/1/view", view))
    database.transact(lambda s: s.user_state.put("ольга", "window", "x" * 50_000))
    assert database.transact(lambda s: s.user_state.get("ОЛЬГА", "scheme/1/view")) == view
    assert database.transact(lambda s: s.user_state.get("Иван", "scheme/1/view")) is None
    database.transact(lambda s: s.user_state.put("Ольга", "window", None))
    assert database.transact(lambda s: s.user_state.of_user("Ольга")) == {"scheme/1/view": view}


def test_drafts_of_earlier_databases(tmp_path: Any) -> None:
    address = Address(str(tmp_path / "old.fdb"))
    create_database(address, up_to=10)
    connection = Connection(address, "")
    connection.begin()
    for scheme_id, name, draft in ((1, "a", None), (2, "b", "B"), (3, "c", "work"), (4, "d", "D")):
        published = None if name == "d" else scheme_id
        connection.execute(
            "INSERT INTO schemes (id, name, name_key, published_id, draft) VALUES (?, ?, ?, ?, ?)",
            (scheme_id, name, name, published, draft),
        )
        if published is not None:
            connection.execute(
                "INSERT INTO scheme_versions (id, scheme_id, version, document, published_at)"
                " VALUES (?, ?, 1, ?, CURRENT_TIMESTAMP)",
                (scheme_id, scheme_id, name.upper()),
            )
    connection.commit()
    connection.close()
    upgrade(address)
    database = FirebirdDatabase(address)
    found = {name: _draft(database, name) for name in "abcd"}
    infos = database.transact(lambda s: s.schemes.all())
    database.close()
    assert {name: (d.document, d.revision, d.version) for name, d in found.items()} == {
        "a": ("A", 1, 1), "b": ("B", 1, 1), "c": ("work", 1, None), "d": ("D", 1, None),
    }  # fmt: skip
    assert [info.has_draft for info in infos] == [False, False, True, True]
