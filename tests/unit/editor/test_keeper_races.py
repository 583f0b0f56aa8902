"""What is saved, published and written to the disk while something else is going on."""

import asyncio
import threading

from editor.keeper import Saving
from engine.ports.schemes import SchemeVersion
from tests.unit.editor.test_keeper import Desk, Office, desk, office

__all__ = ["desk", "office"]


async def test_what_cannot_be_published_is_saved_and_can_be_mended(
    office: Office, desk: Desk
) -> None:
    office.rename("wrong")
    desk.refused = "the scheme that it calls has gone"
    assert await office.keeper.publish("") is None
    assert office.told == [("failed", desk.refused)]
    assert desk.stored is not None
    assert "wrong" in desk.stored.document
    assert office.keeper.state is Saving.SAVED
    office.rename("right")
    assert await office.keeper.save_now(), "nobody else has saved"
    desk.refused = ""
    assert await office.keeper.publish("") == 1


async def test_what_others_save_after_publishing_is_not_taken_for_ones_own(
    office: Office, desk: Desk
) -> None:
    publish = desk.publish

    async def and_somebody_saves(name: str, text: str, comment: str, on: int) -> SchemeVersion:
        version = await publish(name, text, comment, on)
        await desk.save(name, text.replace("mine", "theirs"), on)
        return version

    desk.publish = and_somebody_saves  # type: ignore[method-assign]
    office.rename("mine")
    assert await office.keeper.publish("") == 1
    office.rename("mine again")
    assert not await office.keeper.save_now()
    assert office.keeper.state is Saving.CONFLICT


async def test_a_slow_disk_does_not_bring_back_what_has_been_saved_since(office: Office) -> None:
    write, go_on = office.recovery.write, threading.Event()

    def slow(name: str, document: str, based_on: int | None) -> None:
        go_on.wait(10)
        write(name, document, based_on)

    office.recovery.write = slow  # type: ignore[method-assign]
    office.rename("earlier")
    keeping = asyncio.create_task(office.keeper._keep())
    await asyncio.sleep(0.02)
    office.rename("later")
    saving = asyncio.create_task(office.keeper.save_now())
    await asyncio.sleep(0.02)
    go_on.set()
    assert await keeping
    assert await saving
    assert office.recovery.unsaved("notice").works == []
