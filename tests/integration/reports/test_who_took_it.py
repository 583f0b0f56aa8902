"""What is taken out says who has taken it; what a schedule delivers is what its owner may see."""

import csv
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.firebird.form_queries import FirebirdQueryRunner
from engine.domain.campaign import CampaignSettings
from engine.domain.rights import EVERY_RIGHT, Right
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.audit import Actor, AuditFilter, Via
from engine.ports.people import User
from engine.ports.reports import StoredForm
from engine.ports.storage import NewContact
from engine.reports import standard_kinds
from engine.reports.formats import sheet as paper
from engine.reports.model import ReportOptions
from rino_desktop import client_usage, report_files, schedule_board, schedule_making, schedules
from rino_desktop.contacts import export
from rino_desktop.report_files import ReportParts
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import NOW, Dialling, completed, dialling, phone_of

WHO = '=Анна "<b>" {who}'
DAY = timedelta(days=1)


@pytest.fixture
def engine_kind() -> str:
    """Files are the same from every database."""
    return "embedded"


@pytest.fixture
def node(tested_database: DatabaseUnderTest, database: FirebirdDatabase) -> Dialling:
    node = dialling(tested_database, database, 3)
    for attempt in node.dial(3):
        node.close(attempt, completed(attempt))
    return node


@pytest.fixture
def parts(tested_database: DatabaseUnderTest) -> ReportParts:
    runner = FirebirdQueryRunner(tested_database.address, tested_database.password)
    return ReportParts(standard_kinds, runner)


def _be(database: FirebirdDatabase, name: str, *rights: Right) -> int:
    database.actor = Actor()
    code = database.transact(lambda s: s.rights.save_role(f"role of {name}", rights)).code
    user = database.transact(lambda s: s.users.add(name, code, "hash", NOW))
    database.actor = Actor(name, Via.DESKTOP, "pc", user.id)
    return user.id


def _words(file: Path) -> str:
    """What stands in it, with its properties."""
    match file.suffix:
        case ".xlsx":
            book = openpyxl.load_workbook(file)
            last = str(book.worksheets[-1]["A1"].value)
            kinds = {cell.data_type for sheet in book for row in sheet.rows for cell in row}
            assert "f" not in kinds
            assert book.properties.creator == WHO
            book.close()
            return last
        case ".pdf":
            return file.read_bytes().decode("latin-1")
        case _:
            return file.read_text("utf-8-sig")


def test_every_format_names_him(
    database: FirebirdDatabase, node: Dialling, parts: ReportParts, tmp_path: Path
) -> None:
    _be(database, WHO, *EVERY_RIGHT)
    for kind in ("attempts", "summary", "recordings"):
        for form in ("csv", "xlsx", "html", "pdf", "json"):
            file = tmp_path / f"{kind}.{form}"
            report_files.write(
                database, kind, node.campaign.name, form, file, NOW, parts=parts, in_language="ru"
            )
            words = _words(file)
            if form == "html":
                assert f"Кто выгрузил: {WHO}".replace('"', "&#34;").replace(
                    "<b>", "&lt;b&gt;") in words  # fmt: skip
            elif form == "pdf":
                assert "/Author" in words
            elif form == "csv":
                rows = list(csv.reader(words.splitlines(), delimiter=";"))
                assert rows[-2] == []
                assert rows[-1][0].startswith(f"Кто выгрузил: {WHO}, 02.03.2026")
            elif form == "json" and isinstance(json.loads(words), dict):
                taken = {"by": WHO, "at": "2026-03-02T09:30:15Z"}
                assert list(json.loads(words).items())[-1] == ("taken", taken)
            elif form == "xlsx":
                assert words.startswith(f"Кто выгрузил: {WHO}")
    entries = database.transact(lambda s: s.audit.entries(AuditFilter(who=WHO), 50))
    assert len([each for each in entries if each.action == "export.report"]) == 15


def test_contacts_usage_and_paper(
    database: FirebirdDatabase, node: Dialling, tmp_path: Path
) -> None:
    client = database.transact(lambda s: s.clients.add("Заказчик", "", NOW))
    database.transact(lambda s: s.clients.give_campaign(node.campaign.id, client.id))
    _be(database, WHO, *EVERY_RIGHT)
    file = tmp_path / "c.csv"
    database.transact(lambda s: export.write(s, [1, 2, 3], ["Имя"], file, WHO, NOW, hides=False))
    rows = list(csv.reader(_words(file).splitlines(), delimiter=";"))
    assert rows[1][1] == phone_of(1)  # its head is the first line: it can be imported again
    assert WHO in rows[-1][0]
    made = database.transact(
        lambda s: client_usage.read(s, "Заказчик", NOW.date(), NOW.date(), "", NOW)
    )
    for form in client_usage.FORMATS:
        client_usage.write(made, tmp_path / f"u.{form}")
    assert json.loads(_words(tmp_path / "u.json"))["taken"]["by"] == WHO
    assert WHO in _words(tmp_path / "u.xlsx")
    assert "/Author" in _words(tmp_path / "u.pdf")
    assert "&lt;b&gt;" in _words(tmp_path / "u.html")
    assert WHO in paper.text(client_usage.sheet_of(made))


def test_who_may_not_export_takes_nothing(
    database: FirebirdDatabase, node: Dialling, parts: ReportParts, tmp_path: Path
) -> None:
    _be(database, "Пётр", *(EVERY_RIGHT - {Right.EXPORT}))
    file = tmp_path / "r.csv"
    for work in (
        lambda s: report_files.write_in(s, "attempts", node.campaign.name, "csv", file, NOW),
        lambda s: export.write(s, [1], ["Имя"], file, "Пётр", NOW, hides=False),
        lambda s: s.audit.record(NOW, "contact.complaint", "x"),
        lambda s: s.audit.record(NOW, "client.usage", "x"),
    ):
        with pytest.raises(NoRight, match="export to files"):
            database.transact(work)
    assert not file.exists()


def test_nobody_is_written_down_as_somebody_else(database: FirebirdDatabase) -> None:
    _be(database, "Пётр", Right.SETTINGS_EDIT)
    database.transact(lambda s: s.audit.record(NOW, "x.y", "z", by=Actor("Анна", user_id=99)))
    database.actor = Actor()
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(), 1))
    assert entry.actor.name == "Пётр"


Make = Callable[..., list[schedules.Delivery]]


@pytest.fixture
def deliver(
    database: FirebirdDatabase, node: Dialling, parts: ReportParts, tmp_path: Path
) -> Make:  # fmt: skip
    """A schedule made by whoever acts, delivered by an engine."""

    def deliver(
        kind: str = "attempts", *, owner: User | None = None, masked: bool = False
    ) -> list[schedules.Delivery]:
        database.transact(
            lambda s: schedule_making.add(
                s, name="../Утро", kind=kind, campaign=node.campaign.name, file_format="csv",
                folder=tmp_path, at="08:30", weekdays="1234567", timezone="UTC", now=NOW,
                parts=parts, options=ReportOptions(), owner=owner, masked=masked,
            )
        )  # fmt: skip
        database.actor = Actor("node", Via.ENGINE, "server")
        return schedules.run_due(database, NOW + DAY, None, parts)

    return deliver


def _file(delivered: list[schedules.Delivery]) -> str:
    (one,) = delivered
    assert one.ok, one.result
    assert one.file is not None
    return Path(one.file).read_text("utf-8-sig")


def test_a_schedule_of_the_command_line_shows_all(deliver: Make) -> None:
    assert phone_of(1) in _file(deliver())


def test_one_that_is_nobodys_is_masked_unless_it_was_to_be_otherwise(deliver: Make) -> None:
    text = _file(deliver(masked=True))
    assert phone_of(1) not in text
    assert "+7••••••••01" in text


def test_one_of_the_command_line_is_somebodys(database: FirebirdDatabase, deliver: Make) -> None:
    _be(database, "Пётр", *(EVERY_RIGHT - {Right.PERSONAL_DATA}))
    database.actor = Actor("root", Via.COMMAND, "server")
    peter = database.transact(lambda s: s.users.by_name("Пётр"))
    text = _file(deliver(owner=peter, masked=True))
    assert "+7••••••••01" in text
    assert "the schedule “../Утро” of Пётр, " in text
    (stored,) = database.transact(lambda s: s.schedules.all())
    assert (stored.owner_id, stored.owner) == (peter.id, "Пётр")


def test_who_has_signed_in_makes_his_own_only(database: FirebirdDatabase, deliver: Make) -> None:
    _be(database, "Анна", *EVERY_RIGHT)
    anna = database.transact(lambda s: s.users.by_name("Анна"))
    peter = _be(database, "Пётр", *(EVERY_RIGHT - {Right.PERSONAL_DATA}))
    assert "+7••••••••01" in _file(deliver(owner=anna))
    (stored,) = database.transact(lambda s: s.schedules.all())
    assert stored.owner_id != anna.id, peter


def test_a_schedule_sees_what_its_owner_sees(database: FirebirdDatabase, deliver: Make) -> None:
    owner = _be(database, "Пётр", *(EVERY_RIGHT - {Right.PERSONAL_DATA}))
    text = _file(deliver())
    assert phone_of(1) not in text
    assert "+7••••••••01" in text
    assert "Абонент" not in text
    assert "Taken by: the schedule “../Утро” of Пётр, " in text
    (entry,) = database.transact(lambda s: s.audit.entries(AuditFilter(action="export."), 1))
    assert (entry.actor.name, entry.details["owner"]) == ("node", "Пётр")
    (schedule,) = database.transact(lambda s: s.schedules.all())
    assert schedule.owner_id == owner


def test_his_rights_are_those_of_the_moment(
    database: FirebirdDatabase, deliver: Make, parts: ReportParts
) -> None:
    owner = _be(database, "Пётр", *EVERY_RIGHT)
    assert phone_of(1) in _file(deliver())
    user = database.transact(lambda s: s.users.by_id(owner))
    assert user is not None
    database.transact(lambda s: s.users.change(replace(user, role="confined")))
    (refused,) = schedules.run_due(database, NOW + 2 * DAY, None, parts)
    assert not refused.ok
    assert "Пётр has no right" in refused.result
    database.transact(lambda s: s.users.change(replace(user, blocked=True)))
    (refused,) = schedules.run_due(database, NOW + 3 * DAY, None, parts)
    assert "may not work here any more" in refused.result
    assert refused.again_at is None
    (schedule,) = database.transact(lambda s: s.schedules.all())
    assert schedules.in_trouble(schedule)
    database.transact(lambda s: s.users.remove(owner))
    (refused,) = schedules.run_due(database, NOW + 4 * DAY, "../Утро", parts)
    assert "Пётр" in refused.result


def test_engines_alone_note_deliveries(database: FirebirdDatabase) -> None:
    _be(database, "Пётр", Right.SCHEDULES_EDIT)
    for work in (
        lambda s: s.schedules.ran(1, NOW, "done"),
        lambda s: s.schedules.claim(None, NOW, NOW, NOW, 0, ""),
        lambda s: s.schedules.postpone(1, NOW, 0, ""),
    ):
        with pytest.raises(NoRight, match="engines' alone"):
            database.transact(work)
    database.transact(lambda s: schedule_board.allow_sending(s, "x", NOW))
    _be(database, "Олег", Right.REPORTS_VIEW)
    with pytest.raises(NoRight):
        database.transact(lambda s: schedule_board.allow_sending(s, "x", NOW))


def test_sql_of_a_form_is_not_for_who_sees_masked_numbers(
    database: FirebirdDatabase, node: Dialling, parts: ReportParts, tmp_path: Path
) -> None:
    form = {
        "form.toml": 'name = "f"\ntitle = "f"\ntemplate = "f.html.j2"\n'
        "[queries]\nq = \"SELECT phone FROM contacts WHERE campaign_id = :campaign_id\"\n",
        "f.html.j2": "{% for r in queries.q %}{{ r.phone }}{% endfor %}",
    }  # fmt: skip
    database.transact(lambda s: s.report_forms.put(StoredForm("f", NOW, form)))
    file = tmp_path / "f.html"

    def write(stores: Any) -> None:
        report_files.write_in(stores, "form:f", node.campaign.name, "html", file, NOW, parts=parts)

    _be(database, "Пётр", *(EVERY_RIGHT - {Right.PERSONAL_DATA}))
    with pytest.raises(NoRight, match="unmasked"):
        database.transact(write)
    _be(database, WHO, *EVERY_RIGHT)
    try:
        database.transact(write)
    except KnownError as error:
        pytest.fail(str(error))
    assert phone_of(1)[1:] in file.read_text("utf-8")
    assert "Taken by: =Анна" in file.read_text("utf-8")


def test_the_answer_to_a_complaint_is_a_zip_that_names_him(
    database: FirebirdDatabase, node: Dialling, tmp_path: Path
) -> None:
    from rino_desktop.contacts import complaint, complaint_report

    _be(database, WHO, *EVERY_RIGHT)
    target = tmp_path / "answer.zip"
    answer = database.transact(lambda s: complaint.collect(s, phone_of(1), WHO, NOW))
    database.transact(lambda s: complaint_report.write(s, answer, target, NOW))
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["answer.json", "answer.pdf"]
        assert json.loads(archive.read("answer.json"))["taken"]["by"] == WHO


FORMULAS = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1+1",
    '=HYPERLINK("http://evil";"x")', "a;=1",
)  # fmt: skip


def test_no_cell_of_an_export_is_a_formula(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, parts: ReportParts,
    tmp_path: Path,
) -> None:  # fmt: skip
    campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings("=1+cmd")))
    client = database.transact(lambda s: s.clients.add("@SUM(A1)", "", NOW))
    database.transact(lambda s: s.clients.give_campaign(campaign.id, client.id))
    rows = [
        NewContact((phone_of(n),), (), {"=поле": text}, n) for n, text in enumerate(FORMULAS, 1)
    ]
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
    loader.load(campaign.id, "=list.csv", iter([rows]))
    database.actor = Actor("=who", Via.COMMAND, "@place")
    ids = list(range(1, len(FORMULAS) + 1))
    made = database.transact(
        lambda s: client_usage.read(s, "@SUM(A1)", NOW.date(), NOW.date(), "", NOW)
    )
    for form in ("csv", "xlsx"):
        for name, write in (
            ("contacts", lambda s, file: export.write(
                s, ids, ["=поле"], file, "=who", NOW, hides=False)),
            ("usage", lambda _s, file: client_usage.write(made, file)),
            ("summary", lambda s, file: report_files.write_in(
                s, "summary", "=1+cmd", file.suffix[1:], file, NOW, parts=parts)),
        ):  # fmt: skip
            file = tmp_path / f"{name}.{form}"
            database.transact(lambda s, write=write, file=file: write(s, file))
            if form == "csv":
                text = file.read_text("utf-8-sig")
                cells = [c for row in csv.reader(StringIO(text, ""), delimiter=";") for c in row]
                assert not [c for c in cells if c.lstrip()[:1] in tuple("=+-@＝")
                            and not c.startswith("+7912")], (name, cells)  # fmt: skip
                assert not [c for c in cells if c[:1] in ("\t", "\r", "\n")]
            else:
                book = openpyxl.load_workbook(file)
                assert not [c for sheet in book for row in sheet.rows for c in row
                            if c.data_type == "f"], name  # fmt: skip
                book.close()
