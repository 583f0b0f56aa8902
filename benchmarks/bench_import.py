"""How fast a contact list comes in, against a bare ``executemany`` of the same columns.

The import does everything: finds encoding, delimiter and columns, decodes, reads the numbers,
finds the time zones, leaves doubles out, writes the contacts and commits. The yardstick gets the
finished rows as Python tuples and only writes and commits them, into the same table.
Prints one JSON line.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.adapters.firebird.address import Address, parse_address
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.schema import create_database
from engine.adapters.lists import open_list
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.service.contact_import import import_contacts

_HEADER = "№;ФИО;Телефон;Регион;Адрес;Договор;Сумма долга;Срок оплаты"
_SURNAMES = ("Иванов", "Петрова", "Сидоренко", "Кузнецов", "Попова", "Смирнов", "Ахметова")
_NAMES = ("Иван Петрович", "Анна Сергеевна", "Пётр Ильич", "Ольга Николаевна", "Рустам Маратович")
_REGIONS = ("Свердловская обл.", "г. Москва", "респ. Башкортостан", "ХМАО", "Приморский край")
_COLUMNS = ("id, campaign_id, import_id, list_row, queue, state, in_attempt, zone_set_id, next_at,"
            " phone, other_phones, progress, fields")  # fmt: skip


def write_list(path: Path, rows: int) -> None:
    """A cp1251 CSV as an office sends it; every number occurs once."""
    rng = random.Random(20261205)
    shapes = ("8{}{}{}{}", "+7 {} {}-{}-{}", "8 ({}) {}-{}-{}", "7{}{}{}{}")
    with path.open("w", encoding="cp1251", newline="\r\n") as file:
        file.write(_HEADER + "\n")
        for i in range(rows):
            digits = f"9{(i * 7_919_003 + 1_000_000_000) % 10**9:09}"
            phone = shapes[i % 4].format(digits[:3], digits[3:6], digits[6:8], digits[8:])
            region = rng.choice(_REGIONS)
            file.write(
                f"{i + 1};{rng.choice(_SURNAMES)} {rng.choice(_NAMES)};{phone};{region};"
                f"ул. Ленина, д. {rng.randrange(1, 200)}, кв. {rng.randrange(1, 300)};"
                f"Д-{rng.randrange(10**6):06};{rng.randrange(100, 30000)},{rng.randrange(100):02};"
                f"{rng.randrange(1, 29):02}.12.2026\n"
            )


def stored(address: Address) -> Iterator[Sequence[object]]:
    """The contacts as they stand in the table."""
    connection = Connection(address, "")
    connection.begin(read_only=True)
    yield from connection.stream(f"SELECT {_COLUMNS} FROM contacts")
    connection.commit()
    connection.close()


def bare_executemany(address: Address, rows: list[tuple[object, ...]]) -> float:
    """Seconds that fdb's executemany takes for the same rows in the same table of an empty
    database."""
    connection = Connection(address, "")
    marks = ", ".join("?" * len(_COLUMNS.split(",")))
    started = time.perf_counter()
    connection.begin()
    cursor = connection.raw.cursor()
    cursor.executemany(f"INSERT INTO contacts ({_COLUMNS}) VALUES ({marks})", rows)
    connection.commit()
    seconds = time.perf_counter() - started
    cursor.close()
    connection.close()
    return seconds


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args(arguments).rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        write_list(path, rows)
        imported = parse_address(f"{folder}/imported.fdb")
        create_database(imported)
        campaign = Campaign(1, CampaignSettings(name="bench"), CampaignState.DRAFT, 1)
        started, cpu_started = time.perf_counter(), time.process_time()
        report = import_contacts(path, campaign, FirebirdBulkLoader(imported), read=open_list)
        import_s = time.perf_counter() - started
        import_cpu_s = time.process_time() - cpu_started
        again_started = time.perf_counter()
        again = import_contacts(path, campaign, FirebirdBulkLoader(imported), read=open_list)
        again_s = time.perf_counter() - again_started
        assert report.rows == rows, report
        assert again.contacts == 0, again

        contacts = [tuple(row) for row in stored(imported)]
        bare = parse_address(f"{folder}/bare.fdb")
        create_database(bare)
        cpu_started = time.process_time()
        bare_s = bare_executemany(bare, contacts)
        bare_cpu_s = time.process_time() - cpu_started
    import_rate, bare_rate = rows / import_s, len(contacts) / bare_s
    print(
        json.dumps(
            {
                "benchmark": "import",
                "rows": rows,
                "contacts": report.contacts,
                "rows_per_s": round(import_rate),
                "again_rows_per_s": round(rows / again_s),
                "executemany_rows_per_s": round(bare_rate),
                "ratio": round(import_rate / bare_rate, 2),
                # The same in processor time: tells a slow import from a busy machine.
                "cpu_ratio": round(bare_cpu_s / len(contacts) / (import_cpu_s / rows), 2),
                "target": 1.0,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
