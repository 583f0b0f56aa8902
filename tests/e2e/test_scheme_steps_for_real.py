"""Steps of schemes over real SIP and RTP: waiting for a source, keys towards the far end, called
schemes, messages that are reviewed, splits. Each prompt is a tone of its own, so that the recording
of a call tells what was played, when, and for how long."""

import csv
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.speech.espeak import EspeakSpeech
from engine.scheme.codec import dump_scheme
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.sip.witness import WitnessedCall
from tests.helpers import wav
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.pitches import Pitches, write_staircase
from tests.helpers.slow_service import SlowService
from tests.helpers.step_schemes import (
    ANSWER,
    PROMPTS,
    ROUNDS,
    WAITING_AFTER_S,
    called_scheme,
    calling_scheme,
)

pytestmark = pytest.mark.timeout(180)

SERVICE_S = 2.5

ASKER, WEB_ASKER, EXTENSION, AGREES, LEAVES_PART, REVIEWER, LEAVER = numbers(7)
WAYS = {
    ASKER: "запрос", WEB_ASKER: "веб", EXTENSION: "тоны", AGREES: "согласие",
    LEAVES_PART: "Согласие ", REVIEWER: "отзыв", LEAVER: "записка",
}  # fmt: skip
VOICE_HZ = 440


def _press(key: str, delay_s: float, after: str = "heard") -> dict[str, Any]:
    return {"key": key, "delay_s": delay_s, "after": after}


def _person(number: str, *keys: dict[str, Any], kind: str = "answer_and_press",
            **more: Any) -> dict[str, Any]:  # fmt: skip
    return {"number": number,
            "behaviour": {"kind": kind, "ring_s": 0.2, "keys": list(keys), **more}}  # fmt: skip


def _people(voice: Path) -> list[dict[str, Any]]:
    return [
        _person(ASKER),
        # Half a second of the split's prompt, then into the music.
        _person(WEB_ASKER, _press("3", 1.0)),
        _person(EXTENSION),
        _person(AGREES, _press("1", 0.9)),
        _person(LEAVES_PART, kind="listen_to_end", hang_up_after_quiet_s=2.5),
        # Split, "leave" and beep are 1.3 s: the 2 comes into what is played back to him.
        _person(
            REVIEWER,
            _press("#", 2.5, "quiet"),
            _press("2", 2.1),
            _press("#", 2.5, "quiet"),
            _press("1", 6.0, "previous"),
            voice=str(voice),
        ),
        _person(LEAVER, kind="listen_to_end", hang_up_after_quiet_s=3.0, voice=f"tone:{VOICE_HZ}"),
    ]


# --- the office ---------------------------------------------------------------------------------


@dataclass
class Done:
    office: Office
    service: SlowService
    calls: dict[str, WitnessedCall]
    attempts: dict[str, dict[str, Any]]
    #: Number → (the subscriber's side, ours) of the recording of his call.
    recordings: dict[str, tuple[Pitches, Pitches]]

    def results(self, number: str) -> dict[str, str]:
        return dict(self.attempts[number]["results"])

    def ended(self, number: str) -> tuple[str, str, str]:
        attempt = self.attempts[number]
        return attempt["disposition"], attempt["hangup_by"], attempt["node"]

    def report(self, kind: str) -> Any:
        target = self.office.folder / f"{kind}.json"
        self.office.run("report", kind, "--campaign", "steps", "--format", "json",
                        "--out", str(target))  # fmt: skip
        return json.loads(target.read_text(encoding="utf-8"))

    def ours(self, number: str) -> Pitches:
        return self.recordings[number][1]

    def message(self, name: str) -> Pitches:
        _, (samples,) = wav.read(self.office.folder / "voice" / name)
        return Pitches(samples)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("steps")
    office = Office(folder / "office")
    service = SlowService(SERVICE_S)
    people = _people(write_staircase(folder / "voice.wav"))
    try:
        with Farm(folder / "farm", behaviours={"rules": people}) as farm:
            _prepare(office, farm, service)
            engine = office.engine()
            try:
                wait_for(lambda: engine.poll() is not None, "the engine to be done", 120)
            except AssertionError as error:
                raise AssertionError(f"{error}\n{office.log()}") from None
            assert engine.returncode == 0, office.log()
            calls = farm.calls()
        assert sorted(call.number for call in calls) == sorted(WAYS), "each of them once"
        attempts = {attempt["phone"]: attempt for attempt in office.attempts("steps")}
        found = _recordings(office)
        yield Done(office, service, {call.number: call for call in calls}, attempts, found)
    finally:
        office.close()
        service.close()


def _prepare(office: Office, farm: Farm, service: SlowService) -> None:
    for prompt, (hertz, seconds) in PROMPTS.items():
        wav.write_tone(office.folder / "voice" / f"{prompt}.wav", seconds, hertz)
    database = office.folder / "billing.db"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE answers (name TEXT, value INTEGER)")
    connection.execute("INSERT INTO answers VALUES ('debt', ?)", [ANSWER])
    connection.commit()
    connection.close()
    office.run("db", "init")
    office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm.port}", "--lines", "10",
               "--cps", "10", "--codecs", "pcma")  # fmt: skip
    office.run("source", "add", "billing", "--url", f"sqlite:///{database}")
    office.run("source", "add", "crm", "--url", service.url)
    for scheme in (called_scheme(), calling_scheme()):
        path = office.folder / f"{scheme.name}.scheme.json"
        path.write_text(dump_scheme(scheme), encoding="utf-8")
        office.run("scheme", "import", str(path))
    office.campaign("steps", scheme="steps", lines=10, extra="record = true", rtp_timeout_s=20)
    rows = ["phone;Путь;Сумма;Добавочный"]
    rows += [f"{number};{way};1500;0457" for number, way in WAYS.items()]
    path = office.folder / "people.csv"
    path.write_text("\r\n".join(rows), encoding="utf-8")
    office.run("contacts", "import", str(path), "--campaign", "steps")
    office.run("campaign", "start", "steps")


def _recordings(office: Office) -> dict[str, tuple[Pitches, Pitches]]:
    """The report of attempts as CSV names the recordings."""
    table = office.folder / "attempts.csv"
    office.run("report", "attempts", "--campaign", "steps", "--format", "csv", "--out", str(table))
    found = {}
    with table.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text, delimiter=";"):
            if row["Recording"] is None:  # the last line: who has taken it
                continue
            number = "+" + "".join(filter(str.isdigit, row["Phone"]))
            _, (subscriber, ours) = wav.read(office.folder / "voice" / row["Recording"])
            found[number] = Pitches(subscriber), Pitches(ours)
    return found


HERTZ = {prompt: hertz for prompt, (hertz, _) in PROMPTS.items()}
BEEP_HZ = 1000
#: Sound is cut into 20 ms, and a busy machine sends it a little late.
LATE_S = 1.0


def _tones(done: Done, number: str) -> list[str]:
    """The prompts he got, in their order, without that of the split."""
    names = {hertz: prompt for prompt, hertz in HERTZ.items()} | {BEEP_HZ: "beep"}
    return [names[hertz] for hertz in done.ours(number).order(list(names))][1:]


def test_how_the_calls_ended_and_where(done: Done) -> None:
    to_the_end = ("completed", "system", "end")
    assert {number: done.ended(number) for number in WAYS} == {
        **dict.fromkeys([ASKER, WEB_ASKER, EXTENSION, AGREES, REVIEWER], to_the_end),
        LEAVES_PART: ("partial", "subscriber", "consent"),
        LEAVER: ("partial", "subscriber", "note"),
    }
    for number, call in done.calls.items():
        by = "subscriber" if number in (LEAVES_PART, LEAVER) else "caller"
        assert call.hung_up_by == by
    ended = done.report("nodes")["nodes"]
    assert {each["node"]: each["ended"] for each in ended if each["ended"]} == {
        "end": 5, "consent": 1, "note": 1,
    }  # fmt: skip


def test_waiting_music_until_the_database_answers(done: Done, tmp_path: Path) -> None:
    ours = done.ours(ASKER)
    assert _tones(done, ASKER) == ["music", "goodbye"]
    _, split_over = ours.span_of(HERTZ[done.results(ASKER)["split.opening"]])
    begin, end = ours.span_of(HERTZ["music"])
    assert WAITING_AFTER_S - 0.1 < begin - split_over < WAITING_AFTER_S + LATE_S
    # Again and again without a gap, although the prompt is one second long.
    assert ours.seconds_of(HERTZ["music"], begin, end) > (end - begin) * 0.9
    assert end - begin > PROMPTS["music"][1]
    assert done.results(ASKER)["answer"] == str(ANSWER)
    assert done.results(ASKER)["rounds"] == str(ROUNDS)
    # Then the answer is spoken, that one and no other.
    goodbye, _ = ours.span_of(HERTZ["goodbye"])
    assert ours.loud_s(end, goodbye) > 1.0
    alike = {}
    for answer in ("четыре два ноль семь", "пять один три шесть"):
        path = tmp_path / f"{answer}.wav"
        EspeakSpeech().synthesise(f"Ответ {answer}.", "ru", path)
        _, (samples,) = wav.read(path)
        alike[answer] = ours.holds(Pitches(samples), end, goodbye + 1.0)
    right, wrong = alike.values()
    assert right > 0.8, alike
    assert wrong < 0.6, alike
    # The subscriber has heard all that, too.
    heard = ours.loud_s(0, ours.seconds)
    assert done.calls[ASKER].heard_ms / 1000 == pytest.approx(heard, abs=LATE_S)


def test_a_key_into_the_music_is_for_the_next_menu(done: Done) -> None:
    assert done.service.asked == [f"/accounts/{WEB_ASKER}"]
    assert done.calls[WEB_ASKER].keys == ["3"]
    ours = done.ours(WEB_ASKER)
    begin, end = ours.span_of(HERTZ["music"])
    # The key has not ended the music, the answer has.
    (took_s,) = done.service.took_s
    assert end - begin == pytest.approx(took_s - WAITING_AFTER_S, abs=LATE_S)
    assert ours.seconds_of(HERTZ["music"], begin, end) > (end - begin) * 0.9
    assert _tones(done, WEB_ASKER) == ["music", "goodbye"], "nobody had to hear the menu"
    results = done.results(WEB_ASKER)
    assert (results["code"], results["status"]) == ("A-17", "200")


def test_what_was_asked_of_services_is_not_in_the_log(done: Done) -> None:
    assert [number for number in WAYS if number in done.office.log()] == []


def test_digits_arrive_at_the_far_end(done: Done) -> None:
    assert done.calls[EXTENSION].facts["keys_heard"] == "0457*9#"
    others = {number for number in WAYS if done.calls[number].facts["keys_heard"]}
    assert others == {EXTENSION}
    assert _tones(done, EXTENSION) == ["goodbye"]
    # w and W are 1.5 s, and nothing talks into the tones.
    assert done.calls[EXTENSION].facts["longest_pause_ms"] > 1500 + 7 * 200


def test_a_called_scheme_gives_its_results(done: Done) -> None:
    results = done.results(AGREES)
    assert (results["due"], results["how"]) == ("3000", "agreed")
    assert _tones(done, AGREES) == ["consent", "goodbye"]
    assert _tones(done, LEAVES_PART) == ["consent"]
    assert "due" not in done.results(LEAVES_PART)


def test_a_message_is_done_again(done: Done) -> None:
    call, ours = done.calls[REVIEWER], done.ours(REVIEWER)
    assert call.keys == ["#", "2", "#", "1"]
    # The 2 came into what was played back: no review the first time.
    assert _tones(done, REVIEWER) == ["leave", "beep", "leave", "beep", "review", "goodbye"]
    name = done.results(REVIEWER)["opinion"]
    message = done.message(name)
    assert float(done.results(REVIEWER)["length"]) == pytest.approx(message.seconds, abs=0.1)
    assert message.loud_s(0, message.seconds) > 0.9 * message.seconds
    said = message.rises()
    assert sum(said.values()) > 2.0

    _, first_over = ours.span_of(HERTZ["leave"])
    second, _ = _last(ours, "leave")
    review, _ = ours.span_of(HERTZ["review"])
    played_first, played_second = ours.rises(0, second), ours.rises(first_over, review)
    assert played_first, "he has heard the first message"
    assert max(played_first) < min(said), "and what is kept was said later"
    assert played_second == pytest.approx(said, abs=0.2)


def _last(ours: Pitches, prompt: str) -> tuple[float, float]:
    """When its last playing began and was over."""
    _, end = ours.span_of(HERTZ[prompt])
    return end - PROMPTS[prompt][1], end


def test_of_two_messages_the_one_that_was_kept_is_there(done: Done) -> None:
    voice = done.office.folder / "voice"
    kept = {done.results(REVIEWER)["opinion"], done.results(LEAVER)["note"]}
    found = {path.relative_to(voice).as_posix() for path in (voice / "messages").rglob("*.*")}
    assert found == kept
    assert done.results(REVIEWER)["opinion"].endswith("-2.wav"), "the first is gone"
    calls = {path.stem for path in (voice / "recordings").rglob("*.wav")}
    assert len(calls) == len(WAYS)
    assert all(name.isdigit() for name in calls), "recordings of calls and nothing else"


def test_who_hangs_up_has_left_his_message(done: Done) -> None:
    message = done.message(done.results(LEAVER)["note"])
    call = done.calls[LEAVER]
    assert call.answered_at is not None
    assert call.ended_at is not None
    lasted = call.ended_at - call.answered_at
    before = PROMPTS["short"][1] + PROMPTS["leave"][1] + 0.3
    assert message.seconds == pytest.approx(lasted - before, abs=LATE_S)
    assert message.seconds_of(VOICE_HZ) > 0.9 * message.seconds
    assert _tones(done, LEAVER) == ["leave", "beep"]


def test_split_and_hours_leave_results(done: Done) -> None:
    taken: Counter[str] = Counter()
    for number in WAYS:
        results, ours = done.results(number), done.ours(number)
        assert results["hours"] == "open"
        branch = results["split.opening"]
        taken[branch] += 1
        heard = ours.order([HERTZ[name] for name in ("short", "long", "never", "closed")])
        assert heard == [HERTZ[branch]], "what was heard is what was saved"
    assert set(taken) <= {"short", "long"}
    (split,) = done.report("splits")["splits"]
    assert {each["branch"]: each["calls"] for each in split["branches"]} == taken
