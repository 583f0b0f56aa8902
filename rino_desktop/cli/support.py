"""``support-bundle``: what whoever helps asks for first, in one file without secrets."""

from pathlib import Path
from typing import Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import leaf
from rino_desktop.texts import t


def add_to(subparsers: Any) -> None:
    parser = leaf(
        subparsers,
        "support-bundle",
        t("a file for whoever helps: versions, findings, figures, reports of errors; without "
          "secrets, numbers and names"),
        _make,
    )  # fmt: skip
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    parser.add_argument(
        "--log", type=Path, action="append", default=[], metavar="FILE",
        help=t("also the end of this log, masked; may be repeated"),
    )  # fmt: skip


def _make(context: Context) -> None:
    from rino_desktop import support_bundle

    with context.out.progress(t("Looking around")):
        made = support_bundle.make(context.settings, context.args.file, context.args.log)
    lines = [
        t("Made: {file} ({kb} KB).", file=made.file, kb=-(-made.bytes // 1024)),
        *(f"  {part.name} — {part.about}" for part in made.parts),
        t("Look into it before you send it: all of it is plain text."),
    ]
    context.out.done(
        {"file": str(made.file), "bytes": made.bytes, "parts": [p.name for p in made.parts]},
        "\n".join(lines),
    )
