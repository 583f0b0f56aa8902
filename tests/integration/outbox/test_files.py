"""File drops: lines that are whole and come once, files for each row, recordings."""

import csv
import json
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.stores import StoreAccess, open_store
from engine.domain.outbox import OutboxContent
from engine.ports.outbox import Parcel, StoreDown
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.outbox import Bureau, outbox


@pytest.fixture
def engine_kind() -> str:
    return "embedded"


def parcel(number: int, place: str, contact_id: int = 1, **values: str) -> Parcel:
    key = f"rino-1-{number}-results-1"
    document = {"key": key, "kind": "results", **values}
    return Parcel(key, key, contact_id, OutboxContent.RESULTS, values, document, place)


def drop(place: str, parcels: list[Parcel], **settings: object) -> list[str]:
    store = open_store(outbox(store=place, **settings), StoreAccess(place))
    try:
        return store.deliver(parcels, lambda: True)
    finally:
        store.close()


def test_csv_and_recordings_of_a_campaign(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    columns = {"Телефон": "phone", "Сумма": "result.sum", "Когда": "ended_at"}
    bureau = Bureau.build(
        tested_database, database, tmp_path,
        outbox("table", store=f"file://{out}/{{campaign}}/{{date}}.csv", what=["attempts"],
               columns=columns, timezone="Asia/Omsk"),
        outbox("lines", store=f"file://{out}/all.jsonl", what=["results", "attempts"]),
        outbox("each", store=f"file://{out}/each/", what=["results"]),
        outbox("sound", store=f"file://{out}/sound/{{date}}-{{phone}}-{{attempt_id}}.wav",
               what=["recordings"]),
        outbox("sound as it is", store=f"file://{out}/", what=["recordings"]),
        name="Долги / ноябрь", contacts=3,
    )  # fmt: skip
    (out / "each").mkdir()
    (out / "sound").mkdir()
    one, two, _ = bureau.node.dial(3)
    bureau.serve(one, [("sum", '12,5; "пять"\nстрок')], recording=b"RIFF-1")
    bureau.serve(two, recording=b"RIFF-2")
    bureau.deliver_all()
    table = (out / "Долги_ноябрь" / "2026-03-02.csv").read_text("utf-8")
    assert table.startswith("\ufeffkey;Телефон;Сумма;Когда")
    rows = list(csv.DictReader(table.lstrip("\ufeff").splitlines(), delimiter=";"))
    assert [row["Телефон"] for row in rows] == [one.phone, two.phone]
    assert rows[0]["Сумма"] == '12,5; "пять" строк'
    assert rows[0]["Когда"] == "2026-03-02T15:30:51.250+06:00"
    lines = [json.loads(line) for line in (out / "all.jsonl").read_text("utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["results", "attempts", "attempts"]
    (single,) = (out / "each").iterdir()
    assert single.name == f"rino-{bureau.campaign.id}-{one.id}-results-1.json"
    assert json.loads(single.read_text("utf-8"))["name"] == "sum"
    assert {path.name: path.read_bytes() for path in (out / "sound").iterdir()} == {
        f"2026-03-02-{one.phone}-{one.id}.wav": b"RIFF-1",
        f"2026-03-02-{two.phone}-{two.id}.wav": b"RIFF-2",
    }
    assert (out / "2026" / f"{one.id}.wav").read_bytes() == b"RIFF-1"


def test_what_was_written_before_a_crash_is_not_written_again(tmp_path: Path) -> None:
    for suffix in ("csv", "jsonl"):
        place = f"file://{tmp_path}/rows.{suffix}"
        rows = [parcel(n, place, n, note=f"строка {n}") for n in range(6)]
        assert drop(place, rows[:3]) == ["", "", ""]
        file = tmp_path / f"rows.{suffix}"
        whole = file.read_bytes()
        for cut in (1, 5, len(whole.splitlines(keepends=True)[-1]) - 1):
            file.write_bytes(whole[:-cut])  # killed in the middle of the last line
            assert drop(place, rows[1:5]) == ["", "", "", ""]
            lines = file.read_text("utf-8").splitlines()
            found = [n for line in lines for n in range(6) if f"rino-1-{n}-results-1" in line]
            assert found == [0, 1, 2, 3, 4], (suffix, cut)
            file.write_bytes(whole)


def test_one_store_goes_on_with_a_file_that_somebody_took_away(tmp_path: Path) -> None:
    place = f"file://{tmp_path}/rows.csv"
    store = open_store(outbox(store=place), StoreAccess(place))
    rows = [parcel(n, place, name="n", value=str(n)) for n in range(6)]
    assert store.deliver(rows[:2], lambda: True) == ["", ""]
    (tmp_path / "rows.csv").rename(tmp_path / "taken.csv")
    assert store.deliver([*rows[2:4], rows[3]], lambda: True) == ["", "", ""]
    lines = (tmp_path / "rows.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("key;kind;campaign;")
    assert [line.split(";")[0] for line in lines[1:]] == [rows[2].key, rows[3].key]


@pytest.mark.parametrize("name", ["rows.csv", "{key}.json"])
def test_a_folder_that_is_gone_is_an_outage(tmp_path: Path, name: str) -> None:
    """Never made anew: behind a mount that is away there would be another disk."""
    place = f"file://{tmp_path}/share/{name}"
    target = place.replace("{key}", "k")
    with pytest.raises(StoreDown, match="there is no folder"):
        drop(place, [parcel(1, target)])
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_an_outage() -> None:
    place = "file:///dev/full.csv"
    with pytest.raises(StoreDown):
        drop("file:///dev/{key}.csv", [parcel(1, "file:///proc/none/full.csv")])
    assert not Path(place.removeprefix("file://")).exists()


def test_a_missing_recording_is_refused_with_its_name(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    settings = outbox(store=f"file://{tmp_path}/", what=["recordings"], tries=1)
    bureau = Bureau.build(tested_database, database, tmp_path, settings)
    (attempt,) = bureau.node.dial(1)
    bureau.serve(attempt, recording=b"RIFF")
    next(bureau.recordings.rglob("*.wav")).unlink()
    bureau.deliver_all()
    (row,) = bureau.aside()
    assert row.reason == (
        f"the recording recordings/2026/{attempt.id}.wav is not in this node's voice store"
    )
