"""How fast a criterion is counted over many contacts: both numbers and a sample, as a list builder
asks for them while somebody edits. Prints one JSON line, seconds by criterion."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.address import parse_address
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.firebird.schema import create_database
from engine.domain.campaign import CampaignSettings
from engine.lists.criteria import (
    Base,
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Match,
    Operator,
    ValueType,
)
from engine.ports.storage import NewContact
from rino_desktop import segments
from rino_desktop.settings import Settings

_BATCH = 1000
_ZONES = ("Europe/Moscow", "Asia/Omsk", "Asia/Yekaterinburg")


def people(count: int) -> Iterator[Sequence[NewContact]]:
    for start in range(0, count, _BATCH):
        yield [
            NewContact(
                (f"+7916{number:07}",), (_ZONES[number % 3],),
                {"ФИО": f"Иванов {number}", "Долг": str(number % 30_000), "Район": "Центр"},
                number + 1,
            )
            for number in range(start, min(count, start + _BATCH))
        ]  # fmt: skip


def criteria() -> dict[str, Criterion]:
    here = Base(("list",))

    def one(field: Field, operator: Operator, value: str, kind: ValueType = ValueType.TEXT
            ) -> Criterion:  # fmt: skip
        return Criterion(here, Group(Match.ALL, (Condition(field, operator, (value,), kind),)))

    debt, number = Field(Kind.OWN, "Долг"), ValueType.NUMBER
    return {
        "everybody of a campaign": Criterion(here),
        "beginning of a number": one(Field(Kind.PHONE), Operator.BEGINS, "+79160"),
        "time zone": one(Field(Kind.ZONE), Operator.EQUALS, "Asia/Omsk"),
        "called in 30 days": one(Field(Kind.CALL_DATE), Operator.LAST_DAYS, "30"),
        "own field, number": one(debt, Operator.MORE, "29000", number),
        "own field, text": one(Field(Kind.OWN, "ФИО"), Operator.CONTAINS, "99"),
    }


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    count = parser.parse_args(arguments).contacts
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "lists.fdb")
        address = parse_address(str(file))
        create_database(address)
        database = FirebirdDatabase(address)
        campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings("list")))
        other = database.transact(lambda s: s.campaigns.create(CampaignSettings("other")))
        FirebirdBulkLoader(address).load(campaign.id, "list.csv", people(count))
        settings = Settings(str(file), None, "en", False, "warning", Path(folder))
        now, figures = datetime.now(UTC), {}
        for name, criterion in criteria().items():
            begun, spent = time.perf_counter(), time.process_time()
            first: list[float] = []

            def told(_matches: int, begun: float = begun, first: list[float] = first) -> None:
                first.append(time.perf_counter() - begun)

            counted = database.transact(
                lambda s, c=criterion, told=told: segments.count(
                    s, settings, c, other, now, on_matches=told
                )
            )
            figures[name] = {
                "matches_s": round(first[0], 2), "both_s": round(time.perf_counter() - begun, 2),
                "processor_s": round(time.process_time() - spent, 2),
                "matches": counted.matches,
            }  # fmt: skip
        database.close()
    print(json.dumps({"contacts": count, "counts": figures}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
