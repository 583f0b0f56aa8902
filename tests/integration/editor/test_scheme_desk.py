"""Schemes of the editor in a real database: what is called, and what publishing asks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import KnownError
from engine.ports.schemes import SchemeVersion
from engine.ports.storage import Database
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Scheme
from rino_desktop import bootstrap
from rino_desktop.scheme_desk import DatabaseSchemeDesk
from rino_desktop.settings import Settings
from tests.unit.editor.test_called_library import caller, part


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    made = Settings(
        database=str(tmp_path / "office.fdb"), password=None, language="en", json=False,
        log_level="info", voice_store=tmp_path / "voice",
    )  # fmt: skip
    bootstrap.create_database(made)
    return made


@pytest.fixture
def database(office: Settings) -> Iterator[Database]:
    opened = bootstrap.open_database(office)
    yield opened
    opened.close()


@pytest.fixture
def desk(office: Settings, database: Database) -> DatabaseSchemeDesk:
    return DatabaseSchemeDesk(database, "Котова", bootstrap.node_types(), office)


def text(scheme: Scheme, name: str) -> str:
    return dump_scheme(replace(scheme, name=name))


async def published(
    desk: DatabaseSchemeDesk, name: str, document: str, based_on: int | None = None
) -> SchemeVersion:
    draft = await desk.save(name, document, based_on)
    return await desk.publish(name, document, "", draft.revision)


async def test_what_is_called_and_what_is_called_in_turn(desk: DatabaseSchemeDesk) -> None:
    await published(desk, "leaf", text(part(), "leaf"), None)
    middle = caller(scheme="leaf")
    await published(desk, "Middle", text(middle, "Middle"), None)
    await desk.save("begun", text(part(), "begun"), None)
    wanted = frozenset({"middle", "begun", "nowhere"})
    called = await desk.called(wanted)
    assert called.published.keys() == {"middle", "leaf"}
    assert (called.drafts, called.missing) == ({"begun"}, {"nowhere"})
    again = await desk.called(wanted)
    assert all(again.published[key] is each for key, each in called.published.items())
    await published(desk, "leaf", text(part("sum"), "leaf"), 1)
    changed = await desk.called(wanted)
    assert changed.published["leaf"] is not called.published["leaf"]
    assert changed.published["middle"] is called.published["middle"]


async def test_nothing_is_published_that_does_not_fit_what_is_published_by_then(
    desk: DatabaseSchemeDesk,
) -> None:
    main = text(caller(parameters={"debt": "1"}), "main")
    with pytest.raises(KnownError, match=r"main is not published: .*there is no scheme “Part”"):
        await published(desk, "main", main, None)
    draft = await desk.draft("main")
    assert draft is not None
    await desk.save("part", text(part("sum"), "part"), None)
    with pytest.raises(KnownError, match="there is only a draft"):
        await published(desk, "main", main, draft.revision)
    await published(desk, "part", text(part("debt"), "part"), 1)
    draft = await desk.draft("main")
    assert draft is not None
    assert (await published(desk, "main", main, draft.revision)).version == 1


async def test_who_calls_it_and_would_not_fit_it_is_told_before(desk: DatabaseSchemeDesk) -> None:
    await published(desk, "part", text(part("debt"), "part"), None)
    await published(desk, "main", text(caller(parameters={"debt": "1"}), "main"), None)
    assert await desk.consequences("part", text(part("debt"), "part")) == []
    (line,) = await desk.consequences("part", text(part("debts"), "part"))
    assert "main calls it and does not fit it any more" in line
    assert "is “debts” meant?" in line
    querying = replace(
        part(),
        nodes=(*part().nodes, replace(part().nodes[1], id="q", type="query", name="Счёт",
                                      parameters={"source": "billing", "statement": "select 1"})),
    )  # fmt: skip
    lines = await desk.consequences("other", text(querying, "other"))
    assert any("billing" in line for line in lines)
