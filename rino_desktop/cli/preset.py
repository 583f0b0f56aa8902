"""``preset list | show | check | copy | add | change | diff | remove``: legal presets."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, positive
from rino_desktop.texts import language, t

if TYPE_CHECKING:
    from engine.domain.preset_model import Preset
    from engine.ports.storage import Stores
    from rino_desktop.legal_presets import Changed, Entry, Shelf


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "preset", t("legal presets"))
    group.command("list", t("all legal presets"), _list)
    show = group.command("show", t("what a legal preset says"), _show)
    show.add_argument("name", metavar="NAME[@VERSION]")
    show.add_argument("--save", type=Path, metavar="FILE", help=t("write it as a file, too"))
    check = group.command("check", t("check the file of a legal preset"), _check)
    check.add_argument("file", metavar="FILE", type=Path)
    copy = group.command("copy", t("a preset of the office's own, as strict as another"), _copy)
    copy.add_argument("name", metavar="NAME")
    copy.add_argument("new_name", metavar="NEW_NAME")
    copy.add_argument("--title", metavar="TEXT", help=t("what people call it"))
    add = group.command("add", t("a preset of the office's own, from a file"), _add)
    add.add_argument("file", metavar="FILE", type=Path)
    change = group.command(
        "change", t("its next version, from a file; campaigns that name it follow at once"), _change
    )
    change.add_argument("file", metavar="FILE", type=Path)
    change.add_argument(
        "--base", metavar="VERSION", type=positive,
        help=t("the version that it was made from; left out: the one that the file names"),
    )  # fmt: skip
    diff = group.command("diff", t("where it differs from what it is a copy of"), _diff)
    diff.add_argument("name", metavar="NAME")
    remove = group.command("remove", t("delete a preset that nobody uses"), _remove)
    remove.add_argument("name", metavar="NAME")


def _shelf(context: Context) -> "Shelf":
    """Without a database: what files say."""
    from rino_desktop import legal_presets

    now = context.now()
    if _no_database_yet(context):
        return legal_presets.without_database(context.settings, now)
    return context.transact(lambda stores: legal_presets.read(context.settings, stores, now))


def _no_database_yet(context: Context) -> bool:
    from rino_desktop.bootstrap import database_address

    address = database_address(context.settings)
    return address.embedded and not address.path.exists()


def _list(context: Context) -> None:
    from engine.domain.presets import in_force
    from rino_desktop import legal_presets

    shelf = _shelf(context)
    all_there_are = shelf.presets.all()
    held = in_force(all_there_are, context.now().date())
    of = {entry.name: entry for entry in shelf.entries}
    words = legal_presets.origin_words()
    context.out.table(
        [
            {
                "name": preset.name,
                "version": preset.version,
                "valid_from": preset.valid_from and preset.valid_from.isoformat(),
                "in_force": preset in held,
                "title": preset.title(language()),
                "source": preset.source,
                **legal_presets.as_json(of[preset.name]),
            }
            for preset in all_there_are
        ],
        (t("name"), t("version"), t("valid from"), t("in force"), t("comes from"), t("campaigns"),
         t("title")),
        [
            (
                preset.name,
                preset.version,
                preset.valid_from or "",
                t("yes") if preset in held else t("no"),
                words[of[preset.name].origin],
                len(of[preset.name].used_by) or "",
                preset.title(language()),
            )
            for preset in all_there_are
        ],
        t("There are no legal presets."),
    )  # fmt: skip


def _show(context: Context) -> None:
    from rino_desktop import legal_presets, preset_file, preset_text

    args, shelf = context.args, _shelf(context)
    found = shelf.presets.find(args.name, context.now().date())
    entry = shelf.find(found.name)
    lines, data = preset_text.lines(found), preset_text.document(found)
    if entry is not None:
        data |= legal_presets.as_json(entry)
        lines += _about(entry)
    if args.save is not None:
        args.save.write_text(preset_file.text(found), encoding="utf-8", newline="\n")
        lines.append(t("Written: {file}", file=args.save))
        if entry is not None and found.version < entry.latest.version:
            context.out.note(
                t("This is not the newest version, which is changed: {newest}.",
                  newest=entry.latest.key)
            )  # fmt: skip
    context.out.done(data, "\n".join(lines))


def _about(entry: "Entry") -> list[str]:
    from rino_desktop import preset_words

    lines = []
    if entry.used_by:
        names = ", ".join(campaign.name for campaign in entry.used_by)
        lines.append(t("Campaigns: {names}.", names=names))
    if entry.parent is not None:
        lines += [preset_words.laxer_text(e, entry.preset, entry.parent) for e in entry.laxer]
    return lines


def _check(context: Context) -> int:
    from rino_desktop import legal_presets, preset_text, presets

    preset, now = presets.read_file(context.args.file), context.now()
    presets.require_lawful(preset, str(context.args.file))
    known = presets.of_files(context.settings)
    if preset.parent and preset.parent not in known.names() and not _no_database_yet(context):
        known = _shelf(context).presets
    found = legal_presets.faults(preset, known, now)
    context.out.done(
        {**preset_text.document(preset), "laxer": found},
        "\n".join([*preset_text.lines(preset), *found]),
    )
    return context.verdict(not found, t("It is laxer than what it is a copy of."))


def _copy(context: Context) -> None:
    from rino_desktop import legal_presets, presets

    args, now = context.args, context.now()

    def copy(stores: "Stores") -> "Preset":
        known = presets.of_office(context.settings, stores)
        parent = known.find(args.name, now.date())
        made = legal_presets.copy_of(
            parent, args.new_name.strip(), args.title or parent.title_ru,
            args.title or parent.title_en,
        )  # fmt: skip
        return legal_presets.add(context.settings, stores, made, _who(), now)

    _made(context, context.transact(copy))


def _add(context: Context) -> None:
    from rino_desktop import legal_presets, presets

    preset, now = presets.read_file(context.args.file), context.now()
    _made(context, context.transact(
        lambda stores: legal_presets.add(context.settings, stores, preset, _who(), now)
    ))  # fmt: skip


def _made(context: Context, preset: "Preset") -> None:
    from rino_desktop import preset_text

    context.out.done(
        preset_text.document(preset), t("Legal preset {name} added.", name=preset.name)
    )


def _change(context: Context) -> None:
    from rino_desktop import legal_presets, preset_text, presets

    args, now = context.args, context.now()
    preset = presets.read_file(args.file)
    base = preset.version if args.base is None else args.base

    def change(stores: "Stores") -> "Changed":
        return legal_presets.change(context.settings, stores, preset, _who(), now, base)

    try:
        done = context.transact(change)
    except legal_presets.PresetConflictError as conflict:
        raise _made_from_another(preset.name, base, conflict.newest) from conflict
    told = t("Legal preset {name} changed; its version is {version} now.", name=preset.name,
             version=done.preset.version)  # fmt: skip
    if done.preset.version != preset.version:
        context.out.note(
            t("Before the file is used for another change: version = {version}.",
              version=done.preset.version)
        )  # fmt: skip
    context.out.done(
        {
            **preset_text.document(done.preset),
            "campaigns": [campaign.name for campaign in done.follow],
            "not_dialled": {campaign.name: reason for campaign, reason in done.broken},
        },
        "\n".join([told, *legal_presets.consequences(done)]),
    )


def _made_from_another(name: str, base: int, newest: int) -> KnownError:
    return KnownError(
        t("The change was made from version {base} of the legal preset {name}; the newest one is "
          "{newest}. Nothing was saved.", base=base, name=name, newest=newest),
        mend=t("Save the newest one under another file name, and change that: {command}.",
               command=f"rino-desktop preset show {name}@{newest} --save FILE"),
    )  # fmt: skip


def _diff(context: Context) -> None:
    from dataclasses import asdict

    from rino_desktop import preset_words

    shelf, name = _shelf(context), context.args.name
    found = shelf.presets.find(name, context.now().date())
    entry = shelf.find(found.name)
    if entry is None or entry.parent is None:
        raise KnownError(t("{name} is no copy of another preset.", name=name))
    differences = preset_words.differences(found, entry.parent)
    context.out.table(
        [asdict(each) for each in differences],
        (t("rule"), entry.parent.name, found.name),
        [(each.subject, each.law, each.ours) for each in differences],
        t("It says the same."),
    )


def _remove(context: Context) -> None:
    from rino_desktop import legal_presets

    name = context.args.name
    context.transact(lambda stores: legal_presets.remove(stores, name, context.now()))
    context.out.done({"removed": name}, t("Legal preset {name} deleted.", name=name))


def _who() -> str:
    from rino_desktop import actors

    return actors.at_the_command_line().name
