"""``report draw --verify``: whether a protocol can be repeated and fits the database."""

from typing import TYPE_CHECKING

from rino_desktop.cli.context import Context
from rino_desktop.cli.text_files import read_text
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from engine.ports.storage import Stores


def run(context: Context, campaign: str) -> int:
    from engine.reports.draw_check import faults

    args = context.args
    protocol = read_text(args.verify)
    announced = read_text(args.announced) if args.announced else ""
    issued: dict[str, list[int]] = {}

    def read(stores: "Stores") -> None:
        found = stores.campaigns.by_name(campaign)
        issued.clear()
        for ticket in stores.answers.tickets(found.id):
            issued.setdefault(ticket.draw, []).append(ticket.number)

    context.transact(read)
    found = [said(each) for each in faults(protocol, issued, announced)]
    context.out.done(
        {"file": str(args.verify), "problems": found},
        "\n".join(found) or t("The draw can be repeated, and agrees with the database."),
    )
    return context.verdict(not found, t("Problems: {count}.", count=len(found)))
