"""``preset list | show | check``: legal presets."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    from engine.domain.preset_model import Preset


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "preset", t("legal presets"))
    group.command("list", t("all legal presets"), _list)
    show = group.command("show", t("what a legal preset says"), _show)
    show.add_argument("name", metavar="NAME[@VERSION]")
    check = group.command("check", t("check the file of a legal preset"), _check)
    check.add_argument("file", metavar="FILE", type=Path)


def _list(context: Context) -> None:
    from engine.domain.presets import in_force
    from rino_desktop import presets

    all_there_are = presets.of_office(context.settings).all()
    held = in_force(all_there_are, context.now().date())
    context.out.table(
        [
            {
                "name": preset.name,
                "version": preset.version,
                "valid_from": preset.valid_from and preset.valid_from.isoformat(),
                "in_force": preset in held,
                "title": preset.title(language()),
                "source": preset.source,
            }
            for preset in all_there_are
        ],
        (t("name"), t("version"), t("valid from"), t("in force"), t("title")),
        [
            (
                preset.name,
                preset.version,
                preset.valid_from or "",
                t("yes") if preset in held else t("no"),
                preset.title(language()),
            )
            for preset in all_there_are
        ],
        t("There are no legal presets."),
    )


def _show(context: Context) -> None:
    from rino_desktop import presets

    found = presets.of_office(context.settings).find(context.args.name, context.now().date())
    _tell(context, found)


def _check(context: Context) -> None:
    from rino_desktop import presets

    _tell(context, presets.read_file(context.args.file))


def _tell(context: Context, preset: "Preset") -> None:
    from rino_desktop import preset_text

    context.out.done(preset_text.document(preset), "\n".join(preset_text.lines(preset)))
