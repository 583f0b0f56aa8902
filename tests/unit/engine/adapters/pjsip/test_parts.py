"""Ports, addresses, outcomes and WAV files of the pjsip adapter, without any call."""

import wave
from pathlib import Path

import pytest

from engine.adapters.pjsip import call_outcome, wav_files
from engine.adapters.pjsip.addressing import SipAddress, identity
from engine.adapters.pjsip.leg import info_key
from engine.adapters.pjsip.ports import ANY_PORTS, PortPlan
from engine.adapters.pjsip.sip_headers import headers_of, numbers_of
from engine.audio import recorded
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from tests.helpers.wav import read, write_tone


@pytest.mark.parametrize("first", [30000, 30001])
@pytest.mark.parametrize("capacity", [1, 4, 7])
def test_blocks_of_ports_never_overlap_nor_leave_the_range(first: int, capacity: int) -> None:
    last = first + 100
    plan = PortPlan((first, last))
    blocks = []
    while (block := plan.take(capacity)) is not None:
        blocks.append(block)
    assert len(blocks) == plan.blocks(capacity) == 100 // (2 * capacity + 1)
    assert not plan.has_room(capacity)
    used = [plan.front.sip]
    for block in blocks:
        assert block.rtp[0] % 2 == 0
        assert block.rtp[1] - block.rtp[0] + 1 == 2 * capacity
        used += [block.sip, *range(block.rtp[0], block.rtp[1] + 1)]
    assert len(used) == len(set(used))
    assert first <= min(used)
    assert max(used) <= last
    plan.give_back(blocks[1])
    assert plan.take(capacity) == blocks[1]


def test_without_a_range_any_port_will_do() -> None:
    plan = PortPlan(None)
    assert [plan.take(4), plan.take(4), plan.front] == [ANY_PORTS] * 3
    assert plan.has_room(4)


@pytest.mark.parametrize(
    ("uri", "transport", "expected"),
    [
        ("sip:pbx.example.ru", "udp", "sip:+79@pbx.example.ru"),
        ("sip:pbx.example.ru:5070", "tcp", "sip:+79@pbx.example.ru:5070;transport=tcp"),
        ("<sip:10.0.0.1:5061;transport=tls>", "tls", "sip:+79@10.0.0.1:5061;transport=tls"),
        ("sip:someone@10.0.0.1", "udp", "sip:+79@10.0.0.1"),
    ],
)
def test_request_uri(uri: str, transport: str, expected: str) -> None:
    assert SipAddress.parse(uri).uri("+79", transport) == expected


@pytest.mark.parametrize("uri", ["", "pbx", "tel:+79", "sip:", "sip:host:99999", "http://x"])
def test_what_is_no_sip_address(uri: str) -> None:
    with pytest.raises(ValueError, match=r"SIP address|impossible port"):
        SipAddress.parse(uri)


def test_a_caller_id_cannot_add_header_lines() -> None:
    who = identity("trunk", '+7495"\r\nX-Evil: 1', "pai", "pbx")
    assert all("\r" not in text and "\n" not in text for text in (who.from_uri, *who.headers[0]))
    assert who.from_uri.count('"') == 2


def _response(status: str, *headers: str) -> str:
    return "\r\n".join([f"SIP/2.0 {status}", "Via: x", *headers, "Content-Length: 0", "", ""])


@pytest.mark.parametrize(
    ("code", "headers", "cause", "by"),
    [
        (486, [], HangupCause.USER_BUSY, HangupBy.SUBSCRIBER),
        (603, [], HangupCause.CALL_REJECTED, HangupBy.SUBSCRIBER),
        (403, [], HangupCause.CALL_REJECTED, HangupBy.NETWORK),
        (404, [], HangupCause.UNALLOCATED_NUMBER, HangupBy.NETWORK),
        (480, ["Reason: Q.850;cause=17"], HangupCause.USER_BUSY, HangupBy.SUBSCRIBER),
        (486, ["reason : SIP;cause=486", "Reason: Q.850;cause=34"],
         HangupCause.NORMAL_CIRCUIT_CONGESTION, HangupBy.NETWORK),
        (503, ["Reason: SIP;cause=503,\r\n Q.850;cause=27"],
         HangupCause.DESTINATION_OUT_OF_ORDER, HangupBy.NETWORK),
    ],
)  # fmt: skip
def test_final_responses(code: int, headers: list[str], cause: HangupCause, by: HangupBy) -> None:
    outcome = call_outcome.of_response(code, "Text", _response(f"{code} Text", *headers))
    assert (outcome.sip_code, outcome.cause, outcome.by) == (code, cause, by)


def test_a_reason_in_the_body_is_none() -> None:
    message = _response("480 Gone") + "Reason: Q.850;cause=17"
    assert call_outcome.reason_cause(message) is None


def test_key_in_a_plain_info() -> None:
    head = "INFO sip:a SIP/2.0\r\nContent-Type: {}\r\nContent-Length: 1\r\n\r\n"
    assert info_key(head.format("application/dtmf") + "#") == "#"
    assert info_key(head.format("application/dtmf-relay") + "Signal=5") == ""
    assert info_key("INFO sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n") == ""


def _cut_header(path: Path) -> None:
    """As a recorder leaves it that was killed: sizes of nought."""
    data = bytearray(path.read_bytes())
    data[4:8] = data[40:44] = bytes(4)
    path.write_bytes(data)


def test_parts_of_a_dead_recorder_are_merged(tmp_path: Path) -> None:
    recording = tmp_path / "call.wav"
    left, right = recorded.parts_of(recording)
    write_tone(left, 1.0, 500)
    write_tone(right, 3.0, 900)
    for part in (left, right):
        _cut_header(part)
    assert recorded.merge_recording(recording)
    rate, (one, two) = read(recording)
    assert (rate, len(one), len(two)) == (8000, 24000, 24000)
    assert any(one[:8000])
    assert not any(one[8000:])
    assert any(two[16000:])
    assert list(tmp_path.iterdir()) == [recording]
    assert not recorded.merge_recording(tmp_path / "never.wav")


def test_one_part_alone_and_a_truncated_one(tmp_path: Path) -> None:
    recording = tmp_path / "call.wav"
    left, right = recorded.parts_of(recording)
    write_tone(left, 0.5)
    right.write_bytes(left.read_bytes()[:31])
    assert recorded.merge_recording(recording)
    with wave.open(str(recording)) as wav:
        assert (wav.getnchannels(), wav.getnframes()) == (2, 4000)


def test_joined_prompts_are_as_long_as_their_parts(tmp_path: Path) -> None:
    files = [str(write_tone(tmp_path / f"{n}.wav", length)) for n, length in
             enumerate((0.505, 0.015, 1.0))]  # fmt: skip
    joined, temporary = wav_files.one_file(files, str(tmp_path))
    assert temporary
    with wave.open(joined) as wav:
        assert wav.getnframes() == 4040 + 120 + 8000
    assert wav_files.one_file(files[:1], str(tmp_path)) == (files[0], False)
    short, temporary = wav_files.one_file(files[1:2], str(tmp_path))
    assert temporary
    with wave.open(short) as wav:
        assert wav.getnframes() == 800  # the library plays nothing shorter than a frame


def _invite(uri: str, *headers: str) -> str:
    return "\r\n".join([f"INVITE {uri} SIP/2.0", *headers, "", "v=0"])


@pytest.mark.parametrize(
    ("uri", "headers", "numbers"),
    [
        ("sip:+7495@us", ["From: <sip:+7916@them>;tag=1"], ("+7916", "+7495")),
        ("sip:+7495@us", ['f: "Anna" <sip:8916;phone-context=x@them>'], ("8916", "+7495")),
        ("sip:trunk@us", ["From: <sip:8916@them>", "To: <sip:4951@us>"], ("8916", "4951")),
        ("sip:trunk@us", ["From: <sip:8916@them>", "t: sip:4951@us"], ("8916", "4951")),
        ("sip:trunk@us", ["From: <sip:8916@them>"], ("8916", "trunk")),
        ("sip:us", ["From: <sip:8916@them>", "To: <sip:4951@us>"], ("8916", "4951")),
        ("tel:+7495", ["From: <tel:+7916;ext=1>"], ("+7916", "+7495")),
        ("sip:1@us", ["From: <sip:anonymous@anonymous.invalid>"], ("", "1")),
        ("sip:1@us", ["From: <sip:anonymous@x>", "P-Asserted-Identity: <sip:%2B7916@them>"],
         ("+7916", "1")),
        ("sip:1@us", ["From: <sip:1@x>", "Remote-Party-ID: <sip:7916@x>;party=calling"],
         ("7916", "1")),
        ("sip:1@us", ["From:"], ("", "1")),
        # Anybody can call himself what he likes.
        ("sip:1@us", ['From: "sip:+7916@them" <sip:8495@them>'], ("8495", "1")),
        ("sip:1@us", [r'From: "\" <sip:+7916@x>" <sip:8495@them>;tag=1'], ("8495", "1")),
        ("sip:1@us", ["From: sip:+7916@x <sip:8495@them>"], ("8495", "1")),
        ("sip:1@us", ['From: "tel:+7916" <sip:anonymous@x>'], ("", "1")),
        ("sip:1@us", ["From: <sip:8495@them;alias=sip:+7916@x>"], ("8495", "1")),
        # He hides his number, though the network tells it.
        ("sip:1@us", ["From: <sip:anonymous@x>", "P-Asserted-Identity: <sip:7916@them>",
                      "Privacy: id;critical"], ("", "1")),
        ("sip:1@us", ["From: <sip:7916@x>", "Privacy: none"], ("7916", "1")),
        ("sip:1@us", ["From: <sip:anonymous@x>",
                      "Remote-Party-ID: <sip:7916@x>;party=calling;privacy=full;screen=yes"],
         ("", "1")),
        ("sip:1@us", ["From: <sip:7916@x>", "Remote-Party-ID: <sip:7916@x>;privacy=off"],
         ("7916", "1")),
    ],
)  # fmt: skip
def test_who_calls_and_whom(uri: str, headers: list[str], numbers: tuple[str, str]) -> None:
    assert numbers_of(_invite(uri, *headers), "trunk") == numbers


def test_headers_once_and_unfolded() -> None:
    found = headers_of(_invite("sip:1@us", "X-A: 1", "X-A: 2", "Subject: long", " and longer"))
    assert found == {"X-A": "1", "Subject": "long and longer"}
