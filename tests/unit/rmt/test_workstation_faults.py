"""What goes wrong around a workstation, and what the operator sees of it."""

import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine.domain.operator import OperatorState, OperatorStatus
from engine.errors import KnownError, Phrase
from rino_desktop.desktop.workstation import WorkstationHere
from rmt.cards import Card, FormWork
from rmt.contact_view import ContactView, name_of
from rmt.desk import LinkNews, RowNews
from rmt.facts import CardFacts
from rmt.preview_panel import PreviewPanel
from rmt.spoken_times import shown_phone
from tests.helpers.operator_desk import card_of
from tests.helpers.shift_here import ShiftHere

S = OperatorState


@pytest.fixture
async def here(qtbot: QtBot) -> AsyncIterator[ShiftHere]:
    made = ShiftHere(qtbot)
    await made.begin()
    yield made
    await made.end()


def banner(here: ShiftHere, name: str) -> str:
    shown = here.window.banners.shown.get(name)
    return shown.label.text() if shown is not None else ""


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


async def test_what_this_computer_cannot_keep_is_told(here: ShiftHere) -> None:
    leaving: Any = SimpleNamespace(shift=here.shift, panels=None)
    here.desk.tell(LinkNews(False, False, 2, 1))
    assert "Do not close the program" in banner(here, "unkept")
    question = WorkstationHere._what_would_go(leaving)
    assert question is not None
    assert "(1). Whoever leaves now loses them" in question[1]
    here.desk.tell(LinkNews(False, False, 2, 0))
    assert banner(here, "unkept") == ""
    assert WorkstationHere._what_would_go(leaving) is None, "it is on the disk"


@pytest.mark.parametrize("broken", ["", "panels", "telephone"])
async def test_whoever_has_gone_takes_no_calls(broken: str) -> None:
    """The telephone goes first, however long the panels' database takes; and whatever fails, the
    rest is ended."""
    ended: list[str] = []

    def ending(what: str) -> Any:
        async def end() -> None:
            ended.append(what)
            if what == broken:
                raise RuntimeError(what)

        return end

    page = SimpleNamespace(forget=lambda: ended.append("page"))
    leaving: Any = SimpleNamespace(
        shift=SimpleNamespace(stop=ending("telephone"), deleteLater=lambda: None),
        panels=SimpleNamespace(end=ending("panels")), _window=SimpleNamespace(workstation=page),
    )  # fmt: skip
    with contextlib.suppress(RuntimeError):
        await WorkstationHere._end(leaving)
    assert ended == ["telephone", "panels", "page"]
    assert leaving.shift is leaving.panels is None


async def test_a_telephone_that_does_not_stop_keeps_no_session(
    here: ShiftHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stop() -> None:
        raise RuntimeError("it hangs")

    with monkeypatch.context() as patch:
        patch.setattr(here.phone, "stop", stop)
        with pytest.raises(RuntimeError):
            await here.shift.stop()
    assert here.desk.stopped


@pytest.mark.parametrize(
    ("ahead_s", "told"),
    [(-40, "0:40 behind"), (45, "0:45 ahead"), (20, ""), (-3700, "1:01:40 behind")],
)
async def test_a_wrong_clock_is_told(
    here: ShiftHere, monkeypatch: pytest.MonkeyPatch, ahead_s: int, told: str
) -> None:
    now = datetime.now(UTC)
    monkeypatch.setattr(here.shift, "_now", now.timestamp)
    of_engine = now - timedelta(seconds=ahead_s)
    yesterday = OperatorStatus(7, 1).changed(
        state=S.LOGGED_OUT, since=of_engine - timedelta(days=1)
    )
    here.desk.tell(RowNews(yesterday))
    assert banner(here, "clock") == "", "a row of yesterday tells nothing"
    here.desk.tell(RowNews(yesterday.changed(state=S.AVAILABLE, since=of_engine)))
    assert told in banner(here, "clock")
    assert bool(told) is bool(banner(here, "clock"))


async def test_a_call_that_may_last_no_longer_is_told_a_minute_before(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    await here.talk()
    now = datetime.now(UTC)
    for lasted_s, told in ((530, False), (545, True)):
        card = card_of(answered_at=now - timedelta(seconds=lasted_s), longest_s=600.0)
        here.shift.presenter.card_read(5, CardFacts(card), now.timestamp())
        here.shift.show()
        assert ("cut off within a minute" in banner(here, "ending")) is told
    here.hang_up()
    assert banner(here, "ending") == ""


async def test_a_form_that_is_refused_can_be_finished_again(here: ShiftHere) -> None:
    here.be(S.AVAILABLE)
    here.desk.form = "survey"
    await here.talk()
    view = here.window.card_view(5)
    assert view is not None
    await here.until(lambda: view.form is not None)
    form = view.form
    assert form is not None
    refusal = KnownError(Phrase("the form was withdrawn"))
    here.desk.forms.refusal = refusal
    form.filling.enter("mark", "5")
    for _ in range(3):
        form.forward()
    await here.until(lambda: "could not be saved: the form was withdrawn" in view.said.text())
    assert form.isEnabled()
    assert here.desk.forms.drafts, "kept meanwhile"
    here.desk.forms.refusal = None
    form.forward()
    await here.until(lambda: here.desk.forms.saved)
    assert here.shift.presenter.cards.open[5].form is FormWork.COMPLETE
    assert view.said.text() == ""


# --- numbers that nobody may see ------------------------------------------------------------------


FIELDS = {
    "Имя": "Мария Петровна",
    "Телефон": "8 (912) 000-00-01",
    "Рабочий": "+7 343 222-33-44, спросить Ольгу",
    "Долг": "1250,30",
}
SECRET = ("000-00-01", "222-33-44", "9120000001", "555-12-34")


@pytest.mark.parametrize("masked", [True, False])
def test_a_card_shows_no_number_however_it_is_written(qtbot: QtBot, masked: bool) -> None:
    view = ContactView()
    qtbot.addWidget(view)
    facts = card_of(
        fields=FIELDS, results={"talks": "yes", "call_at": "8 912 555-12-34"}, mask_numbers=masked
    )
    view.show_card(Card(5, "+79120000001", 0.0, data=CardFacts(facts)))
    shown = words(view)
    assert "1250,30" in shown
    assert any(secret in shown for secret in SECRET) is not masked
    assert ("••" in shown) is masked


@pytest.mark.parametrize("masked", [True, False])
def test_the_headline_is_the_contact_s_whole_name(qtbot: QtBot, masked: bool) -> None:
    fields = {"Имя": "Мария", "Долг": "1250,30", "Фамилия": "Соколова"}
    facts = card_of(fields=fields, mask_numbers=masked)
    card = Card(5, "+79120000001", 0.0, data=CardFacts(facts))
    view = ContactView()
    qtbot.addWidget(view)
    view.show_card(card)
    assert view.name.text() == name_of(card) == "Мария Соколова"
    number, campaign, _ = view.place.text().split(" · ")
    assert (number, campaign) == (
        "+7••••••••01" if masked else "+7 912 000-00-01", "Должники, ноябрь")  # fmt: skip
    told = [label.text() for label in view.area.findChildren(QLabel)]
    assert told.count("Мария") == told.count("Соколова") == 0, "it stands above"
    assert "1250,30" in told
    named = CardFacts(facts, named_by=("Долг",))
    view.show_card(Card(5, "+79120000001", 0.0, data=named))
    assert view.name.text() == "1250,30"


def test_a_card_that_is_named_by_a_number(qtbot: QtBot) -> None:
    facts = card_of(fields={"Имя": "8 912 000-00-01"}, mask_numbers=True)
    card = Card(5, "+79120000001", 0.0, data=CardFacts(facts))
    view = ContactView()
    qtbot.addWidget(view)
    view.show_card(card)
    assert "000-00-01" not in name_of(card) + view.name.text()


@pytest.mark.parametrize("masked", [True, False])
def test_a_contact_that_is_looked_at_first(qtbot: QtBot, masked: bool) -> None:
    panel = PreviewPanel()
    qtbot.addWidget(panel)
    contact = {"contact_id": 3, "phones": ["+79120000001"], "fields": FIELDS}
    panel.show_contact(contact, 0.0, masked=masked)
    shown = words(panel) + panel.phones.itemText(0)
    assert "Мария Петровна" in shown
    assert any(secret in shown for secret in SECRET) is not masked


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("+79120000001", "+7••••••••01"), ("100", "•••"), ("sip:anna@pbx", "•••:••••••••")],
)
def test_a_masked_number_tells_nothing(phone: str, shown: str) -> None:
    assert shown_phone(phone, masked=True) == shown


async def test_who_hides_his_number_has_a_card_that_says_so(qtbot: QtBot) -> None:
    view = ContactView()
    qtbot.addWidget(view)
    facts = CardFacts(card_of(-5, phone="", phones=("",), fields={}, campaign="", called="+7495"))
    view.show_card(Card(-5, "", 0.0, data=facts))
    assert view.name.text() == "The number is hidden"
