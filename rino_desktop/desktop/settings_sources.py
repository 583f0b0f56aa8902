"""Data sources in the settings: set up, asked, mapped."""

from dataclasses import astuple, replace

from engine.domain.rights import Right
from engine.domain.secret_names import SecretKind
from engine.errors import KnownError
from engine.ports.sources import SourceSettings
from engine.ports.storage import Stores
from rino_desktop import beside_guard, source_setup, sources
from rino_desktop.console.settings.section import Line
from rino_desktop.console.settings.sources import (
    MappingDialog,
    QueryDialog,
    SourceDialog,
    mapping_words,
)
from rino_desktop.desktop import secrets_here
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.session import in_thread
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.secret_keeping import Kept
from rino_desktop.secret_names import Owner
from rino_desktop.source_setup import MappingRow
from rino_desktop.texts.errors import said

Rows = tuple[tuple[str, ...], ...]


class SourcesHere(SettingsPart):
    section = "sources"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._list = console.window.settings.sources
        self._list.wanted.connect(lambda act, name: console.tasks.start(self._do(act, name)))

    async def refresh(self) -> None:
        if not self.in_view:
            return
        settings = self.console.connection.settings

        def read(stores: Stores) -> tuple[list[SourceSettings], set[str]]:
            registered = {each.name for each in stores.sources.all()}
            return sources.all_sources(settings, stores), registered

        found, registered = await self.console.connection.run(read)
        words = mapping_words()
        lines = []
        for each in found:
            mapped = ", ".join(words[entity] for entity in each.mapping.entities) or "–"
            here = self.tr("database") if each.name in registered else self.tr("settings file")
            lines.append(Line(each.name, (each.name, each.url, mapped, here)))
        self._list.show_lines(tuple(lines))

    async def leave(self) -> None:
        self._list.show_lines(())

    async def _do(self, act: str, name: str | None) -> None:
        if act == "add" or name is None:
            self._ask(None)
            return
        settings = self.console.connection.settings
        source = await self.console.connection.run(
            lambda stores: sources.find(settings, stores, name)
        )
        if act == "change":
            self._ask(source)
        elif act == "test":
            self._ask_query(source)
        elif act == "mapping":
            self._ask_mapping(source)
        else:
            await self._remove(source)

    def _ask(self, source: SourceSettings | None) -> None:
        dialog = SourceDialog(self.console.window, source)
        secrets_here.look_after(self.console, dialog, dialog.password)
        self.ask(dialog, lambda wished: self._save(dialog, source, wished))

    async def _save(
        self, dialog: SourceDialog, source: SourceSettings | None, wished: SourceSettings
    ) -> None:
        try:
            checked = source_setup.checked(wished)
        except KnownError as error:
            dialog.refuse(said(error))
            return

        def save(stores: Stores, password: Kept) -> bool:
            named = replace(checked, password_env=password.name)
            if source is None:
                source_setup.add(stores, named, now())
            else:
                mapped = replace(named, mapping=source.mapping)
                source_setup.change(stores, mapped, now(), password=password.changed)
            return True

        owner = Owner(SecretKind.SOURCE, checked.name)
        if await self.attempt_with_password(dialog, dialog.password, owner, save):
            self._list.choose(checked.name)

    async def _remove(self, source: SourceSettings) -> None:
        await self.remove(
            self.tr("Remove the data source {name}?").format(name=source.name),
            self.tr("Schemes and lists that ask it get no answer any more. In the foreign database "
                    "nothing changes."),
            lambda stores: source_setup.remove(stores, source.name, now()),
            password=source.password_env, owner=Owner(SecretKind.SOURCE, source.name),
        )  # fmt: skip

    # --- asked ------------------------------------------------------------------------------------

    def _ask_query(self, source: SourceSettings) -> None:
        dialog = QueryDialog(self.console.window, source.name)
        self.ask(dialog, lambda query: self._query(dialog, source, query))

    async def _query(self, dialog: QueryDialog, source: SourceSettings, query: str) -> None:
        try:
            await self.console.connection.run(
                lambda stores: beside_guard.allow_beside(
                    stores, Right.SOURCES_EDIT, now(), "source.test", source.name,
                    {"query": query[:500]},
                )
            )  # fmt: skip
            answered = await in_thread(source_setup.ask, source, query)
        except KnownError as error:
            dialog.show_rows((), (), "")
            dialog.refuse(said(error))
            return
        told = self.tr("It answers ({dialect}, {ms} ms).").format(
            dialect=answered.dialect, ms=round(answered.opened_s * 1000)
        )
        dialog.show_rows(answered.columns, answered.rows, told)

    # --- mapped -----------------------------------------------------------------------------------

    def _ask_mapping(self, source: SourceSettings) -> None:
        rows = [astuple(row) for row in source_setup.rows_of(source.mapping)]
        dialog = MappingDialog(self.console.window, source.name, rows)
        dialog.check_wanted.connect(
            lambda rows: self.console.tasks.start_for(dialog, self._check(dialog, source, rows))
        )
        self.ask(dialog, lambda rows: self._save_mapping(dialog, source, rows))

    async def _save_mapping(
        self, dialog: MappingDialog, source: SourceSettings, rows: Rows
    ) -> None:
        mapped = _mapped(dialog, source, rows)
        if mapped is None:
            return

        def save(stores: Stores) -> bool:
            source_setup.change(stores, mapped, now())
            return True

        await self.attempt(dialog, save)

    async def _check(self, dialog: MappingDialog, source: SourceSettings, rows: Rows) -> None:
        mapped = _mapped(dialog, source, rows)
        if mapped is None:
            return
        dialog.say(self.tr("Asking…"), "secondary")
        try:
            await self.console.connection.run(
                lambda stores: stores.rights.require(Right.SOURCES_EDIT)
            )
            found = await in_thread(source_setup.try_mapping, mapped)
        except KnownError as error:
            dialog.refuse(said(error))
            return
        words = mapping_words()
        good = self.tr("can be read")
        told = "\n".join(f"{words[name]}: {why or good}" for name, why in found.items())
        dialog.say(told, "bad" if any(found.values()) else "good")


def _mapped(dialog: MappingDialog, source: SourceSettings, rows: Rows) -> SourceSettings | None:
    """None: the dialog says what is wrong."""
    try:
        mapping = source_setup.mapping_from([MappingRow(*row) for row in rows], source.mapping)
    except KnownError as error:
        dialog.refuse(said(error))
        return None
    return replace(source, mapping=mapping)
