"""What a scheduled report keeps as JSON beside its columns: the report's options, and the language
of whoever made it."""

import json
from typing import TYPE_CHECKING

from engine.ports.storage import ReportSchedule
from rino_desktop.texts import language

if TYPE_CHECKING:
    from engine.reports.model import ReportOptions

#: A key. Schedules of earlier versions that are nobody's have none.
MASKED = "masked"


def language_of(schedule: ReportSchedule) -> str | None:
    found = json.loads(schedule.options or "{}").get("language")
    return str(found) if found else None


def is_masked(schedule: ReportSchedule) -> bool:
    """It is nobody's and tells no numbers and names. One that is somebody's goes by his rights."""
    found = json.loads(schedule.options or "{}").get(MASKED)
    return schedule.owner_id is None and found is True


def options_json(options: "ReportOptions | None", *, masked: bool) -> str:
    """With the language of whoever made the schedule: an engine's own is often nobody's."""
    from dataclasses import asdict

    asked: dict[str, object] = {} if options is None else {"report": asdict(options)}
    if masked:
        asked[MASKED] = True
    return json.dumps({"language": language(), **asked}, ensure_ascii=False)


def options_of(schedule: ReportSchedule) -> "ReportOptions | None":
    from engine.reports.filters import filter_of
    from engine.reports.model import PromiseOptions, ReportOptions

    values = json.loads(schedule.options or "{}").get("report")
    if values is None:
        return None
    values = {**values, "by": tuple(values["by"])}
    if "filter" in values:  # an earlier version knew none
        values["filter"] = filter_of(values["filter"])
        values["promise"] = PromiseOptions(**values["promise"])
    return ReportOptions(**values)
