"""What a new campaign begins with: for each use of the product its scheme, form, rules and reports,
fitted to what this office has."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from engine.domain.campaign import CampaignMode
from rino_desktop import campaign_document, campaign_file, campaign_samples

#: Kinds of reports that answer what such a campaign is for, the first one first.
REPORTS: dict[str, tuple[str, ...]] = {
    "debt": ("summary", "results", "attempts", "ledger"),
    "debt-operators": ("summary", "operators", "results", "attempts", "ledger"),
    "notice": ("results", "summary", "attempts"),
    "advertising": ("results", "ledger", "summary"),
    "election": ("survey", "summary", "attempts"),
    "survey": ("survey", "splits", "summary", "results"),
    "interview": ("summary", "results", "attempts"),
    "quiz": ("draw", "survey", "results", "summary"),
    "feedback": ("results", "summary", "attempts"),
}
#: What is used where a scheme needs a data source that the office has not.
_WITHOUT_SOURCE = {"debtor-billing": "debtor-reminder"}


@dataclass(frozen=True, slots=True)
class Office:
    """Names of what there is: published schemes, trunks, data sources, campaigns, forms."""

    schemes: tuple[str, ...] = ()
    trunks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """``document``: as campaign_document has it; what the scheme says in the office's name is left
    empty. ``missing``: data sources that it does without."""

    use: str
    document: dict[str, Any]
    missing: tuple[str, ...]
    reports: tuple[str, ...]


def uses() -> tuple[str, ...]:
    return tuple(REPORTS)


def template(use: str, office: Office, name: str = "") -> Template:
    """``name``: how the campaign is called, with a number if there is one; "": as in the sample.
    KnownError for a use that there is not."""
    sample = campaign_samples.sample(use)
    trunk = office.trunks[0] if office.trunks else ""
    text, missing = sample.written(trunk, office.sources)
    settings = campaign_file.parse(sample.path, text.encode("utf-8"))
    document = campaign_document.document(settings)
    campaign = document["campaign"]
    campaign["name"] = free_name(name or sample.name, office.campaigns)
    if not trunk:
        campaign.pop("trunk", None)
    # A number of the sample's is nobody's own, and nobody calls in the name of its company.
    campaign.pop("caller_id", None)
    if "variables" in document:
        document["variables"] = dict.fromkeys(document["variables"], "")
    if missing and campaign.get("scheme") in _WITHOUT_SOURCE:
        campaign["scheme"] = _WITHOUT_SOURCE[campaign["scheme"]]
    if campaign.get("scheme") not in _WITHOUT_SOURCE:
        # The column by which a billing knows people: lists of other origin have none of that name.
        campaign.pop("person", None)
    # Operators talk: the form that goes with the scheme has its name.
    wanted = campaign.get("form", "")
    if wanted and wanted not in office.forms:
        del campaign["form"]
    if campaign["mode"] != CampaignMode.AUTOMATIC and campaign.get("scheme") in office.forms:
        campaign["form"] = campaign["scheme"]
    return Template(use, document, missing, REPORTS[use])


def unfilled(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Variables of the scheme that were left empty."""
    values = document.get("variables") or {}
    return tuple(name for name, value in values.items() if not str(value).strip())


def free_name(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or with the first number that nobody has."""
    known = {name.casefold() for name in taken}
    name, number = wanted, 2
    while name.casefold() in known:
        name, number = f"{wanted} {number}", number + 1
    return name
