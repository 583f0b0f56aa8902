"""Passwords typed into the windows' forms: looked for, kept, forgotten; the keyring is asked on
threads, because it may ask its owner first."""

import asyncio
import logging
from collections.abc import Collection

import shiboken6
from PySide6.QtWidgets import QDialog

from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import secret_keeping, secret_store
from rino_desktop.desktop.console_part import Console
from rino_desktop.secret_keeping import Kept, Wish
from rino_desktop.secret_names import Owner
from rino_desktop.texts.errors import said
from rino_desktop.ui.secret_field import SecretField

log = logging.getLogger(__name__)


def look_after(console: Console, dialog: QDialog, field: SecretField) -> None:
    """The field says where its secret is, now and for each name that is written."""

    def look() -> None:
        console.tasks.start_for(dialog, _look(console, field, field.name()))

    field.asked.connect(look)
    look()


async def _look(console: Console, field: SecretField, name: str) -> None:
    found = await asyncio.to_thread(secret_store.look, name)
    if shiboken6.isValid(field) and field.name() == name:
        field.show_place(
            found.place.value, keyring=found.keyring, inside=console.engine_inside(),
            fault=said(found.fault) if found.fault else "",
        )  # fmt: skip


async def keep(
    console: Console, field: SecretField, owner: Owner, also: Collection[str] = ()
) -> Kept:
    """What was filled in, for ``owner``; ``also``: names besides those of others that are left
    alone. Who cannot save the name calls ``take_back``. KnownError, NoRight."""
    before = field.stored
    name = "" if field.forgotten and field.name() == before else field.name()
    wish, proposal = Wish(name, field.typed(), field.forgotten), field.proposal()
    changed = wish.name if wish.value else before if wish.forget else ""

    def ask(stores: Stores) -> set[str]:
        others = owner.others(stores) | set(also)
        if changed and (wish.value or changed not in others):
            owner.require(stores, changed)  # before the keyring has another value
        return others

    others = await console.connection.run(ask)
    work = asyncio.ensure_future(
        asyncio.to_thread(secret_keeping.keep, wish, before, others, proposal)
    )
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:  # the dialog was closed meanwhile
        work.add_done_callback(lambda done: _undo_late(console, done))
        raise


def _undo_late(console: Console, done: "asyncio.Future[Kept]") -> None:
    if not done.cancelled() and done.exception() is None:
        console.tasks.start(take_back(done.result()))


async def drop(console: Console, name: str, owner: Owner, also: Collection[str] = ()) -> None:
    """``owner``, which named it, is removed, or names it no more."""
    if name:
        others = await console.connection.run(owner.others)
        await asyncio.to_thread(secret_keeping.drop, name, others | set(also))


async def take_back(*kept: Kept) -> None:
    for each in kept:
        try:
            await asyncio.to_thread(each.undo)
        except KnownError as error:
            log.warning("%s", error)
