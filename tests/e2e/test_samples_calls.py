"""The sample campaigns over real SIP and RTP: notice, election, survey, quiz and feedback in one
office, dialled by one engine at the same time. Their reports tell what the subscribers did."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.reports.draws import draw_winners
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.sip.witness import WitnessedCall
from tests.helpers import wav
from tests.helpers.office import Office, wait_for
from tests.helpers.sample_campaigns import (
    BUSY,
    NO_ANSWER,
    WRONG_NUMBER,
    Subscriber,
    add_contacts,
    hangs_up,
    keys_of,
    noon,
    over,
    presses,
    write_sample,
)

pytestmark = pytest.mark.timeout(180)

#: Said by who leaves a message: a tone that can be found again in the recording.
VOICE_HZ, SPOKEN_S = 440, 4.0


def _number(campaign: int, n: int) -> str:
    return f"+7912{campaign}{n:06d}"


NOTICE = [
    Subscriber(_number(1, n), calls)
    for n, calls in enumerate(
        [
            [presses("1")],
            [presses("1", heard_s=2.5)],
            [presses("2 1")],
            [presses("9")],
            [hangs_up(1.5), presses("1")],
            [BUSY, presses("1")],
            [NO_ANSWER, presses("9")],
            [WRONG_NUMBER],
            [presses("")],  # says nothing and presses nothing
        ]
    )
]

ELECTION = [
    Subscriber(_number(2, n), calls, {"Район": district, "Участок": "школа № 5, улица Мира, 3"})
    for n, (district, calls) in enumerate(
        [
            # The key that no menu has ends it at once: on to the question.
            ("Центральный", [presses("1 2 9", heard_s=13.0)]),
            ("Центральный", [presses("7 7 7 1 2", heard_s=13.0)]),
            ("Заречный", [presses("7 7 7 1 1", heard_s=13.0)]),
            ("Заречный", [presses("7 7 7 2 3", heard_s=13.0)]),
            ("Заречный", [presses("9", heard_s=13.0)]),
            ("Заречный", [hangs_up(3.0)]),
            ("Центральный", [BUSY, presses("7 7 7 3 3", heard_s=13.0)]),
        ]
    )
]

#: What is pressed after the 1 that begins the survey: an answer to each of the eight questions.
ANSWERS = [
    "2 7# 14# 9# 2 4 2 1",
    "1 10 6# 10 1 5 1 1",
    "2 3# 123 0# 3 1 2 2",
    "3 8# 5# 7# 4 3 1 3",
    "1 5# 2# 5# 2 2 2 1",
]


def _person(n: int, sex: str, age: str, district: str, *calls: dict[str, Any],
            rings: int | None = None) -> Subscriber:  # fmt: skip
    fields = {"пол": sex, "возраст": age, "район": district}
    return Subscriber(_number(3, n), calls, fields, rings)


SURVEY = [
    _person(0, "м", "18-34", "Центральный", presses(f"1 {ANSWERS[0]}")),
    _person(1, "ж", "18-34", "Заречный", presses(f"1 {ANSWERS[1]}")),
    _person(2, "м", "35-54", "Южный", presses(f"1 {ANSWERS[2]}")),
    _person(3, "ж", "18-34", "Центральный", BUSY, presses(f"1 {ANSWERS[4]}")),
    _person(4, "ж", "35-54", "Центральный", presses("1 2 7#", hang_up_after_s=12.0)),
    _person(5, "м", "55+", "Заречный", presses("9")),
    # At seven in the evening, please.
    _person(6, "м", "18-34", "Южный", presses("2 1 1")),
]
#: One interview is wanted of them, and the first gives it.
FULL_CELL = [
    _person(n, "ж", "55+", "Заречный", presses(f"1 {ANSWERS[3]}"), rings=0) for n in (7, 8, 9)
]
FULL_TARGET = 1

QUIZ = [
    Subscriber(_number(4, n), calls)
    for n, calls in enumerate(
        [
            [presses("1 1 2 3")],
            [presses("1 1 2 1")],
            [presses("1 2 2 3")],
            [BUSY, presses("1 1 2 3")],
            [presses("1 3 1 3")],  # one right answer is not enough
            [presses("9")],
            [presses("1 1", hang_up_after_s=7.0)],
        ]
    )
]
WINNERS = QUIZ[:4]

_TELLS = {"key": "#", "delay_s": SPOKEN_S, "after": "quiet"}


def _complains(rating: str, *after: str) -> dict[str, Any]:
    """Rates, speaks after the tone for ``SPOKEN_S``, then presses the keys."""
    call = presses(rating, voice=f"tone:{VOICE_HZ}")
    call["keys"] += [_TELLS, *({"key": key, "delay_s": 1.5} for key in after)]
    return call


FEEDBACK = [
    Subscriber(_number(5, n), calls)
    for n, calls in enumerate(
        [
            [presses("5")],
            [BUSY, presses("4")],
            [_complains("1", "1", "1", "1", "1")],  # sends it; yes; today at six; right
            [_complains("2", "1", "2")],  # sends it; no call
            [presses("9")],
        ]
    )
]
LATER = FEEDBACK[2]

EVERYBODY = [*NOTICE, *ELECTION, *SURVEY, *FULL_CELL, *QUIZ, *FEEDBACK]


@dataclass
class Played:
    office: Office
    calls: list[WitnessedCall]
    #: By the subscribers' clock.
    began: datetime

    def attempts(self, campaign: str) -> list[dict[str, Any]]:
        return self.office.attempts(campaign)

    def report(self, kind: str, campaign: str, *options: str) -> Any:
        target = self.office.folder / f"{kind}-{campaign}.json"
        self.office.run("report", kind, "--campaign", campaign, "--format", "json",
                        "--out", str(target), *options)  # fmt: skip
        return json.loads(target.read_text(encoding="utf-8"))

    def keys(self, subscriber: Subscriber) -> str:
        return keys_of(self.calls, subscriber.number)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("samples")
    office = Office(folder / "office")
    began = datetime.now(UTC)
    zone, clock = noon(began)
    rules = [person.rule for person in EVERYBODY]
    with Farm(folder / "farm", behaviours={"rules": rules}) as farm:
        try:
            office.run("db", "init")
            office.run("trunk", "add", "city", "--proxy", f"sip:127.0.0.1:{farm.port}",
                       "--lines", "36", "--cps", "12", "--codecs", "pcma")  # fmt: skip
            # The longest calls go first.
            for use, people, changes in (
                ("survey", [*SURVEY, *FULL_CELL], {
                    "targets = [[45, 55, 40], [45, 60, 65]]":
                        f"targets = [[45, 55, 40], [45, 60, {FULL_TARGET}]]",
                }),
                ("election", ELECTION, {}),
                ("quiz", QUIZ, {}),
                ("feedback", FEEDBACK, {}),
                ("notice", NOTICE, {}),
            ):  # fmt: skip
                campaign = write_sample(office, use, changes)
                add_contacts(office, campaign, people, zone)
                office.run("campaign", "start", campaign)
            engine = office.engine(until_done=False)
            try:
                wait_for(lambda: engine.poll() is not None or _all_over(farm), "calls", 100)
            except AssertionError as error:
                raise AssertionError(f"{error}\n{_missing(farm)}\n{office.log()}") from None
            assert engine.poll() is None, office.log()
            engine.terminate()
            assert engine.wait(30) == 0, office.log()
            yield Played(office, farm.calls(), began.astimezone(clock))
        finally:
            office.close()


def _all_over(farm: Farm) -> bool:
    calls = farm.calls()
    cell = {person.number for person in FULL_CELL}
    interviewed = sum(call.number in cell and call.ended_at is not None for call in calls)
    return over(calls, EVERYBODY) and interviewed >= FULL_TARGET


def _missing(farm: Farm) -> str:
    got = Counter(call.number for call in farm.calls() if call.ended_at is not None)
    return f"calls: {[(p.number, got[p.number], p.expected) for p in EVERYBODY]}"


def _by_number(attempts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The last attempt on each number."""
    return {attempt["phone"]: attempt for attempt in attempts}


def test_no_subscriber_was_called_more_often_than_he_should(played: Played) -> None:
    rung = Counter(call.number for call in played.calls)
    wanted = {p.number: p.expected for p in EVERYBODY if p not in FULL_CELL}
    assert {number: rung[number] for number in wanted} == wanted


def test_notice(played: Played) -> None:
    last = _by_number(played.attempts("rates-notice"))
    by_key = {"1": "completed", "21": "completed", "9": "opted_out"}
    for person in NOTICE[:7]:
        keys = played.keys(person)
        assert last[person.number]["disposition"] == by_key[keys], (person, keys)
        confirmed = last[person.number]["results"].get("confirmed")
        assert confirmed == ("yes" if keys.endswith("1") else None)
    assert last[NOTICE[7].number]["disposition"] == "invalid_number"
    assert last[NOTICE[8].number]["disposition"] == "completed"
    results = played.report("results", "rates-notice")["results"]
    (confirmed,) = [each for each in results if each["name"] == "confirmed"]
    assert confirmed["contacts"] == 5
    stopped = played.office.run("dnc", "list")
    for person in (NOTICE[3], NOTICE[6]):
        assert person.number in stopped


def test_election(played: Played) -> None:
    last = _by_number(played.attempts("candidate-2026"))
    codes = {"1": "yes", "2": "no", "3": "undecided"}
    support = {"1": "yes", "2": "rather", "3": "no"}
    told: Counter[tuple[str, str]] = Counter()
    for person in (*ELECTION[1:4], ELECTION[6]):
        keys = played.keys(person)
        assert re.fullmatch(r"777\d\d", keys), (person, keys)
        results = last[person.number]["results"]
        assert (results["turnout"], results["support"]) == (codes[keys[3]], support[keys[4]])
        told[(person.fields["Район"], codes[keys[3]])] += 1
    assert last[ELECTION[0].number]["disposition"] == "opted_out"
    assert last[ELECTION[4].number]["disposition"] == "opted_out"
    assert last[ELECTION[5].number]["disposition"] == "partial"
    assert last[ELECTION[5].number]["disposition"] == "partial"
    report = played.report("survey", "candidate-2026", "--by", "Район")
    assert _crossed(report, "turnout") == told


def _crossed(report: Any, question: str) -> "Counter[tuple[str, str]]":
    """(group, code) → respondents, of a question's only cross-table."""
    (asked,) = [each for each in report["questions"] if each["question"] == question]
    (by,) = asked["by"]
    return Counter(
        {
            (group["value"], answer["code"]): answer["respondents"]
            for group in by["groups"]
            for answer in group["answers"]
            if answer["respondents"]
        }
    )


# --- survey -----------------------------------------------------------------------------------

_EIGHT = ("transport", "roads", "problems", "recommend", "news", "housing", "children", "age")
#: What the keys of the questions mean; a scale's keys are its codes.
_CODES = {
    "transport": {"1": "car", "2": "public", "3": "foot", "4": "taxi"},
    "problems": {"1": "roads", "2": "cleaning", "3": "transport", "4": "health", "5": "schools",
                 "6": "other"},
    "news": {"1": "tv", "2": "internet", "3": "press", "4": "people"},
    "children": {"1": "yes", "2": "no"},
    "age": {"1": "18-34", "2": "35-54", "3": "55-plus"},
}  # fmt: skip
#: The keys that answer it: several keys end with "#" or with the third, a scale to ten with "#" or
#: with its ten.
_KEYS = dict.fromkeys(_EIGHT, r"\d") | {
    "roads": r"10|\d#", "problems": r"\d{3}|\d{1,2}#", "recommend": r"10|\d#",
}  # fmt: skip


def _answers(keys: str) -> dict[str, list[str]]:
    """Question → codes, read from the keys that were pressed after the 1 that begins."""
    answers: dict[str, list[str]] = {}
    place = 1 if keys.startswith("1") else len(keys)
    for question, pattern in _KEYS.items():
        found = re.compile(pattern).match(keys, place)
        if found is None:
            break
        place = found.end()
        keyed = found.group().rstrip("#")
        codes = _CODES.get(question, {})
        several = list(keyed) if question == "problems" else [keyed]
        answers[question] = [codes.get(key, key) for key in several]
    return answers


def test_the_survey_reports_what_was_pressed(played: Played) -> None:
    report = played.report("survey", "residents", "--by", "пол")
    assert [question["question"] for question in report["questions"]] == list(_EIGHT)
    told: dict[str, Counter[tuple[str, str]]] = {question: Counter() for question in _EIGHT}
    asked: Counter[str] = Counter()
    for person in (*SURVEY, *FULL_CELL):
        answers = _answers(played.keys(person))
        asked.update(list(answers))
        for question, codes in answers.items():
            told[question].update((person.fields["пол"], code) for code in codes)
    assert asked["transport"] == asked["age"] + 1 == 6, "five to the end, and one who hung up"
    for question in report["questions"]:
        name = question["question"]
        assert question["base"] == asked[name]
        assert _crossed(report, name) == told[name]
    last = _by_number(played.attempts("residents"))
    came = [last[person.number]["disposition"] for person in SURVEY]
    assert came == ["completed"] * 4 + ["partial", "opted_out", "callback"]
    splits = played.report("splits", "residents")
    assert "opening" in json.dumps(splits)


def test_a_full_cell_is_not_dialled_any_more(played: Played) -> None:
    cell = {person.number for person in FULL_CELL}
    called = [call for call in played.calls if call.number in cell]
    assert len(called) == FULL_TARGET
    status = played.office.status("residents")
    (quota,) = [q for q in status["quotas"] if q["cell"] == {"пол": "ж", "возраст": "55+"}]
    assert (quota["done"], quota["target"]) == (FULL_TARGET, FULL_TARGET)
    assert status["contacts"]["new"] == len(FULL_CELL) - FULL_TARGET
    waiting = next(iter(cell - {call.number for call in called}))
    why = played.office.json("campaign", "why", "residents", waiting)
    assert [refusal["rule"] for refusal in why["now"]] == ["quota_full"]


# --- quiz -------------------------------------------------------------------------------------


def test_winners_of_the_quiz_are_drawn_from_its_tickets(played: Played) -> None:
    last = _by_number(played.attempts("city-quiz"))
    right = {person.number: sum(map(str.__eq__, played.keys(person)[1:], "123"))
             for person in QUIZ[:5]}  # fmt: skip
    assert {n: last[n]["results"]["score"] for n in right} == {n: str(s) for n, s in right.items()}
    tickets = {n: int(last[n]["results"]["ticket"]) for n in right if right[n] >= 2}
    assert set(tickets) == {person.number for person in WINNERS}
    assert len(set(tickets.values())) == len(tickets), "every winner has a number of his own"
    assert "ticket" not in last[QUIZ[4].number]["results"]

    options = ("--draw", "prize", "--seed", "12-34-56", "--winners", "2")
    one, two = (played.report("draw", "city-quiz", *options) for _ in range(2))
    (draw,) = one["draws"]
    assert draw["winners"] == two["draws"][0]["winners"]
    assert {each["phone"]: each["ticket"] for each in draw["issued"]} == tickets
    winners = [str(each["ticket"]) for each in draw["winners"]]
    assert winners == draw_winners(tickets.values(), "12-34-56", 2)
    assert {each["phone"] for each in draw["winners"]} <= set(tickets)
    # Whoever won has heard his number to the end: the scheme hung up, not he.
    for call in played.calls:
        if call.number in tickets and call.answered_at is not None:
            assert call.hung_up_by == "caller"


# --- feedback ---------------------------------------------------------------------------------


def test_complaints_can_be_listened_to(played: Played) -> None:
    last = _by_number(played.attempts("service-rating"))
    ratings = {person.number: last[person.number]["results"].get("rating") for person in FEEDBACK}
    assert list(ratings.values()) == ["5", "4", "1", "2", None]
    for person in FEEDBACK[2:4]:
        name = last[person.number]["results"]["complaint"]
        listed = played.office.json("voice", "list")
        assert name in json.dumps(listed)
        rate, (message,) = wav.read(played.office.folder / "voice" / name)
        # From the tone to the key; the subscriber took it for quiet a little after the tone.
        assert len(message) / rate == pytest.approx(SPOKEN_S, abs=1.0)
        assert wav.rms(message) > 1000
        assert wav.seconds_of_tone(message, VOICE_HZ) > 0.8 * SPOKEN_S


def test_who_waits_for_a_call_is_called_at_his_time(played: Played) -> None:
    last = _by_number(played.attempts("service-rating"))[LATER.number]
    assert last["disposition"] == "callback"
    promised = played.began.replace(hour=18, minute=0, second=0, microsecond=0)
    assert last["results"]["callback_at"] == f"{promised:%Y-%m-%dT%H:%M}"
    why = played.office.json("campaign", "why", "service-rating", LATER.number)
    assert why["state"] == "waiting_retry"
    assert datetime.fromisoformat(why["next_at"]) == promised
    assert len([call for call in played.calls if call.number == LATER.number]) == 1
    assert promised - played.began > timedelta(hours=4)
