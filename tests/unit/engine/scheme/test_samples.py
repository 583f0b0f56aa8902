"""The sample schemes do what the documentation promises, by their own dialogues and more."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.domain.disposition import Disposition
from engine.ivr.compile import needs_transfer
from engine.ivr.interpreter import compile_scheme, static_utterances
from engine.ivr.model import (
    CallFacts,
    KeyPressed,
    MessageRecorded,
    Prompt,
    RecordMessage,
    Spoken,
)
from engine.scheme.codec import dump_scheme, load_scheme
from engine.scheme.coverage import coverage
from engine.scheme.dialogues import DialogueResult, run_dialogue, run_dialogues
from engine.scheme.model import (
    Dialogue,
    DialogueStep,
    Expected,
    HangUp,
    Hear,
    Listen,
    Press,
    Scheme,
    Silence,
    Stub,
    TransferHappens,
    TransferResult,
)
from engine.scheme.node_types import default_node_types
from engine.scheme.validate import validate
from tests.helpers.scheme_builder import Phone

_FOLDER = Path(__file__).parents[4] / "resources" / "schemes"
_NAMES = sorted(path.name.removesuffix(".scheme.json") for path in _FOLDER.glob("*.scheme.json"))
TYPES = default_node_types()


def sample(name: str) -> Scheme:
    return load_scheme((_FOLDER / f"{name}.scheme.json").read_text(encoding="utf-8"), name)


def library(name: str) -> Scheme | None:
    return sample(name) if name in _NAMES else None


def play(name: str, *steps: DialogueStep, **more: object) -> DialogueResult:
    compiled = compile_scheme(sample(name), TYPES, library)
    return run_dialogue(compiled, Dialogue("", steps, **more))  # type: ignore[arg-type]


def test_all_uses_are_there() -> None:
    assert set(_NAMES) == {
        "debtor-reminder", "debtor-billing", "notice", "advertising", "election", "survey", "quiz",
        "feedback", "opt-out", "interview", "debtor-operators",
    }  # fmt: skip


@pytest.mark.parametrize("name", _NAMES)
def test_sound_canonical_and_named_after_its_file(name: str) -> None:
    scheme = sample(name)
    assert validate(scheme, TYPES, library) == []
    assert scheme.name == name
    assert dump_scheme(scheme) == (_FOLDER / f"{name}.scheme.json").read_text(encoding="utf-8")
    for prompt, recordings in scheme.prompts.items():
        assert set(recordings) == {"ru", "en"}
        for language, recording in recordings.items():
            # Recorded already, or synthesised from its text until somebody records it.
            assert recording.file in ("", f"{name}/{prompt}.{language}.wav")
            assert recording.text


@pytest.mark.parametrize("name", _NAMES)
def test_own_dialogues(name: str) -> None:
    scheme = sample(name)
    results = run_dialogues(scheme, TYPES, library=library)
    # One that others call has less to say than a whole call.
    is_part = any(node.type == "return" for node in scheme.nodes)
    assert len(results) >= (3 if is_part else 10)
    assert {result.name: result.words() for result in results if not result.ok} == {}


#: What no subscriber can bring about: the disk is full while he speaks. Tested below.
_BEYOND_DIALOGUES = {("feedback", "Что случилось?", "error")}


@pytest.mark.parametrize("name", _NAMES)
def test_own_dialogues_go_along_every_link(name: str) -> None:
    scheme = sample(name)
    covered = coverage(scheme, TYPES, run_dialogues(scheme, TYPES, library=library))
    missed = {(name, source.name, link.port) for source, link, _ in covered.missed_links}
    assert missed == {gap for gap in _BEYOND_DIALOGUES if gap[0] == name}
    assert covered.missed_nodes == ()


def test_who_cannot_be_recorded_is_still_asked_whether_to_call() -> None:
    compiled = compile_scheme(sample("feedback"), TYPES, library)
    phone = Phone(compiled)
    phone.start()
    phone.send(KeyPressed("1"))
    commands = phone.finish_playing()
    (recording,) = [each for each in commands if isinstance(each, RecordMessage)]
    phone.send(MessageRecorded(recording.recording_id, 0.0, "failed", ""))
    assert isinstance(phone.plays[-1].items[0], Prompt)
    assert phone.plays[-1].items[0].name == "call"


@pytest.mark.parametrize("name", _NAMES)
def test_spoken_in_both_languages(name: str) -> None:
    scheme = sample(name)
    spoken = {result.language for result in run_dialogues(scheme, TYPES, library=library)}
    assert spoken == {"ru", "en"}


# --- notice -----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0.0, 0.5, 3.0, 5.5, 8.0])
def test_notice_key_at_any_moment(at: float) -> None:
    confirmed = play("notice", Silence(at), Press("1"))
    assert confirmed.results == {"confirmed": "yes"}
    assert confirmed.disposition is Disposition.COMPLETED
    assert not confirmed.do_not_call
    refused = play("notice", Silence(at), Press("9"))
    assert refused.results == {}
    assert refused.do_not_call
    assert refused.disposition is Disposition.OPTED_OUT


def test_notice_repeats_twice_at_most() -> None:
    result = play("notice", *[Listen(), Press("2")] * 3)
    assert sum("[message]" in text for text in result.heard) == 3
    assert result.disposition is Disposition.COMPLETED


def test_notice_releases_the_silent_within_twelve_seconds() -> None:
    """With a message of the longest length the contract allows."""
    compiled = compile_scheme(sample("notice"), TYPES)
    dialogue = Dialogue("", (), Expected(Disposition.COMPLETED, {}, within_s=11.0))
    result = run_dialogue(compiled, dialogue, durations=lambda item: 6.0)
    assert result.ok, result.words("en")
    assert result.duration_s == 10.0


def test_notice_wrong_keys_do_not_hold_the_line_for_ever() -> None:
    result = play("notice", Press("5"), Press("6"), Press("7"))
    assert result.disposition is Disposition.COMPLETED
    assert result.results == {}


# --- debtor-reminder --------------------------------------------------------------------------

_FIELDS = {"ФИО": "Иванов Иван Иванович", "Долг": "1 250,30", "Оплатить до": "05.12.2026"}
_IT_IS_HE = (Hear("Если вы — Иванов Иван Иванович"), Press("1"))


@pytest.mark.parametrize(
    ("keys", "day"),
    [("0#", "2026-11-23"), ("3#", "2026-11-26"), ("14#", "2026-12-07"), ("0112", "2026-12-01"),
     ("62#", "2027-01-24"), ("2301", "2027-01-23")],
)  # fmt: skip
def test_a_promise_is_saved_as_a_date(keys: str, day: str) -> None:
    result = play("debtor-reminder", *_IT_IS_HE, Hear("menu"), Press("1"), Press(keys), Press("1"),
                  fields=_FIELDS, today="2026-11-23")  # fmt: skip
    assert result.results == {"promise": "yes", "promised_date": day}
    assert result.disposition is Disposition.COMPLETED


@pytest.mark.parametrize("keys", ["63#", "3105", "3113", "0000", "2211"])
def test_a_date_that_is_none_or_too_far_is_asked_again(keys: str) -> None:
    result = play("debtor-reminder", *_IT_IS_HE, Hear("menu"), Press("1"), Press(keys),
                  Hear("bad_date"), Hear("ask_promise"), HangUp(),
                  fields=_FIELDS, today="2026-11-23")  # fmt: skip
    assert result.ok, result.words("en")
    assert result.results == {}


@pytest.mark.parametrize(
    "header", ["Сумма долга", "ДОЛГ", "Задолженность", " сумма  задолженности "]
)
def test_the_debt_is_found_under_its_usual_headers(header: str) -> None:
    result = play("debtor-reminder", Hear("whose"), Press("1"), Hear("сто рублей"),
                  fields={header: "100"}, today="2026-11-23")  # fmt: skip
    assert result.ok, result.words("en")


def test_a_promise_is_not_lost_when_the_subscriber_hangs_up_at_the_thanks() -> None:
    result = play("debtor-reminder", *_IT_IS_HE, Hear("menu"), Press("1"), Press("3#"), Press("1"),
                  HangUp(), fields=_FIELDS, today="2026-11-23")  # fmt: skip
    assert result.disposition is Disposition.COMPLETED
    assert result.results["promise"] == "yes"


def test_without_a_day_of_the_call_nothing_breaks() -> None:
    result = play("debtor-reminder", *_IT_IS_HE, Hear("menu"), Press("1"), Press("3#"),
                  Hear("bad_date"), fields=_FIELDS)  # fmt: skip
    assert result.ok, result.words("en")


def test_what_can_be_foreseen_is_what_is_then_heard() -> None:
    compiled = compile_scheme(sample("debtor-reminder"), TYPES)
    facts = CallFacts(today=date(2026, 11, 23))
    foreseen = static_utterances(compiled, _FIELDS, facts)
    spoken = [item.text for item in foreseen if isinstance(item, Spoken)]
    assert spoken == [
        "Если вы — Иванов Иван Иванович, нажмите один. Если нет — два.",
        "Ваша задолженность — одна тысяча двести пятьдесят рублей тридцать копеек. "
        "Просим оплатить до пятого декабря.",
    ]
    known = {f"[{i.name}] {i.text}" if isinstance(i, Prompt) else i.text for i in foreseen}
    dialogue = Dialogue("", (*_IT_IS_HE, Hear("menu"), Press("2"), Hear("menu"), Press("9")),
                        fields=_FIELDS, today="2026-11-23")  # fmt: skip
    assert set(run_dialogue(compiled, dialogue).heard) <= known


@pytest.mark.parametrize("name", ["debtor-reminder", "debtor-billing"])
@pytest.mark.parametrize("fields", [_FIELDS, {"Долг": "1 250,30"}], ids=["named", "nameless"])
@pytest.mark.parametrize("keys", ["", "2", "555", "9", "0#", "*"])
def test_nobody_hears_of_a_debt_before_he_has_said_that_it_is_his(
    name: str, fields: dict[str, str], keys: str
) -> None:
    """230-FZ: a third person is told nothing of it. A machine presses no key."""
    heard = " ".join(
        play(name, Hear("Если"), *(Press(key) for key in keys), Silence(60), fields=fields,
             today="2026-11-23", stubs=(Stub(source="billing"),)).heard
    )  # fmt: skip
    assert "sorry" in heard
    assert not re.search("задолженност|долг|рубл|debt|menu", heard), heard


def test_nobody_hears_of_anybody_elses_account() -> None:
    """Who answers is not asked when there is nothing to pay any more, so nothing is told."""
    row = {"full_name": "Иванов", "debt": "0", "pay_by": None}
    paid = Stub(source="billing", answer="rows", rows=(row,))
    fields = {"Долг": "500", "Лицевой счёт": "100200"}
    result = play("debtor-billing", Hear("paid"), fields=fields, stubs=(paid,))
    assert result.ok, result.words("en")
    prompts = sample("debtor-billing").prompts
    told = [each.text for name in ("paid", "wait", "sorry") for each in prompts[name].values()]
    assert not re.search("долг|задолженност|сч[её]т|плат|debt|account|paid", " ".join(told))


def test_only_the_debtor_scheme_dials() -> None:
    assert needs_transfer(compile_scheme(sample("debtor-reminder"), TYPES))
    assert not needs_transfer(compile_scheme(sample("notice"), TYPES))


# --- dialogues themselves ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dialogue", "words"),
    [
        (Dialogue("", (Hear("nosuch"),)), "“nosuch” expected, heard: message"),
        (Dialogue("", (Press("9"), Silence(60), Press("1"))), "step 3: cannot press 1"),
        (Dialogue("", (Press("9"), Silence(60), HangUp())), "step 3: cannot hang up"),
        (Dialogue("", (TransferHappens(TransferResult.BUSY),)), "there was no transfer"),
        (Dialogue("", (), Expected(Disposition.OPTED_OUT)),
         "disposition: opted_out expected, completed came"),
        (Dialogue("", (Press("1"),), Expected(results={})),
         "results: – expected, confirmed=yes came"),
        (Dialogue("", (), Expected(do_not_call=True)), "do not call: True expected, False came"),
        (Dialogue("", (), Expected(within_s=2)), "seconds: ≤ 2 expected"),
        (Dialogue("", (), Expected(node="a")), "ends in node: a expected, Конец came"),
    ],
)  # fmt: skip
def test_a_dialogue_that_fails_says_why(dialogue: Dialogue, words: str) -> None:
    compiled = compile_scheme(sample("notice"), TYPES)
    result = run_dialogue(compiled, dialogue)
    assert not result.ok
    assert words in result.words("en")
    assert result.words("ru")


def test_a_scheme_that_never_lets_go_fails_its_dialogue() -> None:
    scheme = sample("notice")
    menu = next(node for node in scheme.nodes if node.type == "menu")
    links = tuple(
        replace(link, target=menu.id) if link.port == "no_input" else link for link in scheme.links
    )
    compiled = compile_scheme(replace(scheme, links=links), TYPES)
    assert "does not end" in run_dialogue(compiled, Dialogue("")).words("en")
