"""Calls that come in, for real: routes by the command line, an engine in its own process, and SIPp
rings, hears and presses. Each prompt is a tone of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, PromptRecording, Scheme, Variable
from rino_desktop.demo.sip.controller import Farm
from tests.helpers.callers import CALLED, Ear, ringing
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.ports import free_udp_port, udp_port_is_taken
from tests.helpers.telephone import seconds_of_tones
from tests.helpers.wav import write_tone

pytestmark = pytest.mark.timeout(120)

(CLIENT,) = numbers(1)
NIGHT = "+74957654321"
MENU_HZ, NIGHT_HZ = 700, 1100


def scheme(name: str) -> str:
    result = {"results": [{"name": "back", "value": "{called_back}"},
                          {"name": "who", "value": "{name}"}]}  # fmt: skip
    made = Scheme(
        name,
        languages=("ru",),
        variables=(Variable("name", fields=("name",), default="-"), Variable("called_back")),
        prompts={"hello": {"ru": PromptRecording(f"{name}.wav", "Здравствуйте")}},
        nodes=(
            Node("start", "start"),
            Node("menu", "menu",
                 parameters={"message": [{"prompt": "hello"}], "keys": [{"key": "1"}]}),
            Node("yes", "save_result", parameters=result),
            Node("end", "hang_up"),
        ),
        links=(
            Link("a", "start", "next", "menu"),
            Link("b", "menu", "1", "yes"),
            Link("c", "yes", "next", "end"),
            Link("d", "menu", "no_input", "end"),
        ),
    )  # fmt: skip
    return dump_scheme(made)


@pytest.fixture
def ports() -> tuple[int, int]:
    first = free_udp_port(60)
    return first, first + 59


@pytest.fixture
def office(tmp_path: Path, ports: tuple[int, int]) -> Iterator[Office]:
    rules = [{"number": CLIENT, "behaviour": {"kind": "refuse", "refuse": 486, "ring_s": 0.1}}]
    office = Office(tmp_path / "office")
    with Farm(tmp_path / "farm", behaviours={"rules": rules}) as farm:
        try:
            office.run("db", "init")
            office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm.port}",
                       "--ports", f"{ports[0]}-{ports[1]}")  # fmt: skip
            for name, hertz in (("menu", MENU_HZ), ("night", NIGHT_HZ)):
                (office.folder / "voice").mkdir(exist_ok=True)
                write_tone(office.folder / "voice" / f"{name}.wav", 1.0, hertz)
                file = tmp_path / f"{name}.scheme.json"
                file.write_text(scheme(name), encoding="utf-8")
                office.run("scheme", "import", str(file))
            yield office
        finally:
            office.close()


def calls(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.json("incoming", "calls")
    return [call for call in found if call["ended_at"] is not None]


def test_a_call_back_and_a_call_at_night(office: Office, ports: tuple[int, int],
                                         tmp_path: Path) -> None:  # fmt: skip
    """We call a client, who is busy; he rings back and is known. Then somebody rings a number
    whose hours are over."""
    shut = (datetime.now(UTC) + timedelta(days=3)).strftime("%a").lower()
    office.run("incoming", "route", "add", "city", CALLED, "--scheme", "menu", "--record")
    office.run("incoming", "route", "add", "city", NIGHT, "--scheme", "menu", "--zone", "UTC",
               "--hours", f"{shut} 10:00-11:00", "--after-hours", "night")  # fmt: skip
    office.campaign(
        "notice", scheme="menu", lines=1, extra="max_call_s = 30", user_busy='["1h"]'
    )  # he is called once here
    office.contacts("notice", [CLIENT], {"name": "Anna"})
    office.run("campaign", "start", "notice")
    office.engine(until_done=False)
    wait_for(lambda: office.attempts("notice"), "our call")
    office.run("campaign", "pause", "notice")
    wait_for(lambda: udp_port_is_taken(ports[0]), "the trunk's own process")

    foreseen = office.json("incoming", "route", "test", f"8{CLIENT[2:]}", CALLED)
    assert (foreseen["kind"], foreseen["target"], foreseen["campaign"]) == (
        "scheme", "menu", "notice",
    )  # fmt: skip
    with Ear() as ear:
        with ringing("rings_and_presses", tmp_path / "back", ports[0], caller=f"8{CLIENT[2:]}",
                     before_ms=2500, audio_port=ear.port) as caller:  # fmt: skip
            caller.finish()
        heard = ear.samples()
    assert seconds_of_tones(heard, [MENU_HZ], 8000) > 0.4
    wait_for(lambda: calls(office), "the row of the call")
    (row,) = calls(office)
    shown = office.json("incoming", "show", str(row["id"]))
    assert shown["results"] == {"back": "true", "who": "Anna"}
    assert (shown["phone"], shown["campaign"], shown["disposition"]) == (
        CLIENT, "notice", "completed",
    )  # fmt: skip
    assert (office.folder / "voice" / shown["recording"]).is_file()
    assert "pressed 1" in office.run("incoming", "show", str(row["id"]), "--steps")
    assert office.status("notice")["contacts"]["done"] == 1

    with Ear() as ear:
        with ringing("rings_and_hangs_up", tmp_path / "night", ports[0], called=NIGHT,
                     before_ms=2500, audio_port=ear.port) as caller:  # fmt: skip
            caller.finish()
        heard = ear.samples()
    assert seconds_of_tones(heard, [NIGHT_HZ], 8000) > 0.3
    assert seconds_of_tones(heard, [MENU_HZ], 8000) == 0
    wait_for(lambda: len(calls(office)) == 2, "the row of the call")
    assert (calls(office)[0]["target"], calls(office)[0]["after_hours"]) == ("night", True)
    assert len(office.attempts("notice")) == 1
