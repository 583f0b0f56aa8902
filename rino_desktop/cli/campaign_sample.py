"""``campaign sample``."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.texts import t

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from engine.ports.storage import Stores


def add_arguments(parser: "ArgumentParser") -> None:
    parser.add_argument("use", metavar="PURPOSE", nargs="?", help=t("which; left out: lists them"))
    parser.add_argument(
        "--trunk", metavar="NAME", help=t("the trunk of the file; left out: the first there is")
    )
    parser.add_argument(
        "--out", metavar="FILE", type=Path, help=t("left out: the file is shown instead")
    )
    parser.add_argument("--overwrite", action="store_true", help=t("write over a file"))


def run(context: Context) -> None:
    """Lists the samples, or writes one for this office."""
    from rino_desktop import campaign_samples

    args = context.args
    if not args.use:
        _list(context)
        return
    found = campaign_samples.sample(args.use)
    trunks, sources = _office(context)
    if args.trunk and trunks is not None and args.trunk.casefold() not in map(str.casefold, trunks):
        context.out.note(
            t("Note: there is no trunk {name} yet.", name=args.trunk)
            + f" rino-desktop trunk add {args.trunk} --proxy sip:HOST"
        )
    trunk = args.trunk or (trunks[0] if trunks else "")
    text, missing = found.written(trunk, sources)
    for name in missing:
        context.out.note(
            t("Note: there is no data source {name} yet; [[outbox]] is a comment in the file.",
              name=name)
            + f" rino-desktop source add {name} --url …"
        )  # fmt: skip
    if args.out is None:
        context.out.done({"sample": found.use, "missing_sources": missing, "text": text}, text)
        return
    _write(args.out, text, overwrite=args.overwrite)
    context.out.done(
        {"sample": found.use, "campaign": found.name, "file": str(args.out),
         "missing_sources": missing},
        t("Written: {file}.", file=args.out) + f" rino-desktop campaign create {args.out}",
    )  # fmt: skip


def _office(context: Context) -> tuple[list[str] | None, list[str]]:
    """Trunks and data sources; None and nothing where there is no database yet: the samples can be
    read all the same."""

    def read(stores: "Stores") -> tuple[list[str], list[str]]:
        trunks = [trunk.name for trunk in stores.trunks.all()]
        return trunks, [source.name for source in stores.sources.all()]

    try:
        return context.transact(read)
    except KnownError:
        return None, []


def _write(path: Path, text: str, *, overwrite: bool) -> None:
    try:
        with path.open("w" if overwrite else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise KnownError(
            t("{file} is there already.", file=path), mend=t("--overwrite writes over it.")
        ) from None


def _list(context: Context) -> None:
    from rino_desktop import campaign_samples

    samples = campaign_samples.all_samples()
    context.out.table(
        [
            {"sample": each.use, "campaign": each.name, "scheme": each.scheme, "mode": each.mode,
             "about": each.about, "file": str(each.path)}
            for each in samples
        ],
        (t("sample"), t("scheme"), t("what for")),
        [(each.use, each.scheme, each.about) for each in samples],
        "",
    )  # fmt: skip
