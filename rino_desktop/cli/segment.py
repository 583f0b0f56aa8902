"""``segment list | show | save | count | build | refresh | delete``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.numbered import add_author, user_name
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.lists.criteria import Criterion


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "segment", t("criteria that are kept, and lists made of them"))
    group.command("list", t("all, with what they ask"), _list)
    show = group.command("show", t("one as a file for “segment save”"), _show)
    show.add_argument("name", metavar="NAME")
    save = group.command("save", t("keep a criterion under a name"), _save)
    save.add_argument("name", metavar="NAME")
    save.add_argument("file", metavar="FILE.json", type=Path)
    add_author(save)
    count = group.command("count", t("how many match now, and how many may be called now"), _count)
    count.add_argument("name", metavar="NAME", nargs="?")
    count.add_argument("--file", metavar="FILE.json", type=Path, help=t("instead of a segment"))
    count.add_argument("--campaign", metavar="NAME", help=t("whose rules say who may be called"))
    build = group.command("build", t("make it a campaign's list"), _build)
    build.add_argument("name", metavar="NAME")
    build.add_argument("--campaign", metavar="NAME", required=True)
    refresh = group.command("refresh", t("bring a campaign's list up to date"), _refresh)
    refresh.add_argument("--campaign", metavar="NAME", required=True)
    build.add_argument("--dry-run", action="store_true", help=t("only say what would come"))
    for each in (build, refresh):
        each.add_argument(
            "--allow-empty", action="store_true", help=t("withdraw all when nobody matches")
        )
    delete = group.command("delete", t("delete one that is no campaign's list"), _delete)
    delete.add_argument("name", metavar="NAME")


def _list(context: Context) -> None:
    from rino_desktop import list_words

    found = context.transact(lambda stores: stores.segments.all())
    rows = [
        {"name": each.name, "owner": each.owner, "words": list_words.sentence(each.criterion)}
        for each in found
    ]
    lines = [f"{row['name']}: {row['words']}" for row in rows]
    context.out.done({"segments": rows}, "\n".join(lines) or t("No segments."))


def _show(context: Context) -> None:
    import json

    from engine.lists import criteria_codec

    segment = context.transact(lambda stores: stores.segments.by_name(context.args.name))
    # What a file is made from: “segment save” of the same name refuses another revision.
    document = {"segment": segment.name, "revision": segment.revision}
    document |= json.loads(criteria_codec.dump(segment.criterion))
    context.out.done(document, json.dumps(document, ensure_ascii=False, indent=2))


def _save(context: Context) -> None:
    from rino_desktop import list_words, segments

    args, now = context.args, context.now()
    criterion = _read(args.file)
    author = user_name(args.by)
    base = _made_from(args.file, args.name)
    segment = context.transact(lambda s: segments.save(s, args.name, author, criterion, now, base))
    if base is not None:
        context.out.note(
            t("Before the file is used for another change: {line}",
              line=f'"revision": {segment.revision}')
        )  # fmt: skip
    context.out.done(
        {"name": segment.name, "revision": segment.revision},
        t("Kept: {name}. {words}", name=segment.name, words=list_words.sentence(criterion)),
    )


def _count(context: Context) -> None:
    from rino_desktop import segments
    from rino_desktop.cli.usage import WrongUsage

    args = context.args
    if (args.name is None) == (args.file is None):
        raise WrongUsage(t("rino-desktop segment count: give a NAME or --file"))
    criterion = None if args.file is None else _read(args.file)

    def look(stores: Any) -> segments.Counted:
        asked = criterion or stores.segments.by_name(args.name).criterion
        campaign = stores.campaigns.by_name(args.campaign) if args.campaign else None
        return segments.count(stores, context.settings, asked, campaign, context.now())

    counted = context.transact(look)
    context.out.done(counted.as_json(), counted.text())


def _build(context: Context) -> None:
    from rino_desktop import segments

    args = context.args
    with context.database() as database, context.out.progress(t("Building the list")) as advance:
        segment, campaign = database.transact(
            lambda s: (s.segments.by_name(args.name), s.campaigns.by_name(args.campaign))
        )
        built = segments.build(
            context.settings, database, segment, campaign, dry_run=args.dry_run,
            allow_empty=args.allow_empty, watch=lambda done: advance(done, None),
        )  # fmt: skip
    context.out.done(built.as_json(), built.text())


def _refresh(context: Context) -> None:
    from engine.errors import KnownError
    from rino_desktop import segment_refresh

    args = context.args
    with context.database() as database, context.out.progress(t("Building the list")) as advance:
        built = segment_refresh.refresh_of(
            context.settings, database, args.campaign, allow_empty=args.allow_empty,
            watch=lambda done: advance(done, None),
        )  # fmt: skip
    if built is None:
        raise KnownError(
            t("The list of the campaign {name} is no segment's.", name=args.campaign),
            mend="rino-desktop segment build NAME --campaign NAME",
        )
    context.out.done(built.as_json(), built.text())


def _delete(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.segments.delete(name))
    context.out.done({"deleted": name}, t("Deleted: {name}.", name=name))


def _made_from(file: Path, name: str) -> int | None:
    """The revision of the segment of that name that “segment show” has written the file of; None:
    of none. The file has been read as a criterion before."""
    import json

    document = json.loads(file.read_text(encoding="utf-8-sig"))
    same = str(document.get("segment", "")).casefold() == name.strip().casefold()
    revision = document.get("revision")
    return revision if same and isinstance(revision, int) else None


def _read(file: Path) -> "Criterion":
    from engine.errors import KnownError
    from engine.lists import criteria_codec

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(t("{file}: cannot be read: {reason}.", file=file, reason=error)) from None
    try:
        return criteria_codec.load(text)
    except KnownError as error:
        raise KnownError("{file}: {reason}", file=file, reason=error) from error
