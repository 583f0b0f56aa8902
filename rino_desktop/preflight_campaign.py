"""The check before the start, of what the shared database knows."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from engine.domain.campaign import Campaign
from engine.guard import NoRight
from engine.ports.storage import Stores
from rino_desktop import preflight_calling as calling
from rino_desktop import preflight_content as content
from rino_desktop.preflight_case import Case
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

if TYPE_CHECKING:
    from rino_desktop.settings import Settings


def findings(
    office: "Settings", stores: Stores, campaign: Campaign, now: datetime
) -> list[Finding]:
    """In the order in which they are to be mended."""
    case = Case(office, stores, campaign, now)
    checks: tuple[Callable[[Case], Iterator[Finding]], ...] = (
        content.scheme, content.references, content.form, content.law, content.contacts,
        content.people, content.consents,
        calling.hours, calling.trunks, calling.lines, calling.caller_id, calling.engine,
        calling.operators, calling.backup,
    )  # fmt: skip
    return [finding for check in checks for finding in _allowed(check, case)]


def _allowed(check: Callable[[Case], Iterator[Finding]], case: Case) -> Iterator[Finding]:
    """What somebody has no right to look at does not keep him from what he has."""
    try:
        yield from check(case)
    except NoRight as error:
        yield Finding("right", State.WARNING, t("not looked at"), said(error))
