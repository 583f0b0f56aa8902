"""“Call me”: the draft in the editor leads real calls, with an engine beside the desktop."""

import signal
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor.editor_widget import EditorWidget
from editor.testcall.call_me import CallMe
from editor.testcall.call_me_dialog import CallMeDialog
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, Scheme, Variable
from rino_desktop import scheme_calls
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.desktop import Desktop
from rino_desktop.desktop.engine_inside import Life
from rino_desktop.main_window import MainWindow
from rino_desktop.preferences import INSIDE
from tests.e2e.test_drawn_scheme import Hand
from tests.helpers.baresip import Baresip
from tests.helpers.desktop_here import DesktopHere, by_hand, until
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.ports import free_udp_port
from tests.helpers.wav import write_tone

pytestmark = pytest.mark.timeout(180)

YES, BUSY, PATIENT = numbers(3)
PEOPLE: list[dict[str, Any]] = [
    {"number": YES, "behaviour": {
        # It rings long enough to be seen so.
        "kind": "answer_and_press", "ring_s": 2.5,
        "keys": [{"key": "1", "delay_s": 1.0, "after": "heard"}]}},
    {"number": BUSY, "behaviour": {"kind": "busy"}},
    {"number": PATIENT, "behaviour": {"kind": "answer_and_press", "ring_s": 0.5, "keys": []}},
]  # fmt: skip


def scheme() -> Scheme:
    said = {"say": {"en": "Hello {name}. Press one."}}
    return Scheme(
        "drawn",
        languages=("en",),
        variables=(
            Variable("name", fields=("name",), default="friend"),
            Variable("mood", default="unknown"),
        ),
        nodes=(
            Node("start", "start"),
            Node("menu", "menu", x=300,
                 parameters={"message": [said], "keys": [{"key": "1"}], "timeout_s": 30}),
            Node("mood", "set_variables", x=600,
                 parameters={"assignments": [{"variable": "mood", "value": "'good'"}]}),
            Node("save", "save_result", x=900,
                 parameters={"results": [{"name": "answer", "value": "yes"}]}),
            Node("end", "hang_up", x=1200),
        ),
        links=(
            Link("a", "start", "next", "menu"),
            Link("b", "menu", "1", "mood"),
            Link("c", "mood", "next", "save"),
            Link("d", "save", "next", "end"),
            Link("e", "menu", "no_input", "end"),
        ),
    )  # fmt: skip


@pytest.fixture
def farm(tmp_path: Path) -> Iterator[Farm]:
    with Farm(tmp_path / "farm", behaviours={"rules": PEOPLE}) as farm:
        yield farm


@pytest.fixture
def office(tmp_path: Path, farm: Farm) -> Iterator[Office]:
    office = Office(tmp_path / "office", database=str(tmp_path / "rino.fdb"))
    try:
        office.run("db", "init")
        office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm.port}", "--lines", "2")
        file = tmp_path / "drawn.scheme.json"
        file.write_text(dump_scheme(scheme()), encoding="utf-8")
        office.run("scheme", "import", str(file), "--draft")
        yield office
    finally:
        office.close()


@pytest.fixture
def here(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DesktopHere:
    monkeypatch.setenv("RINO_DATA", str(tmp_path / "data"))
    # Whatever the hour is at which this test runs.
    monkeypatch.setattr(scheme_calls, "_DAY", (0, 24))
    return DesktopHere(qapp, tmp_path)


class Supervisor:
    """At an editor, with a mouse and a keyboard."""

    def __init__(self, here: DesktopHere, window: MainWindow) -> None:
        self.here, self.window = here, window
        self.editor: EditorWidget

    async def open(self) -> None:
        page = self.window.schemes
        self.window.resize(1600, 950)
        await until(lambda: page.table.rowCount() > 0)
        self.window.rail.go("ivr-kit")
        page.scheme_wanted.emit("drawn")
        await until(page.editors)
        (editor,) = page.editors()
        assert isinstance(editor, EditorWidget)
        self.editor = editor
        await until(editor.isVisible)

    @property
    def call_me(self) -> CallMe:
        found = self.editor.panels.call_me
        assert found is not None
        return found

    @property
    def words(self) -> str:
        return self.call_me.strip.label.text()

    async def told(self, *words: str, within_s: float = 30.0) -> None:
        """The strip says one of these."""
        try:
            await until(lambda: any(each in self.words for each in words), within_s)
        except AssertionError:
            raise AssertionError(f"{self.words!r} instead of {words}") from None

    async def click(self, widget: QWidget) -> None:
        await by_hand(lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton))

    async def dialog(self) -> CallMeDialog:
        if not self.editor.panels.call.isVisible():
            await self.click(self.editor.bar.buttons["call"])
        await self.click(self.call_me.strip.begin_button)
        await until(lambda: self.here.shown(CallMeDialog))
        found = self.here.shown(CallMeDialog)
        assert isinstance(found, CallMeDialog)
        return found

    async def call(self, *, number: str = "", address: str = "") -> CallMeDialog:
        dialog = await self.dialog()
        (dialog.other if number else dialog.own).click()
        field = dialog.number if number else dialog.address
        field.clear()
        await by_hand(lambda: QTest.keyClicks(field, number or address))
        await self.click(dialog.call_button)
        return dialog

    def painted(self) -> set[str]:
        """Links that are coloured on the canvas."""
        return set(self.editor.scene.state.taken)

    def values(self) -> dict[str, str]:
        """Variables and results as the panel shows them."""
        tree, found = self.editor.panels.call.state.tree, {}
        for number in range(tree.topLevelItemCount()):
            top = tree.topLevelItem(number)
            assert top is not None
            for row in [top, *(top.child(i) for i in range(top.childCount()))]:
                found[row.text(0)] = row.text(1)
        return found


def play(here: DesktopHere, scenario: Callable[[Supervisor], Coroutine[Any, Any, None]]) -> None:
    async def whole(window: MainWindow, _desktop: Desktop) -> None:
        supervisor = Supervisor(here, window)
        await supervisor.open()
        await scenario(supervisor)

    here.play(whole)


def engine(office: Office) -> Any:
    process = office.engine("north", until_done=False)
    wait_for(lambda: office.log("north").count("is ready to dial") == len(office.engines), "it")
    return process


def test_a_number_by_the_unsaved_draft(here: DesktopHere, office: Office, farm: Farm) -> None:
    engine(office)

    async def scenario(me: Supervisor) -> None:
        panel = me.editor.panels.call
        panel.setup.fields.set_values({"name": "Anna"})
        await Hand(me.editor).write("save", "results[0].value", "certainly")
        dialog = await me.dialog()
        assert "name: Anna" in dialog.contact.text()
        dialog.close()
        await me.call(number=YES)
        await me.told("It rings", "goes on")
        await until(lambda: "a" in me.painted())
        assert me.editor.panels.call_me is not None
        assert me.editor.panels.call_me.live
        await until(lambda: {"a", "b", "c", "d"} <= me.painted(), 30)
        await me.told("has come to its end")
        assert me.values()["answer"] == "certainly"
        assert me.values()["mood"] == "good"
        model = panel.transcript.model
        lines = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
        assert any("Hello Anna" in line for line in lines), lines
        assert any("Key 1" in line for line in lines), lines

    play(here, scenario)
    assert [call.number for call in farm.calls()] == [YES]
    # Nothing of it stands in the reports, or in the version that is published.
    (stored,) = [s for s in office.json("scheme", "list") if s["name"] == "drawn"]
    assert stored["published"] is None
    assert office.json("campaign", "list") == []


def test_ones_own_telephone_and_hanging_up(
    here: DesktopHere, office: Office, tmp_path: Path
) -> None:
    engine(office)
    tone = tmp_path / "tone.wav"
    write_tone(tone, 440, 20.0)
    with Baresip(tmp_path / "phone", user="anna", password="", registrar_port=free_udp_port(),
                 says=tone, answers="auto", registers=False) as phone:  # fmt: skip
        address = f"sip:anna@127.0.0.1:{phone.sip_port}"

        async def scenario(me: Supervisor) -> None:
            await phone.connect()
            await me.call(address=address.removeprefix("sip:"))
            await me.told("goes on")
            await phone.wait_event("CALL_ESTABLISHED")
            await until(lambda: "a" in me.painted())
            await me.click(me.call_me.strip.hang_up_button)
            await me.told("You have hung up.")
            await phone.wait_event("CALL_CLOSED")
            assert not me.call_me.live
            # Remembered; and the same telephone can be called again.
            await me.click(me.call_me.strip.again_button)
            await until(lambda: here.shown(CallMeDialog))
            again = here.shown(CallMeDialog)
            assert again.own.isChecked()
            assert again.address.text() == address
            await me.click(again.call_button)
            await me.told("goes on")
            await phone.press("1")
            await until(lambda: {"a", "b", "c", "d"} <= me.painted(), 30)
            await me.told("has come to its end")
            await phone.disconnect()

        play(here, scenario)


def test_busy_and_nobody_there_and_on_the_list(here: DesktopHere, office: Office) -> None:
    engine(office)
    office.run("dnc", "add", PATIENT)

    async def scenario(me: Supervisor) -> None:
        async def after(words: str, **whom: str) -> None:
            await me.call(**whom)
            await me.told(words)
            assert me.painted() == set()
            await me.click(me.call_me.strip.close_button)

        await after("Not answered: User busy (SIP 486 Busy Here)", number=BUSY)
        await after("do-not-call list", number=PATIENT)
        await after("Not answered", address=f"sip:anna@127.0.0.1:{free_udp_port()}")
        dialog = await me.call(address="nonsense")
        await until(lambda: "is no address of a SIP telephone" in dialog.message.text())
        assert dialog.call_button.isEnabled()

    play(here, scenario)


def test_no_engine(here: DesktopHere, office: Office) -> None:
    async def scenario(me: Supervisor) -> None:
        dialog = await me.call(number=YES)
        await until(lambda: "No engine answers" in dialog.message.text())
        dialog.close()
        # One that was killed has a session for a while yet.
        process = engine(office)
        process.send_signal(signal.SIGKILL)
        process.wait()
        await me.call(number=YES)
        await me.told("Waiting for an engine")
        await me.told("No engine answers")
        assert not me.call_me.live

    play(here, scenario)


def test_the_engine_is_killed_in_the_middle(here: DesktopHere, office: Office, farm: Farm) -> None:
    process = engine(office)

    async def scenario(me: Supervisor) -> None:
        await me.call(number=PATIENT)
        await until(lambda: "a" in me.painted(), 30)
        process.send_signal(signal.SIGKILL)
        process.wait()
        await me.told("has not answered for")
        assert not me.call_me.live
        assert "a" in me.painted(), "what was seen stays"
        # The next one serves as ever.
        engine(office)
        await me.click(me.call_me.strip.close_button)
        await me.call(number=YES)
        await me.told("has come to its end")

    play(here, scenario)
    assert len([call for call in farm.calls() if call.number == PATIENT]) == 1


def test_closing_the_editor_hangs_up(here: DesktopHere, office: Office, farm: Farm) -> None:
    engine(office)

    async def scenario(me: Supervisor) -> None:
        await me.call(number=PATIENT)
        await until(lambda: "a" in me.painted(), 30)
        me.window.schemes.close_wanted.emit(me.editor)
        await until(lambda: not me.window.schemes.editors())
        await until(lambda: "is over" in office.log("north"))

    play(here, scenario)
    wait_for(lambda: farm.calls()[0].ended_at, "our BYE")  # the engine knows of the end before
    (call,) = farm.calls()
    assert (call.number, call.hung_up_by) == (PATIENT, "caller")


def test_with_the_engine_inside_the_desktop(here: DesktopHere, office: Office, farm: Farm) -> None:
    """One program for all: the call is the engine's own, and the window goes on meanwhile."""
    here.preferences.change(engine=INSIDE)

    async def whole(window: MainWindow, desktop: Desktop) -> None:
        me = Supervisor(here, window)
        await me.open()
        await until(lambda: desktop.engines.inside.life is Life.RUNNING, 30)
        await me.call(address=f"sip:{PATIENT}@127.0.0.1:{farm.port}")
        await until(lambda: "a" in me.painted(), 30)
        assert desktop.engines.inside.live_calls == 1
        await me.click(me.call_me.strip.hang_up_button)
        await me.told("You have hung up.")
        await until(lambda: desktop.engines.inside.live_calls == 0)

    here.play(whole)
    wait_for(lambda: farm.calls()[0].ended_at, "our BYE")  # the engine knows of the end before
    (call,) = farm.calls()
    assert (call.number, call.hung_up_by) == (PATIENT, "caller")
