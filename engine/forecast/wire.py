"""What goes between the program and the processes that run forecasts: JSON, one line each."""

import json
from dataclasses import asdict, astuple
from datetime import datetime

from engine.forecast.model import Plan
from engine.forecast.outcome import Hour, Outcome


def plan_text(plan: Plan) -> str:
    from pydantic import TypeAdapter

    return TypeAdapter(Plan).dump_json(plan).decode()


def plan_from(text: str) -> Plan:
    from pydantic import TypeAdapter

    plan: Plan = TypeAdapter(Plan).validate_json(text)
    return plan


def outcome_line(outcome: Outcome) -> str:
    document = asdict(outcome)
    document["hours"] = [astuple(hour) for hour in outcome.hours]
    return json.dumps(document, default=datetime.isoformat)


def outcome_from(line: str) -> Outcome:
    document = json.loads(line)
    finished = document["finished_at"]
    document["start"] = datetime.fromisoformat(document["start"])
    document["finished_at"] = None if finished is None else datetime.fromisoformat(finished)
    document["hours"] = tuple(Hour(*hour) for hour in document["hours"])
    return Outcome(**document)
