"""Options that a kind of report would pass over are refused."""

import pytest

from rino_desktop.cli import parser, report_options
from rino_desktop.cli.usage import WrongUsage
from rino_desktop.texts import set_language

_REPORT = ("--campaign", "c", "--format", "json", "--out", "f")


@pytest.mark.parametrize(
    ("kind", "options", "named"),
    [
        ("draw", ("--from", "today"), "--from"),
        ("orders", ("--trunk", "city"), "--trunk"),
        ("operators", ("--clock", "subscriber"), "--clock"),
        ("summary", ("--promise", "p"), "--promise"),
        ("splits", ("--by", "sex"), "--by"),
        ("survey", ("--seed", "x"), "--seed"),
        ("draw", ("--target", "sex:f=54"), "--target"),
        ("summary", ("--contact", "+79161234567"), "--contact"),
        ("ledger", ("--parameter", "a=b"), "--parameter"),
        ("form:act", ("--winners", "3"), "--winners"),
    ],
)
def test_options_of_other_kinds_are_refused(
    kind: str, options: tuple[str, ...], named: str
) -> None:
    set_language("en")
    args = parser.build().parse_args(["report", kind, *_REPORT, *options])
    with pytest.raises(WrongUsage, match=f"report: {named} is of the report"):
        report_options.require_fitting(args, kind, "report")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("attempts", ()),
        ("attempts", ("--from", "today", "--trunk", "city", "--hours", "09:00-18:00")),
        ("operators", ("--operator", "Анна", "--to", "yesterday")),
        ("heatmap", ("--clock", "subscriber", "--result", "completed", "--list", "a.csv")),
        ("promises", ("--promise", "p=yes", "--source", "billing", "--grace", "2")),
        ("survey", ("--by", "sex", "--weight", "w", "--target", "sex:f=54")),
        ("draw", ("--draw", "d", "--seed", "x", "--winners", "3")),
        ("ledger", ("--contact", "+79161234567")),
        ("form:act", ("--parameter", "a=b", "--from", "today", "--to", "today")),
        ("of-a-plug-in", ("--by", "sex", "--seed", "x", "--parameter", "a=b")),
    ],
)
def test_options_of_the_kind_itself_are_taken(kind: str, options: tuple[str, ...]) -> None:
    args = parser.build().parse_args(["report", kind, *_REPORT, *options])
    report_options.require_fitting(args, kind, "report")


def test_a_schedule_names_its_own_options() -> None:
    set_language("en")
    line = ["schedule", "add", "n", "--report", "draw", "--campaign", "c", "--format", "pdf",
            "--folder", "f", "--at", "09:00", "--since", "yesterday"]  # fmt: skip
    args = parser.build().parse_args(line)
    with pytest.raises(WrongUsage, match="schedule add: --since is of the report attempts"):
        report_options.require_fitting(args, "draw", "schedule add")
