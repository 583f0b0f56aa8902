"""Unsaved work of an earlier time: half-written and spoilt files, questions left open."""

import errno
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from editor.recovery import Recovered, RecoveryFolder
from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from tests.unit.editor.test_keeper import Desk, Office, desk, office

__all__ = ["desk", "office"]


async def crashed(desk: Desk, folder: Path, node_types: NodeTypes, *names: str) -> Office:
    """Who had renamed a block, with the autosave after each, when the power went."""
    office = Office(desk, folder, node_types)
    await office.keeper.open("notice")
    for name in names:
        office.rename(name)
        assert await office.keeper._keep()
    return office


async def offered(desk: Desk, folder: Path, node_types: NodeTypes) -> tuple[Office, list[str]]:
    """Opened again, and the name of the block in each work that is offered."""
    office = Office(desk, folder, node_types)
    await office.keeper.open("notice")
    works = [what for kind, what in office.told if kind == "recovered"]
    return office, [load_scheme(work.document).nodes[1].name for work in works]  # type: ignore[attr-defined]


def unsaved_file(folder: Path) -> Path:
    (path,) = folder.rglob("*.json")
    return path


async def test_power_cut_while_writing(desk: Desk, tmp_path: Path, node_types: NodeTypes) -> None:
    """Each length that a half-written file can have: what was there before it is offered."""
    whole = None
    for part in (0.0, 0.1, 0.5, 0.99):
        folder = tmp_path / str(part)
        await crashed(desk, folder, node_types, "good")
        text = unsaved_file(folder).read_bytes()
        whole = whole or text.replace(b"good", b"new!")
        unsaved_file(folder).with_suffix(".new").write_bytes(whole[: int(len(whole) * part)])
        office, names = await offered(desk, folder, node_types)
        assert names == ["good"]
        assert not [told for told in office.told if told[0] == "damaged"]


async def test_power_cut_before_the_new_file_is_in_its_place(
    desk: Desk, tmp_path: Path, node_types: NodeTypes
) -> None:
    await crashed(desk, tmp_path, node_types, "one", "two")
    path = unsaved_file(tmp_path)
    path.replace(path.with_suffix(".new"))  # written, not moved yet; "one" is the one before
    _, names = await offered(desk, tmp_path, node_types)
    assert names == ["two"]


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", "cut", "format", "scheme", "zeros",
                                    "latin", "[" * 100_000])  # fmt: skip
async def test_a_spoilt_file_is_told_and_the_one_before_it_counts(
    desk: Desk, tmp_path: Path, node_types: NodeTypes, damage: str
) -> None:
    await crashed(desk, tmp_path, node_types, "one", "two")
    path = unsaved_file(tmp_path)
    whole = path.read_bytes()
    made = {
        "cut": whole[:-7],
        "format": whole.replace(b'"format": 1', b'"format": 9'),
        "scheme": whole.replace(b"rino-scheme", b"rino-schema"),
        "zeros": bytes(len(whole)),
        "latin": whole[:-2] + b"\xe9}",
    }.get(damage, damage.encode())
    path.write_bytes(made)
    office, names = await offered(desk, tmp_path, node_types)
    assert names == ["one"]
    ((_, files),) = [told for told in office.told if told[0] == "damaged"]
    (kept,) = files  # type: ignore[misc]
    assert kept.read_bytes() == made, "what cannot be read is kept"
    await office.keeper.close()
    _, names = await offered(desk, tmp_path, node_types)
    assert names == ["one"], "still to be decided"


async def test_what_is_offered_survives_new_work_and_another_crash(
    desk: Desk, tmp_path: Path, node_types: NodeTypes
) -> None:
    await crashed(desk, tmp_path, node_types, "first")
    office, names = await offered(desk, tmp_path, node_types)
    assert names == ["first"]
    # He draws on without answering, and takes it back: nothing is unsaved now.
    office.rename("x")
    await office.keeper._keep()
    office.rename("Пауза")
    await office.keeper._keep()
    office.rename("second")
    await office.keeper._keep()
    again, names = await offered(desk, tmp_path, node_types)
    assert names == ["second"], "the newest first"
    (kept,) = [what for kind, what in again.told if kind == "recovered"]
    await again.keeper.discard_recovered(kept)  # type: ignore[arg-type]
    works = [what for kind, what in again.told if kind == "recovered"]
    assert isinstance(works[-1], Recovered)
    assert "first" in works[-1].document, "then the one before"
    await again.keeper.recover(works[-1])
    assert again.document.content.nodes["b"].name == "first"
    assert await again.keeper.save_now()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


async def test_recovering_over_new_work_can_be_undone(
    desk: Desk, tmp_path: Path, node_types: NodeTypes
) -> None:
    await crashed(desk, tmp_path, node_types, "first")
    office, _ = await offered(desk, tmp_path, node_types)
    office.rename("drawn since")
    (kept,) = [what for kind, what in office.told if kind == "recovered"]
    await office.keeper.recover(kept)  # type: ignore[arg-type]
    assert office.document.content.nodes["b"].name == "first"
    office.document.undo_stack.undo()
    assert office.document.content.nodes["b"].name == "drawn since"


async def test_a_disk_that_refuses_keeps_what_was_offered(
    desk: Desk, tmp_path: Path, node_types: NodeTypes, monkeypatch: pytest.MonkeyPatch
) -> None:
    await crashed(desk, tmp_path, node_types, "first")
    office, _ = await offered(desk, tmp_path, node_types)
    (kept,) = [what for kind, what in office.told if kind == "recovered"]

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(office.recovery, "write", full)
    await office.keeper.recover(kept)  # type: ignore[arg-type]
    assert office.document.content.nodes["b"].name == "first"
    assert office.told[-1][0] == "failed"
    _, names = await offered(desk, tmp_path, node_types)
    assert names == ["first"]


async def test_unsaved_work_goes_with_a_new_name(
    desk: Desk, tmp_path: Path, node_types: NodeTypes
) -> None:
    office = await crashed(desk, tmp_path, node_types, "mine")

    async def done() -> None:
        assert office.keeper._lock.locked(), "nothing is saved meanwhile"

    await office.keeper.rename("Notice 2", done)
    assert desk.stored is not None
    desk.stored = replace(desk.stored, name="Notice 2")
    assert await office.keeper.save_now()
    assert not office.document.modified
    office.rename("later")
    await office.keeper._keep()
    await office.keeper.rename("notice 3", done)
    assert office.recovery.unsaved("notice 2").works == []
    assert len(office.recovery.unsaved("notice 3").works) == 1
    assert RecoveryFolder(tmp_path, "other", "db").unsaved("notice 3").works == []


def test_a_program_that_still_runs_keeps_its_work(tmp_path: Path) -> None:
    """Another window of the same user: what it draws is not offered here until it is no more."""
    drawing = (
        "import sys; from pathlib import Path; from editor.recovery import RecoveryFolder\n"
        "text = sys.stdin.readline()\n"
        "RecoveryFolder(Path(sys.argv[1]), 'Anna', 'db').write('notice', text, None)\n"
        "print('written', flush=True); sys.stdin.readline()"
    )
    text = json.dumps(json.loads(dump_scheme(Scheme("notice", languages=("ru",)))))
    here = RecoveryFolder(tmp_path, "Anna", "db")
    with subprocess.Popen(
        [sys.executable, "-c", drawing, str(tmp_path)], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as there:  # fmt: skip
        assert there.stdin is not None
        assert there.stdout is not None
        there.stdin.write(text + "\n")
        there.stdin.flush()
        assert there.stdout.readline() == "written\n"
        assert not here.unsaved("notice").works
        here.write("notice", text, 3)
        there.kill()
    works = here.unsaved("notice").works
    assert {work.based_on for work in works} == {None, 3}
