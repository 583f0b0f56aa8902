"""What ``report`` and ``schedule add`` take beside kind and campaign."""

import argparse
from typing import TYPE_CHECKING

from rino_desktop.cli.parser import pair, positive
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.report_kinds import KINDS
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.reports.model import ReportOptions


def add_to(parser: argparse.ArgumentParser, *, mail: bool = False) -> None:
    survey = parser.add_argument_group(t("of a survey"))
    survey.add_argument(
        "--by", metavar="NAME", action="append", default=[],
        help=t("cross with a question, a field of the list or a result; repeatable"),
    )  # fmt: skip
    survey.add_argument("--weight", metavar="FIELD", help=t("field of the list with the weight"))
    survey.add_argument(
        "--target", metavar="FIELD:VALUE=SHARE", type=_target, action="append", default=[],
        help=t("weight by the shares that the values of a field are to have; repeatable"),
    )  # fmt: skip
    draw = parser.add_argument_group(t("of a draw"))
    draw.add_argument("--draw", metavar="NAME", help=t("only this draw of the campaign"))
    draw.add_argument("--seed", metavar="TEXT", help=t("the published seed"))
    draw.add_argument("--winners", metavar="N", type=positive, help=t("how many tickets win"))
    form = parser.add_argument_group(t("of a client's own form"))
    form.add_argument(
        "--parameter", metavar="NAME=VALUE", type=pair("=", "NAME=VALUE"), action="append",
        default=[], help=t("a parameter of the form; repeatable"),
    )  # fmt: skip
    words = t("such as 2026-11-23, -7, today, yesterday, this-week, last-month")
    # `schedule add` has --from for the sender of its mail.
    first, last = ("--since", "--until") if mail else ("--from", "--to")
    form.add_argument(first, metavar="DATE", dest="since", help=f"{t('first day')}: {words}")
    form.add_argument(last, metavar="DATE", dest="until", help=t("last day"))


#: Which options are of which kind of report: (name in the namespace, option).
_OWN = {
    "survey": (("by", "--by"), ("weight", "--weight"), ("target", "--target")),
    "draw": (("draw", "--draw"), ("seed", "--seed"), ("winners", "--winners")),
    "ledger": (("contact", "--contact"),),
    "form": (("parameter", "--parameter"), ("since", "--from"), ("until", "--to")),
    "flow": (("since", "--from"), ("until", "--to")),
}


def require_fitting(args: argparse.Namespace, kind: str, command: str) -> None:
    """WrongUsage for an option that ``kind`` would pass over without a word. What kinds of plug-ins
    make of them nobody knows."""
    if kind not in KINDS and not kind.startswith("form:"):
        return
    own = {name for name, _ in _OWN.get(kind.partition(":")[0], ())}
    for owner, options in _OWN.items():
        for name, option in options:
            if getattr(args, name, None) and name not in own:
                if command != "report":  # where --from is the sender of a mail
                    option = {"since": "--since", "until": "--until"}.get(name, option)
                wanted = "form:…" if owner == "form" else owner
                raise WrongUsage(
                    f"rino-desktop {command}: "
                    + t("{option} is of the report {kind} only", option=option, kind=wanted)
                )


def of(args: argparse.Namespace) -> "ReportOptions":
    from engine.reports.model import ReportOptions

    targets: dict[str, dict[str, float]] = {}
    for field, value, share in args.target:
        targets.setdefault(field, {})[value] = share
    parameters = dict(args.parameter)
    for name, text in (
        ("from", getattr(args, "since", None)),
        ("to", getattr(args, "until", None)),
    ):
        if text:
            parameters[name] = text
    return ReportOptions(
        by=tuple(args.by),
        weight=args.weight or "",
        targets=targets,
        draw=args.draw or "",
        seed=args.seed or "",
        winners=args.winners or 0,
        parameters=parameters,
    )


def _target(text: str) -> tuple[str, str, float]:
    """``sex:female=54``: percent or shares, as long as all are the same."""
    place, _, share = text.rpartition("=")
    field, colon, value = place.partition(":")
    try:
        number = float(share.strip().rstrip("%").replace(",", "."))
    except ValueError:
        number = -1.0
    if not colon or not field.strip() or not value.strip() or not 0 <= number < 1e9:
        raise argparse.ArgumentTypeError(
            t("{text} is not of the form {form}", text=repr(text), form="FIELD:VALUE=SHARE")
        )
    return field.strip(), value.strip(), number
