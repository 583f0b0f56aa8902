"""Makes the sample billing database, and registers it as a data source."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from engine.ports.sources import SourceSettings
from engine.service.source_mapping_file import read_mapping
from rino_desktop import bootstrap, paths
from rino_desktop.billing.people import COLUMNS, portions
from rino_desktop.contact_lists import Progress

#: Every day's rows would be others: the sample is of this day unless another is asked for.
SEED = 20261201


def create(url: str, password: str, *, subscribers: int, seed: int, today: date,
           progress: Progress) -> dict[str, int]:  # fmt: skip
    """Table → number of rows. ``url``: a new Firebird file, ``sqlite:///FILE``, or an empty
    PostgreSQL database."""
    counts = dict.fromkeys(COLUMNS, 0)

    def parts() -> Iterator[tuple[str, tuple[str, ...], list[tuple[object, ...]]]]:
        for rows in portions(subscribers, seed, today):
            for table, columns in COLUMNS.items():
                counts[table] += len(rows[table])
                yield table, columns, list(rows[table])
            progress(counts["subscribers"], subscribers)

    bootstrap.write_sample(url, password, folder(), parts())
    return counts


def folder() -> Path:
    """DDL, mapping and queries of the sample."""
    return paths.resources() / "billing"


def as_source(name: str, url: str, password_env: str) -> SourceSettings:
    file = folder() / "mapping.toml"
    mapping = read_mapping(file.read_bytes(), file.name)
    return SourceSettings(name, url, password_env, mapping=mapping)
