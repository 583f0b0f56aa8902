"""A form on a call: started from the IVR's answers, kept through a crash, saved, reported."""

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.forms.codec import dump_form, load_form
from engine.ports.storage import ContactCounts, StorageUnavailable, Stores
from engine.reports.form_answers import FormAnswersReport
from engine.reports.rendering import render
from rino_desktop.form_desk import DatabaseFormDesk, FormCall, OpenForm
from rino_desktop.unsaved_answers import UnsavedAnswers
from rmt.form_keeper import DraftKeeper
from rmt.form_view import FormView
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.panel_hands import until
from tests.helpers.stored_campaign import NOW, Dialling, dialling
from tests.unit.engine.forms.making import small

T = TypeVar("T")
FACTS = {"today": date(2026, 12, 1)}


def ringing(tested: DatabaseUnderTest, database: FirebirdDatabase) -> tuple[Dialling, FormCall]:
    """An answered call whose scheme has asked something already; the form is published."""
    dialler = dialling(tested, database, 3)
    attempt = dialler.dial(1)[0]
    database.transact(lambda s: s.attempts.save_result(attempt.id, "talks", "yes", NOW))
    database.transact(lambda s: s.forms.publish("опрос", dump_form(small())))
    return dialler, FormCall(attempt.phone, "", attempt.id, dialler.campaign.id,
                             attempt.contact_id, FACTS)  # fmt: skip


def shown(qtbot: QtBot, form: OpenForm) -> FormView:
    view = FormView(form.filling)
    qtbot.addWidget(view)
    view.show()
    with qtbot.waitActive(view):
        view.activateWindow()
    view.focus_first()
    return view


async def saved(keeper: DraftKeeper) -> None:
    await until(lambda: not keeper.pending)


async def test_from_the_ivr_to_the_report(
    qtbot: QtBot, tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    dialler, call = ringing(tested_database, database)
    desk = DatabaseFormDesk(database, "Ольга")
    form = await desk.open("опрос", call, "ru")
    assert form.filling.given_before == {"talks"}
    view = shown(qtbot, form)
    bugs: list[BaseException] = []
    keeper = DraftKeeper(view, lambda snapshot: desk.save_draft(form, snapshot), str, bugs.append)
    done = []
    view.finished.connect(done.append)
    assert any("Абонент" in label.text() for label in view.findChildren(QLabel))
    view.forward()
    mark = view.asked["mark"].input.parts()[0]
    QTest.keyClick(mark, Qt.Key.Key_3)
    QTest.keyClick(view.asked["why"].input.parts()[0], Qt.Key.Key_1)
    await saved(keeper)
    assert database.transact(lambda s: len(s.form_answers.drafts("Ольга"))) == 1
    view.forward()
    view.forward()
    (filled,) = done
    await keeper.close()
    await desk.save(form, filled)
    assert bugs == []
    assert database.transact(lambda s: s.form_answers.drafts("Ольга")) == []

    def report(kind: str, format: str) -> Path:  # noqa: A002
        target = tmp_path / f"{kind}.{format}"
        database.transact(
            lambda s: render(
                kind, format, s.reports, lambda: s.contacts.counts(dialler.campaign.id),
                dialler.campaign, language="ru", target=target, now=NOW, answers=s.answers,
            )
        )  # fmt: skip
        return target

    text = report("results", "csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(text.splitlines(), delimiter=";"))
    found = {(row[0], row[1]) for row in rows if len(row) > 1}
    filled_in = "Бланк «опрос»", "заполнен"
    assert {("mark", "3"), ("why", "price"), ("talks", "yes"), filled_in} <= found
    book = CalamineWorkbook.from_path(report("results", "xlsx"))
    cells = book.get_sheet_by_index(0).to_python()
    assert [*filled_in, 1.0] in [row[:3] for row in cells]
    assert dict(zip(*_wide(tmp_path, database), strict=True)) == {
        "Заполнен": _ANY, "Телефон": "+79120000001", "Телефонист": "Ольга", "До конца": "да",
        "Удобно говорить?": "да", "Оценка": "3", "Почему?": "Цена", "Что ещё?": "", "Сумма": "",
        "Когда": "",
    }  # fmt: skip
    survey = report("survey", "csv").read_text(encoding="utf-8-sig")
    assert "Цена" in survey
    assert "Оценка" in survey


async def test_a_killed_workstation_loses_nothing(
    qtbot: QtBot, tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    _, call = ringing(tested_database, database)
    script = Path(__file__).with_name("workstation.py")
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, str(script), tested_database.url, tested_database.password,
         str(call.attempt_id), str(call.contact_id)],
        env={**os.environ, "PYTHONPATH": root, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "saved"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()

    desk = DatabaseFormDesk(database, "Ольга")
    changed = small()
    database.transact(lambda s: s.forms.publish("опрос", dump_form(changed).replace("Оценка", "?")))
    form = await desk.open("опрос", call, "ru")
    assert form.restored_at is not None
    assert form.version.version == 1, "the call ends on the version that it was begun with"
    assert form.lost == ()
    assert form.filling.page.id == "second"
    assert (form.filling.entry("mark"), form.filling.entry("why")) == ("2", ("price",))
    view = shown(qtbot, form)
    assert view.asked["mark"].input.parts()[1].isChecked()  # type: ignore[attr-defined]
    await desk.throw_away(form)
    fresh = await desk.open("опрос", call, "ru")
    assert (fresh.restored_at, fresh.version.version) == (None, 2)
    assert load_form(fresh.version.document).field("mark").title == {"ru": "?"}  # type: ignore[union-attr]
    other = await DatabaseFormDesk(database, "Иван").open("опрос", call, "ru")
    assert set(other.filling.entries) == {"talks"}, "nothing of another operator"


async def test_killed_while_the_database_is_away(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    _, call = ringing(tested_database, database)
    unsaved = UnsavedAnswers(tmp_path / "unsaved", "office")
    gone = ShakyDatabase(database)
    desk = DatabaseFormDesk(gone, "Ольга", unsaved)  # type: ignore[arg-type]
    form = await desk.open("опрос", call, "ru")
    form.filling.enter("mark", "2")
    await desk.save_draft(form, form.filling.snapshot())
    gone.away = True
    form.filling.enter("why", ("price",))
    with pytest.raises(StorageUnavailable):
        await desk.save_draft(form, form.filling.snapshot())

    # Another process, and the database is there again: the newer of the two drafts counts.
    again = DatabaseFormDesk(database, "Ольга", UnsavedAnswers(tmp_path / "unsaved", "office"))
    form = await again.open("опрос", call, "ru")
    assert form.filling.entry("why") == ("price",)
    for other in (
        DatabaseFormDesk(database, "Иван", unsaved),
        DatabaseFormDesk(database, "Ольга", UnsavedAnswers(tmp_path, "elsewhere")),
    ):
        found = await other.open("опрос", call, "ru")
        assert "why" not in found.filling.entries
    await again.save(form, form.filling.result())
    assert list((tmp_path / "unsaved").iterdir()) == []
    fresh = await again.open("опрос", call, "ru")
    assert fresh.restored_at is None
    # A file that is damaged is as good as none.
    with pytest.raises(StorageUnavailable):
        await desk.save_draft(fresh, fresh.filling.snapshot())
    (file,) = (tmp_path / "unsaved").iterdir()
    file.write_text(file.read_text(encoding="utf-8")[:40], encoding="utf-8")
    assert (await again.open("опрос", call, "ru")).restored_at is None


class ShakyDatabase:
    """``away``: the cable is out."""

    def __init__(self, database: FirebirdDatabase) -> None:
        self._database = database
        self.away = False

    async def run(self, work: Callable[[Stores], T]) -> T:
        if self.away:
            raise StorageUnavailable("the cable is out")
        return await self._database.run(work)


async def test_a_call_without_a_campaign(database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.forms.publish("опрос", dump_form(small())))
    desk = DatabaseFormDesk(database, "Ольга")
    call = FormCall("+79123456789", "sip:5@pc1", facts=FACTS)
    form = await desk.open("опрос", call, "en")
    form.filling.enter("talks", "no")
    await desk.save(form, form.filling.result())
    (stored,) = database.transact(lambda s: s.form_answers.of_call("sip:5@pc1"))
    assert (stored.complete, stored.answers, stored.operator) == (True, {"talks": "no"}, "Ольга")


class _Any:
    def __eq__(self, other: object) -> bool:
        return bool(other)

    __hash__ = None  # type: ignore[assignment]


_ANY = _Any()


def _wide(folder: Path, database: FirebirdDatabase) -> list[list[str]]:
    """Headings and the only row of all that the form was filled in with."""
    target = folder / "form.csv"
    about = Campaign(0, CampaignSettings("опрос"), CampaignState.DRAFT, 0)

    def write(stores: Stores) -> None:
        report = FormAnswersReport(small(), lambda: stores.form_answers.of_form("опрос"))
        counts = ContactCounts(0, 0, 0, 0, 0, 0)
        render(report, "csv", stores.reports, counts, about, language="ru", target=target, now=NOW)

    database.transact(write)
    text = target.read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))
