"""What goes between the program and the process that renders: JSON, with moments and dates."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

CHART_LIMIT = 40


def encoded(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, Mapping):
        return {str(key): encoded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [encoded(each) for each in value]
    return value


def decoded(value: Any) -> Any:
    if isinstance(value, dict):
        if len(value) == 1:
            if "$moment" in value:
                return datetime.fromisoformat(value["$moment"])
            if "$date" in value:
                return date.fromisoformat(value["$date"])
        return {key: decoded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [decoded(each) for each in value]
    return value


def zone_named(name: str) -> tzinfo:
    return ZoneInfo(name) if name else UTC
