"""What the demo with operators leaves: figures of each operator, reports, answers, recordings."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.domain.campaign import Campaign
from engine.ports.forms import FilledForm
from engine.ports.operators import Talk
from engine.ports.storage import Database, ReportedAttempt, Stores
from engine.reports import PrintedTable, numbers, summary_table
from engine.service.contact_import import ImportReport
from rino_desktop import form_answers_file
from rino_desktop.demo import closing
from rino_desktop.demo.closing import Outcome
from rino_desktop.demo.harvest import copy_recordings, write_reports
from rino_desktop.demo.operators import agreement
from rino_desktop.demo.operators.agreement import Log
from rino_desktop.demo.operators.office import CAMPAIGN, FORM, Crew
from rino_desktop.demo.places import ANSWERS, FORMATS, Places
from rino_desktop.demo.sip.witness import WitnessedCall
from rino_desktop.texts import language, t
from rino_desktop.virtual.answers_given import read_given

#: More than any demo has.
_MOST_TALKS = 100_000
#: The tables of the summary that are printed here: the list's state, what attempts came to.
_PRINTED = slice(2, 4)


def bring_in(places: Places, database: Database, imported: ImportReport, crew: Crew,
             calls: Sequence[WitnessedCall], seconds: float) -> Outcome:  # fmt: skip
    """After everybody has left."""
    now = datetime.now(UTC)
    reports = write_reports(places, database, CAMPAIGN, now)

    def read(stores: Stores) -> Outcome:
        campaign = stores.campaigns.by_name(CAMPAIGN)
        counts = stores.contacts.counts(campaign.id)
        attempts = list(stores.reports.attempts(campaign.id))
        talks = _talks(stores, campaign, now)
        virtual = [o.id for o in stores.operators.operators() if o.name in crew.virtual]
        log = Log.of((talk for each in talks.values() for talk in each), virtual)
        summary = summary_table(stores.reports, counts, campaign, language=language(), now=now)
        recordings = copy_recordings(places, attempts, _sorts(crew))
        answers = _write_answers(stores, places, now)
        return Outcome(
            places=places,
            tables=[*summary[_PRINTED], _people(talks), _share(attempts, log)],
            checks=[
                *agreement.checks(imported, counts, attempts, calls, log),
                *agreement.form_checks(read_given(places.given), _filled_in(stores, crew.virtual)),
            ],
            reports=[*reports, *answers],
            recordings=recordings,
            seconds=seconds,
            rejects=places.clients_rejects,
            pieces=_pieces(places, recordings, bool(answers)),
            commands=_commands(crew),
        )

    return database.transact(read)


def _talks(stores: Stores, campaign: Campaign, now: datetime) -> dict[str, list[Talk]]:
    """Of each operator those of the campaign."""
    since = now - timedelta(days=1)
    return {
        operator.name: [
            talk
            for talk in stores.operators.talks(operator.id, since, _MOST_TALKS)
            if talk.campaign_id == campaign.id
        ]
        for operator in stores.operators.operators()
    }


def _people(talks: dict[str, list[Talk]]) -> PrintedTable:
    rows = []
    for name, each in talks.items():
        answered = [talk for talk in each if talk.answered_at is not None]
        seconds = sum(map(_length_s, answered))
        mean = seconds / len(answered) if answered else 0.0
        saved = sum(bool(talk.result) for talk in answered)
        rows.append((name, str(len(each)), str(len(answered)), str(saved), _clock(seconds),
                     _clock(mean)))  # fmt: skip
    columns = (
        (t("Operator"), False), (t("calls offered"), True), (t("talked"), True),
        (t("results saved"), True), (t("talk time"), True), (t("mean talk"), True),
    )  # fmt: skip
    return PrintedTable(t("Operators"), columns, tuple(rows))


def _share(attempts: Sequence[ReportedAttempt], log: Log) -> PrintedTable:
    lost, share = agreement.abandoned_share(attempts, log)
    answered = sum(attempt.answered_at is not None for attempt in attempts)
    met = sum(bool(log.met(attempt)) for attempt in attempts)
    rows = (
        (t("picked up"), str(answered)),
        (t("talked with an operator"), str(met)),
        (t("no operator in time"), f"{lost} ({numbers.decimal(100 * share, 1, language())} %)"),
    )
    columns = ((t("Subscribers"), False), ("", True))
    return PrintedTable(t("Who was served"), columns, rows)


def _length_s(talk: Talk) -> float:
    if talk.answered_at is None or talk.ended_at is None:
        return 0.0
    return (talk.ended_at - talk.answered_at).total_seconds()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _sorts(crew: Crew) -> dict[str, Callable[[ReportedAttempt], bool]]:
    """Recordings worth listening to: one of the user's, one of a virtual operator's."""
    return {
        "you": lambda attempt: crew.user_id is not None and attempt.operator == crew.user,
        "virtual": lambda attempt: attempt.operator in crew.virtual,
    }


def _filled_in(stores: Stores, virtual: Sequence[str]) -> list[FilledForm]:
    """By virtual operators: of the user's forms nobody else has an account."""
    return [form for form in stores.form_answers.of_form(FORM) if form.operator in virtual]


def _write_answers(stores: Stores, places: Places, now: datetime) -> list[Path]:
    if not any(True for _ in stores.form_answers.of_form(FORM)):
        return []
    targets = [places.report(ANSWERS, form) for form in FORMATS]
    for target in targets:
        form_answers_file.write(stores, FORM, target, now)
    return targets


def _pieces(places: Places, recordings: list[Path], answers: bool) -> list[tuple[str, str]]:
    filled = [(f"{ANSWERS}.{{{','.join(FORMATS)}}}", t("what was filled in"))] if answers else []
    return [
        closing.every_report(),
        *filled,
        (places.clients.name, t("the list of clients")),
        (places.form.name, t("the form that is filled in")),
        (places.campaign.name, t("the campaign file")),
        *closing.some_recordings(places, recordings),
    ]


def _commands(crew: Crew) -> list[tuple[str, str]]:
    return [
        (f"campaign status {CAMPAIGN}", t("the same figures from the command line")),
        (f"operator talks {crew.user if crew.user_id is not None else crew.virtual[0]}",
         t("the call log of an operator")),
        (f"user add {t('Supervisor')} --role administrator",
         t("a password, to look at the campaign in the window")),
        ("", t("the window: sign in with it")),
    ]  # fmt: skip
