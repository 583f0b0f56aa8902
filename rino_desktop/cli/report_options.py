"""What ``report`` and ``schedule add`` take beside kind and campaign."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from rino_desktop.cli.parser import pair, positive
from rino_desktop.cli.text_files import read_text
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.report_kinds import FILTERS, KINDS
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.reports.filters import Filter
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
    draw.add_argument("--reserves", metavar="N", type=positive, help=t("tickets that stand in"))
    draw.add_argument("--seed-source", metavar="TEXT", help=t("where the seed will come from"))
    draw.add_argument(
        "--announced", metavar="FILE", type=Path, help=t("the JSON report that closed the list")
    )
    form = parser.add_argument_group(t("of a client's own form"))
    form.add_argument(
        "--parameter", metavar="NAME=VALUE", type=pair("=", "NAME=VALUE"), action="append",
        default=[], help=t("a parameter of the form; repeatable"),
    )  # fmt: skip
    heat = parser.add_argument_group(t("of a heat map"))
    heat.add_argument(
        "--clock", choices=("office", "subscriber"), help=t("whose hours; the office's unless said")
    )
    _add_promises(parser)
    _add_filters(parser, mail=mail)


def _add_promises(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(t("of promises to pay"))
    group.add_argument("--promise", metavar="NAME[=VALUE]",
                       help=t("the result, or the form's field, that is a promise"))  # fmt: skip
    group.add_argument("--day-in", metavar="NAME", help=t("result or field with the promised day"))
    group.add_argument("--amount-in", metavar="NAME", help=t("result or field with the amount"))
    group.add_argument("--account-in", metavar="NAME", help=t("result or field with the account"))
    group.add_argument("--source", metavar="NAME", help=t("the data source with the payments"))
    group.add_argument("--within", metavar="DAYS", type=positive,
                       help=t("days to pay where no day was promised"))  # fmt: skip
    group.add_argument("--grace", metavar="DAYS", type=positive,
                       help=t("days that a payment may be late"))  # fmt: skip


def _add_filters(parser: argparse.ArgumentParser, *, mail: bool) -> None:
    group = parser.add_argument_group(t("only what"))
    words = t("such as 2026-11-23, -7, today, yesterday, this-week, last-month")
    # `schedule add` has --from for the sender of its mail.
    first, last = ("--since", "--until") if mail else ("--from", "--to")
    group.add_argument(first, metavar="DATE", dest="since", help=f"{t('first day')}: {words}")
    group.add_argument(last, metavar="DATE", dest="until", help=t("last day"))
    several: Any = {"action": "append", "default": [], "metavar": "NAME"}
    group.add_argument("--operator", help=t("of this operator; repeatable"), **several)
    group.add_argument("--trunk", help=t("over this trunk; repeatable"), **several)
    group.add_argument("--list", help=t("of this imported list; repeatable"), **several)
    group.add_argument(
        "--result", metavar="RESULT", action="append", default=[],
        help=t("that ended so (completed), or with a saved result (NAME=VALUE); repeatable"),
    )  # fmt: skip
    group.add_argument("--hours", metavar="HH:MM-HH:MM", help=t("that began at this time of day"))
    if not mail:
        group.add_argument("--timezone", metavar="ZONE", help=t("whose days and hours; else the"
                           " campaign's own"))  # fmt: skip
        group.add_argument("--mask", action="store_true", help=t("hide telephone numbers"))


#: Which options are of which kind of report: (name in the namespace, option).
_OWN = {
    "survey": (("by", "--by"), ("weight", "--weight"), ("target", "--target")),
    "draw": (
        ("draw", "--draw"), ("seed", "--seed"), ("winners", "--winners"),
        ("reserves", "--reserves"), ("seed_source", "--seed-source"),
        ("announced", "--announced"), ("verify", "--verify"),
    ),
    "ledger": (("contact", "--contact"),),
    "form": (("parameter", "--parameter"),),
    "heatmap": (("clock", "--clock"),),
    "promises": (
        ("promise", "--promise"), ("day_in", "--day-in"), ("amount_in", "--amount-in"),
        ("account_in", "--account-in"), ("source", "--source"), ("within", "--within"),
        ("grace", "--grace"),
    ),
}  # fmt: skip
#: (name in the namespace, option, which filter it is).
_FILTERS = (
    ("since", "--from", "period"), ("until", "--to", "period"),
    ("operator", "--operator", "operators"), ("trunk", "--trunk", "trunks"),
    ("list", "--list", "lists"), ("result", "--result", "results"), ("hours", "--hours", "hours"),
)  # fmt: skip


def require_fitting(args: argparse.Namespace, kind: str, command: str) -> None:
    """WrongUsage for an option that ``kind`` would pass over without a word. What kinds of plug-ins
    make of them nobody knows."""
    if kind not in KINDS and not kind.startswith("form:"):
        return
    base = kind.partition(":")[0]
    own = {name for name, _ in _OWN.get(base, ())}
    for owner, options in _OWN.items():
        for name, option in options:
            if getattr(args, name, None) and name not in own:
                _refuse(command, option, "form:…" if owner == "form" else owner)
    understood = FILTERS.get(base, ())
    for name, option, what in _FILTERS:
        if getattr(args, name, None) and what not in understood:
            if command != "report":  # where --from is the sender of a mail
                option = {"since": "--since", "until": "--until"}.get(name, option)
            kinds = [each for each, known in FILTERS.items() if what in known]
            _refuse(command, option, ", ".join(kinds))


def _refuse(command: str, option: str, kind: str) -> NoReturn:
    raise WrongUsage(
        f"rino-desktop {command}: "
        + t("{option} is of the report {kind} only", option=option, kind=kind)
    )


def of(args: argparse.Namespace) -> "ReportOptions":
    from engine.reports.model import PromiseOptions, ReportOptions

    targets: dict[str, dict[str, float]] = {}
    for field, value, share in args.target:
        targets.setdefault(field, {})[value] = share
    promise, _, value = (args.promise or "").partition("=")
    return ReportOptions(
        by=tuple(args.by),
        weight=args.weight or "",
        targets=targets,
        draw=args.draw or "",
        seed=args.seed or "",
        winners=args.winners or 0,
        parameters=dict(args.parameter),
        filter=_filter(args),
        reserves=args.reserves or 0,
        seed_source=args.seed_source or "",
        announced=read_text(args.announced) if args.announced else "",
        clock=args.clock or "office",
        promise=PromiseOptions(
            promise.strip(), value.strip(), args.day_in or "", args.amount_in or "",
            args.account_in or "", args.source or "", args.within or 0, args.grace or 0,
        ),
        mask=getattr(args, "mask", False),
    )  # fmt: skip


def _filter(args: argparse.Namespace) -> "Filter":
    from engine.reports.filters import filter_of

    mail = not hasattr(args, "mask")  # `schedule add`: its --timezone is that of its times
    given = args.campaign or []
    campaigns = [given] if isinstance(given, str) else given
    return filter_of({
        "campaigns": campaigns, "since": args.since, "until": args.until,
        "operators": args.operator, "trunks": args.trunk, "lists": args.list,
        "results": args.result, "hours": args.hours,
        "timezone": "" if mail else args.timezone,
    })  # fmt: skip


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
