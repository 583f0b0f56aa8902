"""Legal presets in the settings: read as rules, copied, changed, deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.domain.preset_model import Preset
from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable, Stores
from rino_desktop import legal_presets, preset_file, preset_text, preset_words
from rino_desktop.console.contacts.words import moment
from rino_desktop.console.settings.preset_dialog import PresetDialog
from rino_desktop.console.settings.presets import Chapter
from rino_desktop.console.settings.section import Line
from rino_desktop.desktop.console_part import Console
from rino_desktop.desktop.settings_part import SettingsPart, now
from rino_desktop.legal_presets import Changed, Entry, Shelf
from rino_desktop.texts import language
from rino_desktop.texts.errors import said
from rino_desktop.ui.moments import short_day


@dataclass(frozen=True, slots=True)
class _Judged:
    """``preset``: what is filled in, where nothing is wrong."""

    faults: Mapping[str, str]
    told: tuple[str, ...]
    preset: Preset | None = None


class PresetsHere(SettingsPart):
    section = "presets"

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._shown = console.window.settings.presets
        self._shelf: Shelf | None = None
        start = console.tasks.start
        self._shown.presets.wanted.connect(lambda act, name: start(self._do(act, name)))
        self._shown.presets.view.selectionModel().selectionChanged.connect(lambda *_: self._tell())

    async def refresh(self) -> None:
        if not self.in_view:
            return
        shelf = self._shelf = await self._read()
        people, listed = self.console.people, self._shown.presets
        listed.editable = people.user_id is None or people.may(Right.SETTINGS_EDIT)
        listed.own = frozenset(e.name for e in shelf.entries if e.own is not None)
        listed.used = frozenset(e.name for e in shelf.entries if e.used_by)
        listed.show_lines(tuple(map(_line, shelf.entries)))
        if listed.chosen() is None and shelf.entries:
            listed.choose(shelf.entries[0].name)
        self._tell()

    async def leave(self) -> None:
        self._shelf = None
        self._shown.presets.show_lines(())
        self._shown.presets.say("")
        self._shown.show_chapters(())

    def speak(self, language: str) -> None:
        self._tell()

    async def _read(self) -> Shelf:
        settings = self.console.connection.settings
        return await self.console.connection.run(
            lambda stores: legal_presets.read(settings, stores, now())
        )

    # --- what it says -----------------------------------------------------------------------------

    def _tell(self) -> None:
        name, shelf = self._shown.presets.chosen(), self._shelf
        entry = shelf.find(name) if shelf is not None and name else None
        self._shown.show_chapters(self._chapters(entry) if entry is not None else ())

    def _chapters(self, entry: Entry) -> tuple[Chapter, ...]:
        preset, parent = entry.preset, entry.parent
        found = [Chapter(self.tr("Rules"), tuple(preset_text.lines(preset)))]
        if entry.latest != preset:
            comes = self.tr("Version {version}, from {day} on").format(
                version=entry.latest.version, day=entry.latest.valid_from
            )
            found.append(Chapter(comes, tuple(preset_text.lines(entry.latest)), kind="secondary"))
        if parent is not None:
            if entry.laxer:
                told = tuple(preset_words.laxer_text(e, preset, parent) for e in entry.laxer)
                heading = self.tr("The law has become stricter; its rules hold all the same")
                found.append(Chapter(heading, told, kind="warning"))
            different = preset_words.differences(preset, parent)
            heading = self.tr("What is stricter than {name}").format(name=parent.name)
            if different:
                head = (self.tr("Rule"), parent.name, preset.name)
                rows = tuple((each.subject, each.law, each.ours) for each in different)
                found.append(Chapter(heading, table=(head, *rows)))
            else:
                found.append(Chapter(heading, (self.tr("Nothing yet: it says the same."),)))
        names = tuple(campaign.name for campaign in entry.used_by)
        nobody = (self.tr("No campaign."),)
        found.append(Chapter(self.tr("Used by campaigns"), names or nobody))
        if entry.own is not None:
            by = self.tr("{name}, {moment}").format(name=entry.own.by, moment=moment(entry.own.at))
            found.append(Chapter(self.tr("Changed last by"), (by,)))
        return tuple(found)

    # --- what is done -----------------------------------------------------------------------------

    async def _do(self, act: str, name: str) -> None:
        shelf = await self._read()
        entry = shelf.find(name)
        if entry is None:
            await self.refresh()  # somebody else has deleted it
        elif act == "remove":
            await self._remove(entry)
        elif act == "copy":
            title_ru = f"{entry.preset.title_ru}: строже"
            title_en = f"{entry.preset.title_en}: stricter"
            copy = legal_presets.copy_of(entry.preset, f"{name[:34]}-own", title_ru, title_en)
            self._ask(shelf, copy, None)
        else:
            self._ask(shelf, entry.latest, entry.latest.version)

    def _ask(self, shelf: Shelf, preset: Preset, base: int | None) -> None:
        """``base``: the version that is changed; None: a new preset."""
        dialog = PresetDialog(
            self.console.window,
            preset_file.document(preset),
            new=base is None,
            write=preset_file.as_text,
            parse=preset_file.parse,
        )
        #: What somebody was told the consequences of.
        told: list[Preset] = []

        def judge() -> None:
            found = self._judged(dialog, shelf, preset, base)
            dialog.show_faults(found.faults, found.told)
            if found.preset is not None and told and found.preset != told[-1]:
                told.clear()

        async def save() -> None:
            wished = self._judged(dialog, shelf, preset, base).preset
            if wished is not None:
                await self._save(dialog, wished, base, told)

        dialog.edited.connect(judge)
        self.ask(dialog, save)

    def _judged(
        self, dialog: PresetDialog, shelf: Shelf, preset: Preset, base: int | None
    ) -> _Judged:
        try:
            document = dialog.document()
            wished = preset_file.read(_kept(document, preset))
        except KnownError as error:
            return _Judged({str(error.values.get("key", "")): "×"}, (said(error),))
        if base is None and wished.name in shelf.presets.names():
            return _Judged({"name": "×"}, (self.tr("There is a preset of that name already."),))
        if base is not None and wished.name != preset.name:
            return _Judged({"name": "×"}, (self.tr("A preset keeps its name."),))
        laxer = legal_presets.laxer_places(wished, shelf.presets, now())
        if laxer:
            told = legal_presets.faults(wished, shelf.presets, now())
            return _Judged(laxer, tuple(told))
        return _Judged({}, (), wished)

    async def _save(
        self, dialog: PresetDialog, wished: Preset, base: int | None, told: list[Preset]
    ) -> None:
        settings, by = self.console.connection.settings, self.console.user_name()
        run = self.console.connection.run
        try:
            if base is not None and not told:
                seen = await run(lambda s: legal_presets.foreseen(settings, s, wished, now()))
                if seen.broken:
                    told.append(wished)
                    dialog.refuse("")
                    again = self.tr("Save once more, if that is meant.")
                    dialog.say("\n".join([*legal_presets.consequences(seen), again]), "warning")
                    return

            def save(stores: Stores) -> Changed:
                if base is None:
                    return Changed(legal_presets.add(settings, stores, wished, by, now()))
                return legal_presets.change(settings, stores, wished, by, now(), base)

            done = await run(save)
        except (KnownError, StorageUnavailable) as error:
            dialog.refuse(said(error))
            return
        dialog.accept()
        await self.refresh()
        self._shown.presets.choose(done.preset.name)
        lines = legal_presets.consequences(done)
        self._shown.presets.say("\n".join(lines), "warning" if done.broken else "secondary")

    async def _remove(self, entry: Entry) -> None:
        await self.remove(
            self.tr("Delete the preset {name}?").format(name=entry.name),
            self.tr("With all its versions. What the ledger tells of calls stays."),
            lambda stores: legal_presets.remove(stores, entry.name, now()),
            label=self.tr("Delete"),
        )


def _kept(document: Mapping[str, Any], preset: Preset) -> dict[str, Any]:
    """Whose copy it is does not change, nor what makes its version."""
    kept = {**document, "version": preset.version}
    kept.pop("parent", None)
    return {**kept, "parent": preset.parent} if preset.parent else kept


def _line(entry: Entry) -> Line:
    preset = entry.preset
    words = legal_presets.origin_words()[entry.origin]
    if preset.parent:
        words = f"{words} ← {preset.parent}"
    day = preset.valid_from
    cells = (
        preset.name, preset.title(language()), words, str(preset.version),
        short_day(day) if day else "", str(len(entry.used_by) or ""),
    )  # fmt: skip
    return Line(preset.name, cells, "warning" if entry.laxer else "", preset.source)
