"""What breaks during a live talk between a subscriber and an operator, and what that costs: the
talk goes on wherever its sound lives, nothing typed is lost, states come back, the next call comes.

Two workstations, an engine and a Firebird 3.0 server in processes of their own; baresip is the
subscriber. Everybody says a tone of his own. Each test leaves a working office to the next one.
"""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.helpers.headset import RATE, headset
from tests.helpers.office import wait_for
from tests.helpers.operators_office import (
    SUBSCRIBER_HZ,
    OperatorsOffice,
    Seat,
    operators_office,
)
from tests.helpers.spoken import speaking, tone_file
from tests.helpers.telephone import seconds_of_tones

pytestmark = pytest.mark.timeout(180)

ANSWER, NOTE = "Пётр Ильич", "просил перезвонить завтра"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperatorsOffice]:
    with operators_office(tmp_path_factory.mktemp("operators")) as office:
        yield office
        bugs = {name: seat.bugs for name, seat in office.seats.items()}
        assert not any(bugs.values()), bugs


def types(seat: Seat, note: str = NOTE) -> int:
    """Into the form and the note of the card that he looks at; its attempt."""
    attempt_id = seat.attempt
    seat.do("answer", card=attempt_id, text=ANSWER)
    seat.do("note", card=attempt_id, text=note)
    seat.wait(lambda _: stands(seat, attempt_id, note), "what was typed")
    return attempt_id


def stands(seat: Seat, attempt_id: int, note: str = NOTE) -> bool:
    card = seat.seen["cards"].get(str(attempt_id), {})
    return bool(card) and (card["answer"], card["note"]) == (ANSWER, note)


def without_a_break(heard: Callable[[], float], since: float, lost_s: float) -> None:
    """``heard``: seconds of the voice since then (monotonic). What is late comes, what is lost does
    not: it has to be less than ``lost_s``."""
    wait_for(lambda: time.monotonic() - since - heard() < lost_s, "without a break", 10)


def test_the_database_server_is_killed(office: OperatorsOffice) -> None:
    seat, _ = office.in_call()
    mark, so_far, since = seat.mark(), office.so_far(), time.monotonic()
    office.server.kill()
    seat.wait(lambda s: not s["database"], "told that the database is away")
    attempt_id = types(seat)
    seat.do("save", card=attempt_id)
    seat.wait(lambda s: s["unsent"] == 1, "the result waits on this computer")
    time.sleep(1.0)
    assert seat.seen["call"] == "talking"
    office.server.start()
    seat.wait(lambda s: s["database"] and s["engine"], "told that it is back")
    seat.wait(lambda s: s["unsent"] == 0, "the result is sent")
    passed = time.monotonic() - since
    without_a_break(lambda: seat.hears(mark), since, 0.1 * passed)
    without_a_break(lambda: office.subscriber_hears(seat, so_far), since, 0.1 * passed)
    seat.do("hang_up")
    seat.wait(lambda s: s["state"] == "wrap_up", "the wrap-up")
    seat.do("ready")
    row = office.ended(attempt_id)
    assert row.disposition == "served"
    assert row.results["operator_result"] == "agreed"
    assert (row.results["caller"], row.results["operator_note"]) == (ANSWER, NOTE)
    office.in_call()


def test_a_line_worker_is_killed(office: OperatorsOffice) -> None:
    seat, _ = office.in_call()
    attempt_id = types(seat)
    office.line_worker.kill()
    seat.wait(lambda s: s["call"] == "idle", "his end of the talk is over")
    assert stands(seat, attempt_id)
    seat.wait(lambda s: s["state"] == "wrap_up", "the wrap-up")
    row = office.ended(attempt_id)
    assert (row.hangup_cause, row.results["operator_lost"]) == ("interrupted", seat.name)
    office.finish(seat)
    seat, _ = office.in_call()
    assert seat.attempt != attempt_id


def test_the_network_of_a_workstation_is_cut(office: OperatorsOffice) -> None:
    """Its telephone sends and takes nothing any more."""
    seat, other = office.in_call()
    attempt_id = types(seat)
    telephone = seat.telephone
    telephone.send_signal(signal.SIGSTOP)
    other.wait(lambda s: s["call"] == "talking" and s["front"] == attempt_id, "the subscriber")
    so_far = office.so_far()
    wait_for(lambda: office.subscriber_hears(other, so_far) > 0.4, "his voice")
    assert stands(seat, attempt_id)
    with suppress(psutil.NoSuchProcess):  # its program may have given it up by now
        telephone.send_signal(signal.SIGCONT)
    seat.wait(lambda s: s["call"] == "idle", "his end of the talk is over")
    assert stands(seat, attempt_id)
    office.finish(seat)
    office.finish(other)
    row = office.ended(attempt_id)
    assert (row.results["operator_lost"], row.results["operator"]) == (seat.name, other.name)


def test_a_workstation_is_killed(office: OperatorsOffice) -> None:
    seat, other = office.in_call()
    attempt_id = types(seat)
    seat.wait(lambda _: seat.card(attempt_id)["kept"], "what was typed is where it survives")
    seat.kill()
    other.wait(lambda s: s["call"] == "talking" and s["front"] == attempt_id, "the subscriber")
    so_far = office.so_far()
    wait_for(lambda: office.subscriber_hears(other, so_far) > 0.4, "his voice")
    seat.open()
    seat.wait(lambda _: stands(seat, attempt_id), "the card as it was left")
    office.finish(other)
    row = office.ended(attempt_id)
    assert (row.results["operator_lost"], row.results["operator"]) == (seat.name, other.name)
    office.finish(seat)


def test_the_headset_is_pulled_out(office: OperatorsOffice, tmp_path: Path) -> None:
    """The talk goes on with the devices that are left, and goes back when it is plugged in."""
    seat, other = office.in_call()
    tone = tone_file(tmp_path / "tone.raw", other.hertz)
    with headset(tmp_path) as server:
        server.plug_in("mouth")
        usb = server.plug_in("usb")
        other.close()
        other.open(server.environment)
        for use, device in (("microphone", "mouth-mic"), ("microphone", "usb-mic"),
                            ("speech", "headset"), ("speech", "usb")):  # fmt: skip
            other.wait(lambda s, device=device: device in s["devices"], f"the device {device}")
            other.do("wish", use=use, device=device)
        other.wait(lambda s: s["state"] == "available", "signed in")
        seat.do("hang_up")  # and his wrap-up lasts
        with speaking(server, "mouth", tone, RATE), speaking(server, "usb", tone, RATE):
            other.wait(lambda s: s["call"] == "talking", "the next call")
            attempt_id = other.attempt
            with server.listening_at("usb") as ear:
                wait_for(lambda: seconds_of_tones(ear(), [SUBSCRIBER_HZ], RATE) > 0.5, "his voice")
            before = len(server.heard())
            server.pull_out(usb)
            other.wait(lambda s: "usb" in s["banners"].get("devices", ""), "the operator is told")
            so_far = office.so_far()

            def heard() -> float:
                sound = (server.heard()[before:] * 32767).astype(np.int16)
                return seconds_of_tones(sound, [SUBSCRIBER_HZ], RATE)

            wait_for(lambda: heard() > 1.0, "the subscriber's voice at the other device")
            wait_for(lambda: office.subscriber_hears(other, so_far) > 1.0, "the operator's voice")
            server.plug_in("usb")
            other.wait(lambda s: "devices" not in s["banners"], "all is as it was")
        assert (other.seen["call"], other.attempt) == ("talking", attempt_id)
        other.close()
    office.finish(seat)
    other.open()
    other.wait(lambda s: str(attempt_id) in s["cards"], "his card is there again")
    office.finish(other)


def test_the_engine_is_killed(office: OperatorsOffice) -> None:
    seat, _ = office.in_call()
    attempt_id = types(seat)
    office.engine.kill()
    office.engine.wait()
    seat.wait(lambda s: s["call"] == "idle", "his end of the talk is over")
    assert stands(seat, attempt_id)
    office.start_engine()
    seat.wait(lambda s: s["held_by"] == "" and s["state"] != "talking", "his row is free")
    assert stands(seat, attempt_id)
    row = office.ended(attempt_id)
    assert row.disposition == "interrupted"
    office.finish(seat)
    seat, _ = office.in_call()
    again = [each.phone for each in office.attempts().values()]
    assert again.count(row.phone) == 1, "nobody is rung again blindly"
    assert office.attempts()[attempt_id].results["caller"] == ANSWER
