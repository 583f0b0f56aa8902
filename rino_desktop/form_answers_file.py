"""What operators have filled in, as a file."""

from datetime import datetime
from pathlib import Path

from engine.ports.storage import Stores
from rino_desktop.texts import language


def write(stores: Stores, name: str, target: Path, now: datetime) -> None:
    """All answers to the form ``name``, in the format that the suffix of ``target`` says."""
    from engine.domain.campaign import Campaign, CampaignSettings, CampaignState, Schedule
    from engine.forms.codec import load_form
    from engine.ports.storage import ContactCounts
    from engine.reports.form_answers import FormAnswersReport
    from engine.reports.rendering import render

    draft = stores.forms.draft(name)
    report = FormAnswersReport(
        load_form(draft.document, draft.name), lambda: stores.form_answers.of_form(name)
    )
    # A report stands under a name and in a time zone; here these are the form's, and UTC.
    about = Campaign(
        0,
        CampaignSettings(draft.name, schedule=Schedule(timezone="UTC")),
        CampaignState.DRAFT,
        0,
    )
    render(
        report, target.suffix.lower().lstrip("."), stores.reports,
        ContactCounts(0, 0, 0, 0, 0, 0), about, language=language(), target=target, now=now,
    )  # fmt: skip
