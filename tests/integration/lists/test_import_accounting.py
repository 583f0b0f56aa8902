"""Whatever the file holds: rows in = contacts + rejects, and nothing twice."""

import contextlib
import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.adapters.firebird import Address, FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.lists import open_list
from engine.domain.campaign import CampaignSettings
from engine.errors import KnownError
from engine.service.contact_import import ImportReport, import_contacts

NASTY = [
    "", " ", "89123456789", "+7 912 345-67-80", "8 495 123-45-67", "89123456781, 84951234567",
    "89123456782;89123456783", "нет", "2-34-56", "Итого", "1 250,30", "Иванов", "Телефон", "Имя",
    '"', 'ООО "Рога', '""', "a\nb", "\t", "|", ",", "'89123456784", "7.9123456785E10", "\x00",
    "\x0b", "\x1a",
]  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(NASTY),
    st.integers(0, 60).map(lambda n: f"891234567{n:02}"),
    st.text(alphabet="абвЁя ;,|\"'\n\t0159+-()", max_size=12),
)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=30)


def as_csv(table: list[list[str]], delimiter: str, quoting: int, header: bool) -> str:
    out = io.StringIO()
    # QUOTE_NONE needs an escape for the delimiter itself: none is given, so cells lose it.
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    if header:
        writer.writerow(["Имя", "Телефон", "Долг", "Регион"])
    for line in table:
        writer.writerow(line)
    return out.getvalue()


class Workshop:
    """One embedded database; a campaign for every example."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.file = folder / "list.csv"
        self.rejects = folder / "rejects.csv"
        shutil.copyfile(template, folder / "rino.fdb")
        address = Address(str(folder / "rino.fdb"))
        self.database = FirebirdDatabase(address)
        self.loader = FirebirdBulkLoader(address)
        self.count = 0

    def check(self, data: bytes) -> None:
        self.count += 1
        settings = CampaignSettings(name=f"c{self.count}")
        campaign = self.database.transact(lambda s: s.campaigns.create(settings))
        self.file.write_bytes(data)
        self.rejects.unlink(missing_ok=True)

        def run() -> ImportReport:
            return import_contacts(
                self.file, campaign, self.loader, read=open_list, rejects=self.rejects
            )

        try:
            first = run()
        except KnownError:
            assert not self.rejects.exists()
            assert self._phones(campaign.id) == []
            return
        rejected = sum(first.rejected.values())
        assert first.rows == first.contacts + rejected
        assert (first.unchanged, first.updated) == (0, 0)
        with self.rejects.open(encoding="utf-8-sig", newline="") as file:
            told = list(csv.reader(file, delimiter=";"))
        assert len(told) == rejected
        assert len({line[0] for line in told}) == rejected
        phones = self._phones(campaign.id)
        assert len(set(phones)) == len(phones)
        again = run()
        assert (again.contacts, again.updated) == (0, 0)
        assert (again.rows, again.unchanged) == (first.rows, first.contacts)
        assert again.rejected == first.rejected
        assert self._phones(campaign.id) == phones

    def _phones(self, campaign_id: int) -> list[str]:
        rows = self.database.transact_raw(
            lambda c: c.rows(
                "SELECT phone, other_phones FROM contacts WHERE campaign_id = ? ORDER BY id",
                (campaign_id,),
            )
        )
        return [p for phone, others in rows for p in (phone, *others.split(",")) if p]


@pytest.fixture(scope="module")
def workshop(
    tmp_path_factory: pytest.TempPathFactory, templates: Callable[[str], Path]
) -> "contextlib.AbstractContextManager[Workshop]":
    made = Workshop(tmp_path_factory.mktemp("workshop"), templates("embedded"))
    yield made  # type: ignore[misc]
    made.database.close()


SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(
    TABLES,
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"]),
)
def test_tables_that_a_program_wrote(
    workshop: Workshop,
    table: list[list[str]],
    delimiter: str,
    quoting: int,
    header: bool,
    codec: str,
) -> None:
    workshop.check(as_csv(table, delimiter, quoting, header).encode(codec, "replace"))


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(
    st.lists(st.lists(CELLS, max_size=6).map(";".join), max_size=30),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.binary(max_size=3),
    st.integers(0, 400),
)
def test_files_that_nobody_checked(
    workshop: Workshop, lines: list[str], line_end: str, damage: bytes, at: int
) -> None:
    data = line_end.join(["Имя;Телефон;Долг", *lines]).encode()
    workshop.check(data[:at] + damage + data[at:])
