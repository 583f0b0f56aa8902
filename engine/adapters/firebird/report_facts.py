"""What reports on the work of an office read."""

from collections.abc import Sequence

from engine.adapters.firebird.codec import decode
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.narrow_reports import FirebirdNarrowAnswers, FirebirdNarrowReports
from engine.adapters.firebird.report_facts_calls import ReportCallsPart
from engine.adapters.firebird.report_facts_desk import ReportDeskPart
from engine.adapters.firebird.report_facts_people import ReportPeoplePart
from engine.domain.campaign import CampaignSettings
from engine.ports.report_scope import Scope

_NAMES = {
    "campaigns": "SELECT name, id FROM campaigns ORDER BY name",
    "operators": "SELECT name, id FROM users ORDER BY name",
    "trunks": "SELECT name, id FROM trunks ORDER BY name",
    "lists": "SELECT file_name, id FROM imports ORDER BY file_name",
}


class FirebirdReportFacts(ReportPeoplePart, ReportCallsPart, ReportDeskPart):
    """Fulfils engine.ports.report_facts.ReportFacts."""

    def __init__(self, connection: Connection) -> None:
        self._sql = connection

    def known(self, kind: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for name, number in self._sql.rows(_NAMES[kind]):
            found.setdefault(name, []).append(number)
        return found

    def zones(self, campaigns: Sequence[int]) -> dict[int, str]:
        return {
            number: decode(CampaignSettings, settings).schedule.timezone
            for number, settings in self._sql.rows("SELECT id, settings FROM campaigns")
            if not campaigns or number in campaigns
        }

    def narrowed(self, scope: Scope) -> FirebirdNarrowReports:
        return FirebirdNarrowReports(self._sql, scope)

    def narrowed_answers(self, scope: Scope) -> FirebirdNarrowAnswers:
        return FirebirdNarrowAnswers(self._sql, scope)
