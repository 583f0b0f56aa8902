"""What the demo leaves for people: every report in every format, and a few calls to listen to."""

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from engine.domain.campaign import CampaignState
from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ports.storage import Database, ReportedAttempt, Stores
from engine.reports import summary_table
from engine.service.contact_import import ImportReport
from rino_desktop import report_files
from rino_desktop.demo import agreement, billing, closing
from rino_desktop.demo.billing import Billing
from rino_desktop.demo.closing import Outcome
from rino_desktop.demo.office import CAMPAIGN
from rino_desktop.demo.places import FORMATS, KINDS, Places
from rino_desktop.demo.sip.witness import WitnessedCall
from rino_desktop.texts import language, t

#: File name → which call it may be.
_CALLS: dict[str, Callable[[ReportedAttempt], bool]] = {
    "promise": lambda attempt: attempt.results.get("promise") == "yes",
    "operator": lambda attempt: attempt.disposition is Disposition.TRANSFERRED,
    "never-call": lambda attempt: attempt.disposition is Disposition.OPTED_OUT,
    "hung-up": lambda attempt: attempt.disposition is Disposition.PARTIAL,
}


def bring_in(places: Places, database: Database, imported: ImportReport, debts: Billing,
             calls: Sequence[WitnessedCall], seconds: float) -> Outcome:  # fmt: skip
    """After the campaign: reports, recordings, and whether both sides tell the same."""
    now = datetime.now(UTC)
    to_debtors = [call for call in calls if call.number in debts.debtors]
    others = [call for call in calls if call.number not in debts.debtors]
    written_back = billing.bring_in(database, debts, to_debtors)

    def read(stores: Stores) -> Outcome:
        campaign = stores.campaigns.by_name(CAMPAIGN)
        if campaign.state is not CampaignState.FINISHED:
            raise KnownError(
                t("The engine has left before the campaign was over."),
                mend=t("Its log: {file}", file=places.engine_log),
            )
        counts = stores.contacts.counts(campaign.id)
        attempts = list(stores.reports.attempts(campaign.id))
        recordings = copy_recordings(places, attempts, _CALLS)
        return Outcome(
            places=places,
            tables=[
                *summary_table(stores.reports, counts, campaign, language=language(), now=now),
                written_back.table,
            ],
            checks=[*agreement.checks(imported, counts, attempts, others), *written_back.checks],
            reports=reports,
            recordings=recordings,
            seconds=seconds,
            rejects=places.rejects,
            pieces=_pieces(places, recordings),
            commands=_commands(),
        )

    reports = write_reports(places, database, CAMPAIGN, now)
    report_files.write(database, "attempts", billing.CAMPAIGN, "json", places.billing_report, now)
    return database.transact(read)


def write_reports(places: Places, database: Database, campaign: str, now: datetime) -> list[Path]:
    """Every report in every format."""
    reports = []
    for kind in KINDS:
        for file_format in FORMATS:
            target = places.report(kind, file_format)
            report_files.write(database, kind, campaign, file_format, target, now)
            reports.append(target)
    return reports


def _pieces(places: Places, recordings: list[Path]) -> list[tuple[str, str]]:
    return [
        closing.every_report(),
        (places.contacts.name, t("the list as the office sent it (cp1251)")),
        (places.rejects.name, t("rows that were not taken, each with the reason")),
        (places.campaign.name, t("the campaign file")),
        (places.billing_campaign.name, t("the campaign that asks the billing database")),
        *closing.some_recordings(places, recordings),
    ]


def _commands() -> list[tuple[str, str]]:
    return [
        (f"campaign status {CAMPAIGN}", t("the same figures from the command line")),
        ("source test billing", t("whether the billing database answers")),
        ("", t("the campaign in the window")),
        ("scheme export debtor-reminder", t("what the subscribers heard")),
    ]


def copy_recordings(
    places: Places, attempts: Sequence[ReportedAttempt],
    sorts: Mapping[str, Callable[[ReportedAttempt], bool]],
) -> list[Path]:  # fmt: skip
    """One call of each sort where there is one: the longest."""
    copied: list[Path] = []
    answered = [attempt for attempt in attempts if attempt.answered_at and attempt.recording]
    answered.sort(key=_length_s, reverse=True)
    for name, wanted in sorts.items():
        for attempt in filter(wanted, answered):
            source = places.voice / attempt.recording
            if source.is_file():
                number = re.sub(r"\D", "", attempt.phone)
                target = places.recordings / f"{name}-{number}.wav"
                copied.append(Path(shutil.copyfile(source, target)))
                break
    return copied


def _length_s(attempt: ReportedAttempt) -> float:
    assert attempt.answered_at is not None
    return (attempt.ended_at - attempt.answered_at).total_seconds()
