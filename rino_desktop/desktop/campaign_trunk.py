"""A trunk connected on the way to a campaign: the little that it needs to be tried."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from engine.domain.secret_names import SecretKind
from engine.domain.trunk import TrunkSettings
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop.campaign_templates import Office
from rino_desktop.console.campaign.trunk_dialog import TrunkDialog
from rino_desktop.desktop import secrets_here
from rino_desktop.desktop.campaign_names import office_there_is
from rino_desktop.desktop.console_part import Console
from rino_desktop.secret_names import Owner
from rino_desktop.texts.errors import said


class NewTrunk(QObject):
    """``done`` gets the office with it, and its name."""

    def __init__(self, console: Console, done: Callable[[Office, str], None]) -> None:
        super().__init__(console.window)
        self._console = console
        self._done = done

    def ask(self, parent: QWidget | None) -> None:
        form = TrunkDialog(parent or self._console.window)
        form.made.connect(lambda s: self._console.tasks.start_for(form, self._add(form, s)))
        secrets_here.look_after(self._console, form, form.password)
        form.open()

    async def _add(self, form: TrunkDialog, settings: TrunkSettings) -> None:
        now = datetime.now(UTC)
        try:
            kept = await secrets_here.keep(
                self._console, form.password, Owner(SecretKind.TRUNK, settings.name)
            )
        except (KnownError, StorageUnavailable) as error:
            form.refuse(said(error))
            return

        def add(stores: Stores) -> Office:
            trunk = stores.trunks.add(replace(settings, password_env=kept.name))
            stores.audit.record(
                now, "trunk.create", trunk.name, {"proxy": settings.proxy}, subject_id=trunk.id
            )
            return office_there_is(stores)

        try:
            office = await self._console.connection.run(add)
        except (KnownError, StorageUnavailable) as error:
            form.refuse(said(error))
            await secrets_here.take_back(kept)
            return
        form.accept()
        self._done(office, settings.name)
