"""A database of twenty thousand contacts, made once for all tests that look at pages over many."""

import shutil
from pathlib import Path

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase, create_database
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignSettings, Purpose
from engine.ports.storage import NewContact
from tests.helpers.made_once import made_once

COUNT = 20_000
TOWNS = ("Тверь", "Клин", "Орёл", "Псков")


def phone(number: int) -> str:
    return f"+7912{number * 7919 % 10_000_019:07d}"


def fill(folder: Path) -> None:
    address = Address(str(folder / "rino.fdb"))
    create_database(address)
    database = FirebirdDatabase(address)
    settings = CampaignSettings("Debtors", purpose=Purpose.DEBT)
    campaign = database.transact(lambda s: s.campaigns.create(settings))
    for part, begin in enumerate(range(0, COUNT, COUNT // 2)):
        rows = [
            NewContact(
                (phone(n),), ("Europe/Moscow",),
                {"Name": f"Person {n}", "Town": TOWNS[n % 4], "Debt": str(n % 1000)}, n + 1,
            )
            for n in range(begin, begin + COUNT // 2)
        ]  # fmt: skip
        FirebirdBulkLoader(address, "").load(campaign.id, f"list-{part + 1}.csv", iter([rows]))
    database.close()


def a_copy(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The folder with ``rino.fdb``, free to be changed."""
    made = made_once(tmp_path_factory, "twenty-thousand-contacts", fill)
    shutil.copyfile(made / "rino.fdb", tmp_path / "rino.fdb")
    return tmp_path
