"""Two tabs, one voice service, one prompt desk: a tab's end is not that of what the other uses."""

import asyncio
import threading
from pathlib import Path

import pytest

from editor.editor_widget import EditorWidget
from engine.errors import KnownError
from engine.ivr.model import Spoken
from engine.ivr.requests import QuerySource
from rino_desktop import bootstrap
from rino_desktop.desktop import Desktop
from rino_desktop.editor_calls import LiveOutside
from rino_desktop.main_window import MainWindow
from tests.helpers.desktop_here import DesktopHere, until
from tests.helpers.program import Program


async def opened(window: MainWindow, name: str) -> EditorWidget:
    before = len(window.schemes.editors())
    window.schemes.scheme_wanted.emit(name)
    await until(lambda: len(window.schemes.editors()) > before)
    editor = window.schemes.editors()[-1]
    assert isinstance(editor, EditorWidget)
    return editor


def test_two_tabs_share_and_outlive_each_other(
    program: Program, here: DesktopHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    closed: list[object] = []
    really = bootstrap.voice_service

    def voice_service(*given: object, **named: object) -> object:
        voice = really(*given, **named)  # type: ignore[arg-type]
        made.append(voice)
        close = voice.close
        monkeypatch.setattr(voice, "close", lambda: (closed.append(voice), close()), raising=False)
        return voice

    monkeypatch.setattr(bootstrap, "voice_service", voice_service)

    async def scenario(window: MainWindow, desktop: Desktop) -> None:
        await until(lambda: window.schemes.table.rowCount() > 0)
        first, second = await opened(window, "notice"), await opened(window, "survey")
        assert first.tools.sound is second.tools.sound
        assert first.tools.prompts is second.tools.prompts
        assert len(made) == 1
        program.ok("scheme", "copy", "notice", "later")
        third = await opened(window, "later")
        assert "later" in third.tools.names.names("scheme"), "names are read anew for each tab"
        window.schemes.close_wanted.emit(first)
        await until(lambda: len(window.schemes.editors()) == 2)
        assert not closed
        sound, prompts = second.tools.sound, second.tools.prompts
        assert sound is not None
        assert prompts is not None
        path = await sound.path(Spoken("one two three", "en"))
        assert path is not None
        assert path.is_file()
        assert await prompts.local("nothing.wav") is None
        for editor in (second, third):
            window.schemes.close_wanted.emit(editor)
        await until(lambda: not window.schemes.editors())
        assert not closed, "the next tab takes what is there"
        again = await opened(window, "notice")
        assert again.tools.prompts is second.tools.prompts
        desktop.people.sign_out()
        await until(lambda: closed == made)
        await until(lambda: window.schemes.table.rowCount() > 0 and window.signed_in)
        anew = await opened(window, "notice")
        assert anew.tools.prompts is not second.tools.prompts
        assert len(made) == 2

    here.play(scenario)
    assert closed == made, "the rest with the connection"


def test_one_tab_does_not_wait_for_the_answer_to_another(
    here: DesktopHere, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    go_on, slow_is_asked = threading.Event(), threading.Event()
    opened_times: list[int] = []
    ended: list[int] = []

    class Opened:
        def __enter__(self) -> object:
            opened_times.append(1)

            def ask(request: QuerySource) -> object:
                if request.source == "slow":
                    slow_is_asked.set()
                    assert go_on.wait(20)
                return request.source

            return ask

        def __exit__(self, *_: object) -> None:
            ended.append(1)

    monkeypatch.setattr(bootstrap, "live_outside", lambda _settings: Opened())
    outside = LiveOutside(here.settings)

    def query(source: str) -> QuerySource:
        return QuerySource(source, "SELECT 1", {}, 1)

    async def main() -> None:
        slow = asyncio.create_task(asyncio.to_thread(outside, query("slow")))
        await asyncio.to_thread(slow_is_asked.wait, 20)
        assert await asyncio.to_thread(outside, query("quick")) == "quick"
        assert await asyncio.to_thread(outside, query("quick")) == "quick"
        assert len(opened_times) == 2, "what is idle is used again"
        closing = asyncio.create_task(asyncio.to_thread(outside.close))
        await asyncio.sleep(0.1)
        assert not closing.done(), "a question under way is answered first"
        go_on.set()
        assert await slow == "slow"
        await closing

    asyncio.run(main())
    assert len(ended) == 2
    with pytest.raises(KnownError):
        outside(query("quick"))
