"""``campaign create | update | start | pause | stop | archive | list | status | test | …``."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import KnownError
from rino_desktop.cli import (
    campaign_change,
    campaign_forecast,
    campaign_sample,
    campaign_trace,
)
from rino_desktop.cli.context import Context
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.domain.campaign import Campaign
    from engine.ports.storage import Stores


def add_to(subparsers: Any) -> None:
    group = Group(subparsers, "campaign", t("campaigns"))
    for name, help, run in (
        ("create", t("create a campaign from a file"), _create),
        ("update", t("change a campaign from its file"), _update),
    ):
        parser = group.command(name, help, run)
        parser.add_argument("file", metavar="FILE.toml", type=Path)
    for name, help, run in (
        ("start", t("start or resume dialling"), _start),
        ("pause", t("dial no more; live calls go on"), _pause),
        ("stop", t("dial no more and end live calls"), _stop),
        ("archive", t("put a finished campaign away"), _archive),
        ("unarchive", t("take a campaign out of the archive"), _unarchive),
    ):
        group.command(name, help, run).add_argument("name", metavar="NAME")
    campaign_change.add_to(group)
    group.command("list", t("all campaigns"), _list)
    campaign_sample.add_arguments(
        group.command("sample", t("a sample campaign file to start from"), campaign_sample.run)
    )
    status = group.command("status", t("where a campaign stands, and why it is idle"), _status)
    status.add_argument("name", metavar="NAME")
    campaign_forecast.add_arguments(
        group.command(
            "forecast", t("when a campaign will be done, and what if"), campaign_forecast.run
        )
    )
    why = group.command("why", t("why a number is or is not called"), _why)
    why.add_argument("name", metavar="NAME")
    why.add_argument("number", metavar="NUMBER")
    campaign_trace.add_arguments(
        group.command("trace", t("what happened on a call, step by step"), campaign_trace.run)
    )
    test = group.command("test", t("ring one number with the campaign's scheme"), _test)
    test.add_argument("name", metavar="NAME")
    test.add_argument("--to", metavar="NUMBER", required=True)
    test.add_argument(
        "--field",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help=t("a contact field for the scheme to speak"),
    )


def _create(context: Context) -> None:
    from rino_desktop import campaign_changes, campaign_file, presets

    now = context.now()

    def create(stores: "Stores") -> "Campaign":
        office = presets.of_office(context.settings, stores)
        settings = campaign_file.load(context.args.file, stores, office)
        return campaign_changes.create(stores, settings, now)

    campaign = context.transact(create)
    _tell_next_line(context, campaign)
    _tell_missing(context, campaign)
    _tell(context, campaign, t("Campaign {name} created.", name=campaign.name))


def _update(context: Context) -> None:
    from rino_desktop import campaign_base, campaign_changes, campaign_file, presets

    file, now = context.args.file, context.now()

    def update(stores: "Stores") -> "Campaign":
        office = presets.of_office(context.settings, stores)
        settings = campaign_file.load(file, stores, office)
        present = stores.campaigns.by_name(settings.name).settings
        campaign_base.require_unchanged(file, present, settings)
        return campaign_changes.change(stores, settings, now)

    campaign = context.transact(update)
    _tell_next_line(context, campaign)
    _tell_missing(context, campaign)
    _tell(context, campaign, t("Campaign {name} changed.", name=campaign.name))


def _tell_next_line(context: Context, campaign: "Campaign") -> None:
    from rino_desktop import campaign_base

    line = campaign_base.next_line(context.args.file, campaign.settings)
    if line:
        context.out.note(t("Before the file is used for another change: {line}", line=line))


def _start(context: Context) -> None:
    from rino_desktop import actors, campaign_control, presets, segment_refresh
    from rino_desktop.campaign_references import References

    segment_refresh.refresh_before_start(
        context.settings, context.args.name, actors.at_the_command_line()
    )
    now, check = context.now(), References(context.settings).require

    def start(stores: "Stores") -> "Campaign":
        office = presets.of_office(context.settings, stores)
        return campaign_control.start(stores, context.args.name, now, office, check)

    campaign = context.transact(start)
    _tell_missing(context, campaign)
    _tell(context, campaign, t("Campaign {name} is running.", name=campaign.name))


def _pause(context: Context) -> None:
    from rino_desktop import campaign_control

    campaign = _control(context, campaign_control.pause)
    _tell(context, campaign, t("Campaign {name} is paused.", name=campaign.name))


def _stop(context: Context) -> None:
    from rino_desktop import campaign_control

    campaign = _control(context, campaign_control.stop)
    _tell(context, campaign, t("Campaign {name} is stopped.", name=campaign.name))


def _archive(context: Context) -> None:
    from rino_desktop import campaign_control

    campaign = _control(context, campaign_control.archive)
    _tell(context, campaign, t("Campaign {name} is archived.", name=campaign.name))


def _unarchive(context: Context) -> None:
    from rino_desktop import campaign_control

    campaign = _control(context, campaign_control.unarchive)
    _tell(context, campaign, t("Campaign {name} is out of the archive.", name=campaign.name))


def _control(context: Context, change: "Callable[[Stores, str, datetime], Campaign]") -> "Campaign":
    now = context.now()
    return context.transact(lambda stores: change(stores, context.args.name, now))


def _tell_missing(context: Context, campaign: "Campaign") -> None:
    """What its scheme names and is not there (yet): on standard error."""
    from rino_desktop.campaign_references import References

    references = References(context.settings)
    found = context.transact(lambda stores: references.of_campaign(stores, campaign.settings))
    for problem in found:
        context.out.note(f"{t('warning')}: {problem.line}")
    for line in references.voice_packs(campaign.settings):
        context.out.note(f"{t('warning')}: {line}")


def _tell(context: Context, campaign: "Campaign", text: str) -> None:
    context.out.done(
        {"id": campaign.id, "name": campaign.name, "state": campaign.state.value}, text
    )


def _list(context: Context) -> None:
    from rino_desktop.campaign_control import state_word

    def read(stores: "Stores") -> list[tuple[Any, Any]]:
        return [(each, stores.contacts.counts(each.id)) for each in stores.campaigns.all()]

    campaigns = context.transact(read)
    context.out.table(
        [
            {
                "name": campaign.name,
                "state": campaign.state.value,
                "mode": campaign.settings.mode.value,
                "purpose": campaign.settings.purpose.value,
                "scheme": campaign.settings.scheme,
                "trunks": list(campaign.settings.trunks),
                "contacts": counts.total,
                "done": counts.done,
            }
            for campaign, counts in campaigns
        ],
        (t("name"), t("state"), t("scheme"), t("trunks"), t("contacts"), t("done")),
        [
            (
                campaign.name,
                state_word(campaign.state),
                campaign.settings.scheme,
                ", ".join(campaign.settings.trunks),
                counts.total,
                counts.done,
            )
            for campaign, counts in campaigns
        ],
        t("No campaigns yet: rino-desktop campaign create FILE.toml"),
    )


def _status(context: Context) -> None:
    from rino_desktop import campaign_status
    from rino_desktop.campaign_control import state_word

    now = context.now()
    status = context.transact(
        lambda stores: campaign_status.read(
            stores, stores.campaigns.by_name(context.args.name), now
        )
    )
    counts = status.contacts
    lines = [
        f"{status.campaign.name}: {state_word(status.campaign.state)}",
        t(
            "Contacts: {total}; new {new}, in progress {in_progress}, waiting for a retry "
            "{waiting_retry}, done {done}, excluded {excluded}.",
            total=counts.total,
            new=counts.new,
            in_progress=counts.in_progress,
            waiting_retry=counts.waiting_retry,
            done=counts.done,
            excluded=counts.excluded,
        ),
        t(
            "Attempts: {total}; live {live}, answered {answered}.",
            total=status.attempts,
            live=status.live,
            answered=status.answered,
        ),
    ]
    if status.dispositions:
        lines.append(t("Results: {results}.", results=_figures(status.dispositions)))
    if status.by_hangup_cause:
        lines.append(t("Hangup causes: {causes}.", causes=_figures(status.by_hangup_cause)))
    lines += [
        t("Quota {name}: {done} of {target}, in progress {in_progress}.", **quota)
        for quota in status.quotas
    ]
    if status.why_idle:
        lines.append(t("Nothing is dialled right now: {reason}", reason=status.why_idle))
    lines += [t("Outbox {words}", words=outbox.words()) for outbox in status.outboxes]
    context.out.done(status.as_json(), "\n".join(lines))


def _why(context: Context) -> None:
    from rino_desktop import campaign_why_text

    campaign_why_text.show(context)


def _figures(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {n}" for name, n in sorted(counts.items(), key=lambda kv: -kv[1]))


def _test(context: Context) -> int:
    from rino_desktop import campaign_test_call
    from rino_desktop.cli.parser import pair

    args = context.args
    try:
        fields = dict(pair("=", "FIELD=VALUE")(text) for text in args.field)
    except Exception as error:
        raise KnownError(str(error)) from None
    with context.database() as database:
        now = context.now()
        command_id = database.transact(
            lambda stores: campaign_test_call.order(stores, args.name, args.to, fields, now)
        )
        with context.out.progress(t("Ringing {number}", number=args.to)):
            result = _await_result(
                lambda: database.transact(lambda s: campaign_test_call.outcome(s, command_id))
            )
        blocks = database.transact(lambda s: campaign_test_call.blocks(s, args.name))
    campaign_test_call.require_placed(result)
    context.out.done(result, "\n".join(campaign_test_call.lines(result, blocks)))
    return 0


def _await_result(
    look: "Callable[[], tuple[bool, dict[str, object] | None]]",
) -> dict[str, object]:
    """What the engine wrote about the call, once it is over."""
    from rino_desktop import campaign_test_call

    give_up = time.monotonic() + campaign_test_call.PICK_UP_S
    while True:
        taken, result = look()
        if result is not None:
            return result
        if not taken and time.monotonic() > give_up:
            raise campaign_test_call.nobody_takes()
        time.sleep(campaign_test_call.POLL_S)
