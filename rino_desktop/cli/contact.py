"""``contacts why | complaint | add | withdraw | put-back``: single contacts."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group, pair
from rino_desktop.texts import t

if TYPE_CHECKING:
    from rino_desktop.contacts.why import Explanation


def add_to(group: Group) -> None:
    why = group.command("why", t("why a number was or was not called at a moment"), _why)
    why.add_argument("number", metavar="NUMBER")
    why.add_argument("--campaign", metavar="NAME", help=t("only of this campaign"))
    why.add_argument(
        "--at", metavar="TIME", type=_moment,
        help=t("YYYY-MM-DDTHH:MM in the computer's time, or with a zone; now without it"),
    )  # fmt: skip
    complaint = group.command(
        "complaint", t("the answer to a complaint about calls to a number"), _complaint
    )
    complaint.add_argument("number", metavar="NUMBER")
    complaint.add_argument(
        "--to", metavar="FILE", type=Path, required=True, help=t("PDF, JSON, or a ZIP of both")
    )
    add = group.command("add", t("add one contact"), _add)
    add.add_argument("number", metavar="NUMBER", nargs="+")
    add.add_argument("--campaign", metavar="NAME", required=True)
    add.add_argument(
        "--zone", metavar="ZONE", action="append", default=[],
        help=t("time zone, such as Europe/Moscow; by the number without it"),
    )  # fmt: skip
    add.add_argument("--field", metavar="FIELD=VALUE", action="append", default=[],
                     type=pair("=", "FIELD=VALUE"), help=t("repeatable"))  # fmt: skip
    withdraw = group.command("withdraw", t("call a contact no more"), _withdraw)
    back = group.command("put-back", t("call a contact again"), _put_back)
    for parser in (withdraw, back):
        parser.add_argument("number", metavar="NUMBER")
        parser.add_argument("--campaign", metavar="NAME", required=True)
    withdraw.add_argument(
        "--reason", metavar="TEXT", required=True, help=t("why; it stands in the card's history")
    )


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            t("{text} is no moment such as 2026-11-30T12:05", text=repr(text))
        ) from error


def _why(context: Context) -> None:
    from rino_desktop.contacts.complaint_report import finding

    explained = context.transact(lambda stores: _explained(context, stores))
    context.out.done(
        {
            "explanations": [
                {
                    "campaign": each.row.campaign, "contact": each.row.contact.id,
                    "phone": each.phone, "at": each.at.isoformat(), "verdict": each.verdict,
                    "rule": each.decided.rule if each.decided is not None else None,
                    "findings": [finding(found) for found in each.findings],
                }
                for each in explained
            ]
        },
        "\n\n".join("\n".join(lines(each)) for each in explained),
    )  # fmt: skip


def _explained(context: Context, stores: Any) -> "list[Explanation]":
    from engine.errors import KnownError
    from rino_desktop.contacts.why import explain
    from rino_desktop.phones import to_e164

    args, now = context.args, context.now()
    at = args.at or now
    campaign = stores.campaigns.by_name(args.campaign) if args.campaign else None
    phone = to_e164(args.number, campaign.settings.country if campaign is not None else "RU")
    if campaign is not None:
        contact_id = stores.ledger.contact_of(campaign.id, phone)
        found = [] if contact_id is None else [contact_id]
    else:
        found = stores.contact_book.with_phone(phone)
    if not found:
        raise KnownError(t("No campaign has a contact with the number {phone}.", phone=phone))
    return [explain(stores, contact_id, at, now, phone) for contact_id in found]


def lines(explanation: "Explanation") -> list[str]:
    from rino_desktop.contacts.life import moment

    marks = {"forbids": "✗", "allows": "✓", "unknown": "?", "happened": "•"}
    head = f"{explanation.phone}  {explanation.row.campaign}  {moment(explanation.at)}"
    return [
        head,
        explanation.verdict,
        *(f"  {marks[found.says]} {found.words}" for found in explanation.findings),
    ]


def _complaint(context: Context) -> None:
    from rino_desktop import actors
    from rino_desktop.contacts import complaint, complaint_report
    from rino_desktop.phones import to_e164

    args, now = context.args, context.now()
    phone = to_e164(args.number, "RU")
    target = args.to.expanduser().absolute()
    who = actors.at_the_command_line().name

    def make(stores: Any) -> complaint.Answer:
        answer = complaint.collect(stores, phone, who, now)
        complaint.record(stores, answer, target.name, now)
        complaint_report.write(stores, answer, target, now)
        return answer

    answer = context.transact(make)
    context.out.done(
        {"file": str(target), "calls": len(answer.calls)},
        t("The answer was written to {file}; calls: {calls}.", file=target,
          calls=len(answer.calls)),
    )  # fmt: skip


def _add(context: Context) -> None:
    from rino_desktop import actors
    from rino_desktop.contacts.editing import Edit, add

    args, now = context.args, context.now()
    edit = Edit(tuple(args.number), tuple(args.zone), dict(args.field))
    who = actors.at_the_command_line().name
    contact_id = context.transact(lambda stores: add(stores, args.campaign, edit, who, now))
    context.out.done({"contact": contact_id}, t("Contact {number} was added.", number=contact_id))


def _withdraw(context: Context) -> None:
    from rino_desktop import actors
    from rino_desktop.contacts import editing

    args, now = context.args, context.now()
    who = actors.at_the_command_line().name
    done = context.transact(
        lambda stores: editing.withdraw(
            stores, [_contact(stores, args.campaign, args.number)], who, args.reason, now
        )
    )
    text = t("Withdrawn.") if done else t("Nothing to withdraw: he is called no more, or just now.")
    context.out.done({"withdrawn": done}, text)


def _put_back(context: Context) -> None:
    from rino_desktop.contacts import editing

    args, now = context.args, context.now()
    done = context.transact(
        lambda stores: editing.put_back(stores, [_contact(stores, args.campaign, args.number)], now)
    )
    context.out.done({"put_back": done}, t("Put back.") if done else t("He is waiting already."))


def _contact(stores: Any, campaign_name: str, number: str) -> int:
    from engine.errors import KnownError
    from rino_desktop.phones import to_e164

    campaign = stores.campaigns.by_name(campaign_name)
    phone = to_e164(number, campaign.settings.country)
    found = stores.ledger.contact_of(campaign.id, phone)
    if found is None:
        raise KnownError(
            t("The campaign {name} has no contact with the number {phone}.",
              name=campaign.name, phone=phone)
        )  # fmt: skip
    return int(found)
