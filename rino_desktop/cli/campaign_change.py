"""``campaign clone | set | show | check | delete``."""

from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.cli.context import Context
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.campaign import Campaign
    from engine.ports.storage import Stores
    from rino_desktop.cli.parser import Group


def add_to(group: "Group") -> None:
    clone = group.command("clone", t("a draft with the same settings and no list"), _clone)
    clone.add_argument("name", metavar="NAME")
    clone.add_argument("new_name", metavar="NEW_NAME")
    change = group.command("set", t("change single settings, also of a running campaign"), _set)
    change.add_argument("name", metavar="NAME")
    change.add_argument(
        "changes", metavar="KEY=VALUE", nargs="+",
        help=t("as in the campaign file: max_lines=20; without a value: as usual"),
    )  # fmt: skip
    show = group.command("show", t("a campaign's settings as a campaign file"), _show)
    show.add_argument("name", metavar="NAME")
    show.add_argument("--out", metavar="FILE", type=Path, help=t("left out: it is shown"))
    check = group.command("check", t("all that can be known before the first call"), _check)
    check.add_argument("name", metavar="NAME")
    delete = group.command("delete", t("delete a draft, with its list"), _delete)
    delete.add_argument("name", metavar="NAME")


def _clone(context: Context) -> None:
    from rino_desktop import campaign_changes

    args, now = context.args, context.now()
    campaign = context.transact(
        lambda stores: campaign_changes.clone(stores, args.name, args.new_name, now)
    )
    _tell(context, campaign, t("Campaign {name} created.", name=campaign.name))


def _set(context: Context) -> None:
    from rino_desktop import campaign_changes, campaign_edit, campaign_file, presets

    args, now = context.args, context.now()
    changes = [_pair(text) for text in args.changes]

    def change(stores: "Stores") -> "Campaign":
        office = presets.of_office(context.settings, stores)
        before = stores.campaigns.by_name(args.name).settings
        wanted = campaign_edit.changed(before, changes, office)
        settings = campaign_file.checked(campaign_edit.NO_FILE, wanted, stores, office)
        return campaign_changes.change(stores, settings, now, before)

    campaign = context.transact(change)
    _tell(context, campaign, t("Campaign {name} changed.", name=campaign.name))


def _pair(text: str) -> tuple[str, str]:
    key, found, value = text.partition("=")
    if not found or not key.strip():
        raise KnownError(t("{text} is not of the form {form}", text=repr(text), form="KEY=VALUE"))
    return key.strip(), value


def _show(context: Context) -> None:
    from rino_desktop import campaign_base, campaign_document

    args = context.args
    campaign = context.transact(lambda stores: stores.campaigns.by_name(args.name))
    found = campaign_document.document(campaign.settings)
    text = campaign_base.marked(campaign.settings)
    if args.out is None:
        context.out.done({"settings": found, "text": text}, text)
        return
    args.out.write_text(text, encoding="utf-8", newline="\n")
    context.out.done({"file": str(args.out)}, t("Written: {file}.", file=args.out))


def _check(context: Context) -> int:
    from rino_desktop import preflight

    with context.database() as database:
        findings = preflight.check(
            context.settings, database.transact, context.args.name, context.now()
        )
    blocked = any(finding.state is preflight.State.BLOCKS for finding in findings)
    lines = [
        f"{finding.state_word}: {finding.what}: {finding.words}"
        + (f" {finding.mend}" if finding.mend else "")
        for finding in findings
    ]
    context.out.done(
        {"ok": not blocked, "findings": [finding.as_json() for finding in findings]},
        "\n".join(lines),
    )
    return 1 if blocked else 0


def _delete(context: Context) -> None:
    from rino_desktop import campaign_changes

    name, now = context.args.name, context.now()
    context.transact(lambda stores: campaign_changes.remove_draft(stores, name, now))
    context.out.done({"name": name}, t("Campaign {name} deleted.", name=name))


def _tell(context: Context, campaign: "Campaign", text: str) -> None:
    context.out.done(
        {"id": campaign.id, "name": campaign.name, "state": campaign.state.value}, text
    )
