"""Opening, saving, publishing; two who save the same scheme; the database away; a crash."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from editor.desk import Called
from editor.document import SchemeDocument
from editor.edits import nodes
from editor.keeper import Keeper, Saving, UnreadableDraft
from editor.recovery import RecoveryFolder
from engine.domain.flow import SchemeFlow
from engine.errors import KnownError
from engine.ivr import trace as traced
from engine.ivr.trace import CallTrace
from engine.ports.schemes import Draft, DraftConflict, OpenEditor, SchemeVersion, VersionInfo
from engine.ports.storage import StorageUnavailable
from engine.ports.traces import TracedCall
from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.conftest import small

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


CALLS = [
    TracedCall(number, "ноябрь", phone, NOW, "completed", "notice", 1, 1)
    for number, phone in ((8, "+79120000008"), (7, "+79160000007"))
]
TRACE = CallTrace(
    {"": 1},
    (
        traced.Entered(0, "a"),
        traced.Left(0, "a", "", "next", "next"),
        traced.Entered(0, "b"),
        traced.Left(1000, "b", "", "next", "next"),
        traced.Entered(1000, "c"),
        traced.Ended(1000, "completed", "c", "system"),
    ),
)


class Desk:
    """Keeps one draft as the database does; can be away, and can be slow."""

    user, computer = "Котова", "pc-1"

    def __init__(self) -> None:
        self.stored: Draft | None = None
        self.versions_made: list[str] = []
        self.away = False
        #: Why nothing can be published.
        self.refused = ""
        self.others: list[OpenEditor] = []
        #: What others have published, by case-folded names; of what there is but a draft.
        self.published: dict[str, Scheme] = {}
        self.drafts: frozenset[str] = frozenset()
        self.asked: list[frozenset[str]] = []
        self.hurt: list[str] = []
        self.saving = False
        self.hold = asyncio.Event()
        self.hold.set()

    def _reach(self) -> None:
        if self.away:
            raise StorageUnavailable("the database is away")

    async def draft(self, name: str) -> Draft | None:
        self._reach()
        return self.stored

    async def save(self, name: str, document: str, based_on: int | None) -> Draft:
        self.saving = True
        await self.hold.wait()
        self.saving = False
        self._reach()
        revision = self.stored.revision if self.stored else None
        if based_on != revision:
            assert self.stored is not None
            raise DraftConflict("changed meanwhile", draft=self.stored)
        self.stored = Draft(name, document, (revision or 0) + 1, self.user, NOW, None)
        return self.stored

    async def publish(self, name: str, document: str, comment: str, based_on: int) -> SchemeVersion:
        assert self.stored is not None
        if based_on != self.stored.revision:
            raise DraftConflict("changed meanwhile", draft=self.stored)
        if self.refused:
            raise KnownError(self.refused)
        assert document == self.stored.document
        self.versions_made.append(document)
        number = len(self.versions_made)
        self.stored = replace(self.stored, version=number)
        return SchemeVersion(number, 1, name, number, document, NOW)

    async def rollback(self, name: str, version: int) -> SchemeVersion:
        raise NotImplementedError

    async def versions(self, name: str) -> list[VersionInfo]:
        return []

    async def numbered(self, name: str, version: int) -> SchemeVersion:
        raise NotImplementedError

    async def keep_open(self, name: str) -> list[OpenEditor]:
        self._reach()
        return self.others

    async def close_open(self, name: str) -> None:
        self._reach()

    async def state(self, key: str) -> object:
        return None

    async def put_state(self, key: str, value: object) -> None:
        return None

    async def consequences(self, name: str, document: str) -> list[str]:
        self._reach()
        return self.hurt

    async def called(self, wanted: frozenset[str]) -> Called:
        self._reach()
        self.asked.append(wanted)
        found = {name: each for name, each in self.published.items() if name in wanted}
        drafts = wanted & self.drafts
        return Called(found, drafts, wanted - found.keys() - drafts)

    async def campaigns(self) -> list[tuple[int, str]]:
        return [(7, "ноябрь")]

    async def flows(
        self, name: str, version: int, campaign_id: int | None, since: datetime | None
    ) -> SchemeFlow:
        return SchemeFlow(
            {("", "a", "next"): 10, ("", "b", "next"): 6, ("part", "x", "next"): 3},
            {("", "a"): 10, ("", "b"): 10, ("", "c"): 6, ("", "old"): 1, ("part", "x"): 3},
            {("", "b"): 4, ("", "c"): 6},
        )

    async def recent_calls(self, name: str, phone: str) -> list[TracedCall]:
        return [call for call in CALLS if call.phone.startswith(phone)]

    async def traced(self, attempt_id: int) -> tuple[TracedCall, CallTrace, SchemeVersion]:
        (call,) = [call for call in CALLS if call.attempt_id == attempt_id]
        document = dump_scheme(replace(small(), name="notice"))
        return call, TRACE, SchemeVersion(1, 1, "notice", 1, document, NOW)

    def words(self, error: Exception) -> str:
        return str(error)


class Office:
    """One who edits, with everything he is told."""

    def __init__(self, desk: Desk, folder: Path, node_types: NodeTypes) -> None:
        self.document = SchemeDocument(Scheme(""), node_types)
        self.recovery = RecoveryFolder(folder, desk.user, "db")
        self.keeper = Keeper(self.document, desk, self.recovery)
        self.told: list[tuple[str, object]] = []
        self.keeper.conflict.connect(lambda draft: self.told.append(("conflict", draft)))
        self.keeper.failed.connect(lambda words: self.told.append(("failed", words)))
        self.keeper.recovered.connect(lambda kept, _draft: self.told.append(("recovered", kept)))
        self.keeper.damaged.connect(lambda files: self.told.append(("damaged", files)))
        self.keeper.presence.others_changed.connect(lambda who: self.told.append(("others", who)))

    def rename(self, name: str) -> None:
        self.document.do("rename", nodes.rename(self.document.content, "b", name))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    del qtbot
    made = Desk()
    text = dump_scheme(replace(small(), name="notice"))
    made.stored = Draft("notice", text, 1, "Петров", NOW, 1)
    return made


@pytest.fixture
async def office(desk: Desk, tmp_path: Path, node_types: NodeTypes) -> Office:
    made = Office(desk, tmp_path, node_types)
    await made.keeper.open("Notice")
    return made


async def test_open_change_save(office: Office, desk: Desk) -> None:
    assert office.keeper.name == "notice"
    assert office.keeper.state is Saving.SAVED
    office.rename("Пауза два")
    assert office.keeper.state is Saving.CHANGED
    assert await office.keeper.save_now()
    assert office.keeper.state is Saving.SAVED
    assert desk.stored is not None
    assert desk.stored.revision == office.keeper.standing.revision == 2
    assert load_scheme(desk.stored.document) == office.document.scheme()
    assert not office.document.modified


async def test_drawn_while_saving(office: Office, desk: Desk) -> None:
    office.rename("one")
    desk.hold.clear()
    saving = asyncio.create_task(office.keeper.save_now())
    async with asyncio.timeout(60):
        while not desk.saving:
            await asyncio.sleep(0.01)
    office.rename("two")
    desk.hold.set()
    assert await saving
    assert office.document.modified
    assert office.keeper.state is Saving.CHANGED
    assert await office.keeper.save_now()
    assert not office.document.modified


async def test_the_second_who_saves_is_shown_the_first(
    office: Office, desk: Desk, tmp_path: Path, node_types: NodeTypes
) -> None:
    other = Office(desk, tmp_path / "b", node_types)
    await other.keeper.open("notice")
    other.rename("theirs")
    assert await other.keeper.save_now()
    office.rename("mine")
    assert not await office.keeper.save_now()
    ((kind, theirs),) = [told for told in office.told if told[0] == "conflict"]
    assert isinstance(theirs, Draft)
    assert kind == "conflict"
    assert office.document.content.nodes["b"].name == "mine", "nothing drawn here is lost"
    assert desk.stored is not None
    assert "theirs" in desk.stored.document, "nothing saved there is overwritten"
    assert await office.keeper.overwrite(theirs)
    assert desk.stored is not None
    assert "mine" in desk.stored.document


async def test_taking_what_the_other_has_saved(office: Office, desk: Desk) -> None:
    assert desk.stored is not None
    theirs = replace(desk.stored, document=desk.stored.document.replace("Пауза", "Иначе"))
    office.rename("mine")
    await office.keeper.take(replace(theirs, revision=7))
    assert office.document.content.nodes["b"].name == "Иначе"
    assert office.keeper.standing.revision == 7
    assert not office.document.modified


async def test_the_database_away_loses_no_edit(
    office: Office, desk: Desk, tmp_path: Path, node_types: NodeTypes
) -> None:
    office.rename("unsaved")
    desk.away = True
    assert not await office.keeper.save_now()
    assert office.keeper.state is Saving.FAILED
    assert ("failed", "the database is away") in office.told
    # The program crashes, the database comes back, the scheme is opened again.
    desk.away = False
    again = Office(desk, tmp_path, node_types)
    await again.keeper.open("notice")
    (kept,) = [what for kind, what in again.told if kind == "recovered"]
    await again.keeper.recover(kept)  # type: ignore[arg-type]
    assert again.document.content.nodes["b"].name == "unsaved"
    assert again.document.modified
    assert await again.keeper.save_now()
    assert again.recovery.unsaved("notice").works == []


async def test_recovered_work_stands_on_the_revision_it_began_from(
    office: Office, desk: Desk, tmp_path: Path, node_types: NodeTypes
) -> None:
    office.rename("unsaved")
    await office.keeper.close()
    assert desk.stored is not None
    desk.stored = replace(desk.stored, revision=5)
    again = Office(desk, tmp_path, node_types)
    await again.keeper.open("notice")
    (kept,) = [what for kind, what in again.told if kind == "recovered"]
    await again.keeper.recover(kept)  # type: ignore[arg-type]
    assert not await again.keeper.save_now()
    assert again.keeper.state is Saving.CONFLICT


async def test_autosave_writes_soon_and_saved_work_leaves_nothing(
    office: Office, qtbot: QtBot
) -> None:
    del qtbot
    office.rename("soon")
    await office.keeper._keep()
    (kept,) = office.recovery.unsaved("notice").works
    assert "soon" in kept.document
    office.recovery.forget(kept)
    office.rename("Пауза")
    await office.keeper._keep()
    assert office.recovery.unsaved("notice").works == []


async def test_who_draws_without_a_pause_is_kept_safe_too(office: Office) -> None:
    office.rename("one")
    autosave = office.keeper._autosave
    left = autosave.remainingTime() - 20
    async with asyncio.timeout(60):
        while autosave.remainingTime() > left:
            await asyncio.sleep(0.01)
    office.rename("two")
    assert autosave.isActive()
    assert autosave.remainingTime() <= left


async def test_publishing(office: Office, desk: Desk) -> None:
    office.rename("new")
    assert await office.keeper.publish("for the client") == 1
    assert office.keeper.standing.version == 1
    assert not office.document.modified
    assert "new" in desk.versions_made[0]


async def test_who_else_has_it_open(office: Office, desk: Desk) -> None:
    desk.others = [OpenEditor("Петров", "pc-2", NOW, NOW)]
    await office.keeper.presence.tell()
    assert office.told[-1] == ("others", desk.others)
    desk.away = True
    await office.keeper.presence.tell()
    await office.keeper.close()


async def test_a_scheme_that_cannot_be_read_is_told(desk: Desk, tmp_path: Path,
                                                    node_types: NodeTypes) -> None:  # fmt: skip
    assert desk.stored is not None
    desk.stored = replace(desk.stored, document="{")
    office = Office(desk, tmp_path, node_types)
    with pytest.raises(UnreadableDraft, match="notice: damaged JSON at line 1, column 2"):
        await office.keeper.open("notice")
    version = SchemeVersion(7, 1, "notice", 7, dump_scheme(replace(small(), name="notice")), NOW)
    await office.keeper.open("notice", version)
    assert office.document.modified
    assert desk.stored.document == "{", "nothing is overwritten before it is saved"
    assert await office.keeper.save_now()
    assert load_scheme(desk.stored.document) == replace(small(), name="notice")
