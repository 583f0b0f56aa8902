"""A list file into a campaign, on the embedded engine and on a Firebird 3 server."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import openpyxl
import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.lists import open_list
from engine.domain.campaign import Campaign, CampaignSettings
from engine.domain.contact import Contact
from engine.errors import KnownError
from engine.service.contact_import import ImportReport, import_contacts
from rino_desktop.demo.list_maker import make_list
from tests.helpers.databases import DatabaseUnderTest

URAL = "Asia/Yekaterinburg"
#: Sixteen zones: nothing is known of a mobile number's place.
ANYWHERE = 16


class Office:
    def __init__(self, tested: DatabaseUnderTest, database: FirebirdDatabase, folder: Path) -> None:
        self.database = database
        self.loader = FirebirdBulkLoader(tested.address, tested.password)
        self.folder = folder
        self.campaign = self.new_campaign("debtors")

    def new_campaign(self, name: str) -> Campaign:
        return self.database.transact(lambda s: s.campaigns.create(CampaignSettings(name=name)))

    def write(self, text: str, encoding: str = "cp1251") -> Path:
        path = self.folder / "list.csv"
        path.write_bytes(text.encode(encoding))
        return path

    def run(
        self,
        path: Path,
        campaign: Campaign | None = None,
        mapping: Sequence[tuple[str, str]] = (),
        rejects: Path | None = None,
        home: tuple[str, ...] = (),
    ) -> ImportReport:
        report = import_contacts(path, campaign or self.campaign, self.loader, read=open_list,
                                 mapping=mapping, rejects=rejects, home=home)  # fmt: skip
        told = report.contacts + report.unchanged + report.updated + sum(report.rejected.values())
        assert report.rows == told
        return report

    def import_text(self, text: str, home: tuple[str, ...] = ()) -> tuple[int, int, int]:
        report = self.run(self.write(text), home=home)
        return report.contacts, report.unchanged, report.updated

    def contacts(self, campaign: Campaign | None = None) -> list[Contact]:
        campaign_id = (campaign or self.campaign).id

        def read(connection: object) -> list[int]:
            rows = connection.rows(  # type: ignore[attr-defined]
                "SELECT id FROM contacts WHERE campaign_id = ? ORDER BY id", (campaign_id,)
            )
            return [row[0] for row in rows]

        ids = self.database.transact_raw(read)
        return self.database.transact(lambda s: [s.contacts.get(i) for i in ids])

    def forbid(self, *phones: str) -> None:
        now = datetime.now(UTC)
        self.database.transact(lambda s: s.do_not_call.add(phones, "test", now))


@pytest.fixture
def office(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> Office:
    return Office(tested_database, database, tmp_path)


def test_a_list_as_an_office_sends_it(office: Office) -> None:
    made = make_list(office.folder / "debtors.csv")
    office.forbid(*made.do_not_call)
    rejects = office.folder / "rejects.csv"
    report = office.run(made.path, rejects=rejects)
    assert report.as_json() == {
        "rows": made.rows,
        "contacts": made.contacts,
        "unchanged": 0,
        "updated": 0,
        "rejected": made.rejected,
        "encoding": "cp1251",
        "delimiter": ";",
        "mapping": {
            "phone": "Телефон", "region": "Регион", "№ п/п": "№ п/п", "ФИО": "ФИО",
            "Регион": "Регион", "Адрес": "Адрес", "Договор": "Договор",
            "Сумма долга": "Сумма долга", "Срок оплаты": "Срок оплаты",
        },
    }  # fmt: skip
    contacts = office.contacts()
    assert [c.phones[0] for c in contacts] == list(made.first_phones)
    assert contacts[4].phones == ("+79990000004", "+73432000004")
    assert contacts[0].zones == (URAL,)
    assert contacts[0].fields["ФИО"] == "Ёлкин Фёдор Львович"
    counts = office.database.transact(lambda s: s.contacts.counts(office.campaign.id))
    assert (counts.total, counts.new) == (made.contacts, made.contacts)

    raw = rejects.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8-sig").split("\r\n")
    assert lines.pop() == ""
    assert len(lines) == sum(made.rejected.values())
    assert any(line.startswith("205;total_row;Итого:;") for line in lines)
    source = made.path.read_text("cp1251").split("\n")
    for line in lines:
        number, _, cells = line.split(";", 2)
        assert cells.split(";")[0] == source[int(number) - 1].split(";")[0]


def test_the_same_file_again_adds_nothing(office: Office) -> None:
    made = make_list(office.folder / "debtors.csv")
    office.forbid(*made.do_not_call)
    office.run(made.path)
    before = office.contacts()
    again = office.run(made.path)
    assert (again.contacts, again.unchanged, again.updated) == (0, made.contacts, 0)
    assert office.contacts() == before
    other = office.new_campaign("other")
    assert office.run(made.path, other).contacts == made.contacts  # campaigns know nothing of it


def test_changed_fields_are_updated_and_new_rows_added(office: Office) -> None:
    text = "Имя;Телефон;Долг\nАнна;89123456789;5\nПётр;89123456780;7\n"
    assert office.import_text(text) == (2, 0, 0)
    assert office.import_text(text.replace("7\n", "8\n") + "Вера;89123456781;1\n") == (1, 1, 1)
    assert [c.fields["Долг"] for c in office.contacts()] == ["5", "8", "1"]
    # A later list with other columns takes nothing away.
    assert office.import_text("Телефон;Договор\n89123456789;Д-1\n") == (0, 0, 1)
    assert office.contacts()[0].fields == {"Имя": "Анна", "Долг": "5", "Договор": "Д-1"}
    assert office.import_text("Телефон;Долг\n89123456789;\n") == (0, 0, 1)  # paid
    assert office.contacts()[0].fields["Долг"] == ""


def test_new_alternates_come_last(office: Office) -> None:
    office.import_text("Телефон;Имя\n89123456789, 89123456780;Анна\n")
    assert office.import_text("Телефон;Имя\n89123456789;Анна\n") == (0, 1, 0)
    assert office.import_text("Телефон;Имя\n89123456789, 84951234567;Анна\n") == (0, 0, 1)
    (contact,) = office.contacts()
    assert contact.phones == ("+79123456789", "+79123456780", "+74951234567")


def test_nobody_is_in_a_campaign_twice(office: Office) -> None:
    office.import_text("Телефон;Имя\n89123456789, 84951234567;Анна\n89123456780;Пётр\n")
    # Another's number is left out of a new contact; all numbers known is no new contact.
    assert office.import_text(
        "Телефон;Имя\n89123456781, 84951234567, 89123456780;Вера\n"  # → +79123456781 only
    ) == (1, 0, 0)
    assert office.import_text("Телефон;Имя\n84951234567;Анна\n") == (0, 1, 0)
    assert [c.phones for c in office.contacts()] == [
        ("+79123456789", "+74951234567"), ("+79123456780",), ("+79123456781",),
    ]  # fmt: skip


def test_two_rows_of_one_file_may_change_one_contact(office: Office) -> None:
    office.import_text("Телефон;A;B\n89123456789, 84951234567;1;1\n")
    assert office.import_text("Телефон;A;B\n89123456789;2;1\n84951234567;2;3\n") == (0, 0, 2)
    (contact,) = office.contacts()
    assert contact.fields == {"A": "2", "B": "3"}


def test_zones_come_from_column_region_or_number(office: Office) -> None:
    office.import_text(
        "Телефон;Пояс;Регион\n89123456781;МСК+2;Москва\n89123456782;;Самарская обл.\n"
        "89123456783;;\n84951234567;;\n89123456784;;Якутия\n"
    )
    zones = [c.zones for c in office.contacts()]
    assert zones[:2] == [(URAL,), ("Europe/Samara",)]
    assert len(zones[2]) == ANYWHERE
    assert zones[3] == ("Europe/Moscow",)
    assert set(zones[4]) == {"Asia/Yakutsk", "Asia/Ust-Nera", "Asia/Srednekolymsk"}
    # Where a list is of changes nothing for those of whom more is known: Yakutia sleeps by then.
    text = "Телефон\n89123456782\n89123456784\n84951234567\n"
    assert office.import_text(text, ("Asia/Yekaterinburg",)) == (0, 3, 0)
    assert [c.zones for c in office.contacts()] == zones
    # A list without regions makes nothing vaguer; one that says otherwise is believed.
    assert office.import_text("Телефон\n89123456782\n89123456783\n") == (0, 2, 0)
    assert office.import_text("Телефон;Регион\n89123456782;ХМАО\n89123456783;Пермь\n")[2] == 2
    assert [c.zones for c in office.contacts()][1:3] == [(URAL,), (URAL,)]
    # Of whom nothing is known it is taken; then he is there, whatever else a list is of.
    assert office.import_text("Телефон\n89123456785\n") == (1, 0, 0)
    for home in ("Asia/Barnaul", "Europe/Moscow"):
        office.import_text("Телефон\n89123456785\n", (home,))
        assert office.contacts()[-1].zones == ("Asia/Barnaul",)


def test_long_texts_survive(office: Office) -> None:
    long = "Ж" * 30_000
    text = f"Телефон;Примечание\n89123456789;{long}\n89123456780;коротко\n"
    assert office.import_text(text) == (2, 0, 0)
    assert office.import_text(text) == (0, 2, 0)
    assert office.import_text(text.replace("Ж\n", "Ё\n").replace("коротко", long)) == (0, 0, 2)
    assert {len(c.fields["Примечание"]) for c in office.contacts()} == {30_000}
    assert office.import_text(text) == (0, 0, 2)  # and short again
    assert sorted(len(c.fields["Примечание"]) for c in office.contacts()) == [7, 30_000]


def test_many_phones_in_one_cell(office: Office) -> None:
    cell = ", ".join(f"8912345{n:04}" for n in range(60))
    assert office.import_text(f"Телефон;Имя\n{cell};Анна\n") == (1, 0, 0)
    assert len(office.contacts()[0].phones) == 20
    assert office.import_text(f"Телефон;Имя\n{cell};Анна\n") == (0, 1, 0)


def test_the_first_sheet_with_a_telephone_column_is_taken(office: Office) -> None:
    book = openpyxl.Workbook()
    about = book.active
    assert about is not None
    about.append(["Отчёт за ноябрь"])
    about.append(["Контактный телефон"])
    about.append(["указан на втором листе"])
    sheet = book.create_sheet("Абоненты")
    sheet.append(["Абонент", "Телефон"])
    sheet.append(["Анна", 79123456789])
    book.save(office.folder / "list.xlsx")
    report = office.run(office.folder / "list.xlsx")
    assert report.as_json()["sheet"] == "Абоненты"
    assert "delimiter" not in report.as_json()
    assert report.as_json()["encoding"] is None
    assert office.contacts()[0].phones == ("+79123456789",)


def test_mapping_renames_fields(office: Office) -> None:
    path = office.write("ФИО;Куда;Долг\nАнна;89123456789;5\n")
    report = office.run(path, mapping=[("phone", "Куда"), ("name", "ФИО"), ("debt", "3")])
    assert report.mapping == {"phone": "Куда", "name": "ФИО", "debt": "Долг"}
    assert office.contacts()[0].fields == {"name": "Анна", "debt": "5"}


def test_the_country_of_the_campaign_reads_the_numbers(office: Office) -> None:
    settings = replace(office.campaign.settings, name="berlin", country="DE")
    campaign = office.database.transact(lambda s: s.campaigns.create(settings))
    office.run(office.write("Telefon;Name\n030 123456;Anna\n", "utf-8"), campaign)
    assert office.contacts(campaign)[0].phones == ("+4930123456",)


@pytest.mark.parametrize(
    "spoil",
    [lambda p: p.write_bytes(b""), lambda p: p.write_bytes(Random(7).randbytes(5000)),
     lambda p: p.write_bytes(b"PK\x03\x04 broken"), lambda p: p.write_text("a;b\nc;d\n")],
)  # fmt: skip
def test_what_is_no_list_changes_nothing(office: Office, spoil: Callable[[Path], object]) -> None:
    path = office.folder / "list.csv"
    spoil(path)
    rejects = office.folder / "rejects.csv"
    rejects.write_text("of an earlier import")
    with pytest.raises(KnownError) as caught:
        office.run(path, rejects=rejects)
    assert "\n" not in str(caught.value)
    assert office.contacts() == []
    assert rejects.read_text() == "of an earlier import"
    assert sorted(p.name for p in office.folder.iterdir() if p.name.startswith(".")) == []


def test_rejects_can_not_be_written(office: Office) -> None:
    path = office.write("Телефон;Имя\n89123456789;Анна\n")
    with pytest.raises(KnownError, match=r"rejects file .* cannot be written"):
        office.run(path, rejects=office.folder / "none" / "rejects.csv")
    with pytest.raises(KnownError, match="is the list itself"):
        office.run(path, rejects=path)
    assert office.contacts() == []


def test_no_rejects_leave_an_empty_rejects_file(office: Office) -> None:
    rejects = office.folder / "rejects.csv"
    office.run(office.write("Телефон;Имя\n89123456789;Анна\n"), rejects=rejects)
    assert rejects.read_bytes() == b"\xef\xbb\xbf"


def test_the_import_is_recorded(office: Office) -> None:
    office.import_text("Телефон;Имя\n89123456789;Анна\n")
    office.import_text("Телефон;Имя\n89123456789;Анна М.\n89123456780;Пётр\n")

    def read(connection: object) -> list[tuple[object, ...]]:
        return connection.rows(  # type: ignore[attr-defined, no-any-return]
            "SELECT campaign_id, file_name, contacts, unchanged, updated FROM imports ORDER BY id"
        )

    assert office.database.transact_raw(read) == [
        (office.campaign.id, "list.csv", 1, 0, 0), (office.campaign.id, "list.csv", 1, 0, 1),
    ]  # fmt: skip
