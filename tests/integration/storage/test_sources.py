"""Registered data sources and remembered builds, on both Firebirds."""

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.source_mapping import FieldType, Join, MappedEntity, MappedField, SourceMapping
from engine.errors import KnownError
from engine.ports.source_store import ListBuild
from engine.ports.sources import SourceSettings
from tests.helpers.stored_campaign import NOW

MAPPING = SourceMapping({
    "accounts": MappedEntity(
        "САЛЬДО", "ЛС", {"debt": MappedField("СУММА", FieldType.NUMBER)},
        (Join("services", "ЛС", "ЛС", many=True),),
    ),
    "services": MappedEntity("УСЛУГИ", fields={"service": MappedField("НАЗВ")}),
})  # fmt: skip


def test_a_source_comes_back_as_it_was(database: FirebirdDatabase) -> None:
    source = SourceSettings("Биллинг", "firebird://U@h//b.gdb", "PW", 2.5, 20, "WIN1251", MAPPING)
    database.transact(lambda s: s.sources.add(source))
    assert database.transact(lambda s: s.sources.by_name(" биллинг ")) == source
    assert database.transact(lambda s: s.sources.all()) == [source]
    with pytest.raises(KnownError, match="exists already"):
        database.transact(lambda s: s.sources.add(SourceSettings("БИЛЛИНГ", "x")))
    other = SourceSettings("Биллинг", "sqlite:////b.db")
    database.transact(lambda s: s.sources.replace(other))
    assert database.transact(lambda s: s.sources.all()) == [other]
    database.transact(lambda s: s.sources.remove("биллинг"))
    for look in ("remove", "by_name"):
        with pytest.raises(KnownError, match="no data source named"):
            database.transact(lambda s, look=look: getattr(s.sources, look)("биллинг"))


def test_a_build_is_remembered_whole(database: FirebirdDatabase) -> None:
    build = ListBuild("b", "SELECT 1", mapping=(("phone", "ТЕЛ"),), country="RU")
    database.transact(lambda s: s.sources.save_build(7, build, NOW, {"matches": 5}))
    stored = database.transact(lambda s: s.sources.build_of(7))
    assert stored is not None
    assert (stored.build, stored.built_at, stored.outcome) == (build, NOW, {"matches": 5})
    database.transact(lambda s: s.sources.save_build(7, build, NOW, {"error": "ы" * 3000}))
    stored = database.transact(lambda s: s.sources.build_of(7))
    assert stored is not None
    assert "error" in stored.outcome
    assert database.transact(lambda s: s.sources.build_of(8)) is None
