"""Supervisors on calls, without anything real: what is decided, and what is told."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.domain.hearing import SuperviseMode
from engine.domain.supervision import MODES, Shown, SupervisionState
from engine.routing.supervising import (
    NOBODY_S,
    Command,
    HangUp,
    Hear,
    Note,
    Ring,
    Scene,
    Supervising,
    Tell,
    Wanted,
)
from engine.routing.supervising_words import supervision_text

LISTEN, WHISPER, JOIN = MODES
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
ALL = frozenset(MODES)
TALK = Scene("a1", "o1", 7, 1, 3)
IVR = Scene("a1", "", None, 1, 3)
OF_ANNA = Wanted(5, 7, None, "sip:x@y", "t", LISTEN, 1, False, 0.1, ALL, fresh=True)
OF_CALL = replace(OF_ANNA, operator_id=None, call_key=1)


class World:
    def __init__(self, scene: Scene | None) -> None:
        self.scene = scene
        self.at = NOW
        self.core = Supervising(lambda _wanted: self.scene)
        self.rows: dict[int, Wanted] = {}

    def look(self, *rows: Wanted) -> list[Command]:
        self.rows = {row.id: row for row in rows}
        return self.core.look(rows, self.at)

    def move(self, scene: Scene | None) -> list[Command]:
        self.scene = scene
        return self.core.review(self.at)

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def _only(kind: type, commands: list[Command]) -> list[Command]:
    return [each for each in commands if isinstance(each, kind)]


def test_from_the_ring_to_the_end_and_how_long_each_mode_was() -> None:
    here = World(TALK)
    ring, told = here.look(OF_ANNA)
    assert isinstance(ring, Ring)
    assert (ring.target, ring.mode) == ("o1", LISTEN)
    assert isinstance(told, Tell)
    assert (told.state, told.mode) == (SupervisionState.RINGING, None)
    taken = replace(OF_ANNA, fresh=False)
    assert here.look(taken) == []
    here.wait(2)
    told, begun = here.core.answered(5, here.at)
    assert isinstance(told, Tell)
    assert (told.state, told.mode, told.operator_id) == (SupervisionState.ON, LISTEN, 7)
    assert isinstance(begun, Note)
    assert begun.action == "begin"
    assert here.core.answered(5, here.at) == []

    here.wait(10)
    hear, told, note = here.look(replace(taken, mode=WHISPER, wish=2))
    assert hear == Hear(5, "o1", WHISPER)
    assert isinstance(told, Tell)
    assert (told.mode, told.answered_wish) == (WHISPER, 2)
    assert isinstance(note, Note)
    assert (note.action, note.mode) == ("mode", WHISPER)

    here.wait(5)
    over, told, end = here.move(None)
    assert over == HangUp(5)
    assert isinstance(told, Tell)
    assert (told.state, told.why) == (SupervisionState.ENDED, "call_over")
    assert isinstance(end, Note)
    assert (end.action, end.seconds) == ("end", {LISTEN: 10.0, WHISPER: 5.0})
    # His telephone's own end comes later, and the row may still say otherwise.
    assert here.core.ended(5, "left", here.at) == []
    assert here.look(taken) == []


def test_a_call_is_followed_from_its_scheme_to_an_operator_and_back() -> None:
    here = World(IVR)
    (ring, _) = here.look(OF_CALL)
    assert isinstance(ring, Ring)
    assert ring.target == "a1"
    here.core.answered(5, NOW)
    taken = replace(OF_CALL, fresh=False)
    # Nobody is there to whisper to: refused once, and he goes on listening.
    refused = here.look(replace(taken, mode=JOIN, wish=2))
    assert [each.why for each in _only(Tell, refused)] == ["not_with_operator"]  # type: ignore[union-attr]
    assert not _only(Hear, refused)
    # An operator comes: what was refused does not come true by itself.
    assert not _only(Hear, here.move(TALK))
    joined = here.look(replace(taken, mode=JOIN, wish=3))
    assert _only(Hear, joined) == [Hear(5, "o1", JOIN)]
    # Another one takes over: he is followed there.
    assert _only(Hear, here.move(replace(TALK, leg="o2", operator_id=8))) == [Hear(5, "o2", JOIN)]
    # The scheme has him again: nobody must be heard by a subscriber who presses keys.
    back = here.move(IVR)
    assert _only(Hear, back) == [Hear(5, "a1", LISTEN)]
    assert [each.why for each in _only(Tell, back)] == ["operator_left"]  # type: ignore[union-attr]


def test_an_operators_next_call_is_another_one() -> None:
    here = World(TALK)
    here.look(OF_ANNA)
    here.core.answered(5, NOW)
    commands = here.move(replace(TALK, call_id="a2", leg="o2", call_key=2))
    assert [type(each) for each in commands] == [HangUp, Tell, Note]
    assert len(here.core) == 0


@pytest.mark.parametrize(
    ("scene", "wanted", "why"),
    [
        (None, replace(OF_ANNA, age_s=NOBODY_S), "no_such_call"),
        (IVR, replace(OF_CALL, mode=JOIN), "not_with_operator"),
        (IVR, replace(OF_CALL, mode=WHISPER), "not_with_operator"),
        (TALK, replace(OF_ANNA, may=frozenset()), "no_right"),
        (TALK, replace(OF_ANNA, mode=JOIN, may=frozenset({LISTEN, WHISPER})), "no_right"),
        (TALK, replace(OF_ANNA, leaving=True), "left"),
    ],
)
def test_what_is_refused_before_anybody_is_rung(
    scene: Scene | None, wanted: Wanted, why: str
) -> None:
    here = World(scene)
    commands = here.look(wanted)
    (told,) = _only(Tell, commands)
    assert isinstance(told, Tell)
    assert (told.state, told.why) == (SupervisionState.ENDED, why)
    assert not _only(Ring, commands)
    assert here.look(wanted) == [], "told once"


def test_another_engine_may_have_the_call() -> None:
    assert World(None).look(OF_ANNA) == []


def test_a_right_that_is_taken_away_ends_it() -> None:
    here = World(TALK)
    here.look(replace(OF_ANNA, mode=WHISPER))
    here.core.answered(5, NOW)
    taken = replace(OF_ANNA, mode=WHISPER, fresh=False)
    # The mode that he lacks is refused, and what he has goes on.
    refused = here.look(replace(taken, mode=JOIN, wish=2, may=frozenset({LISTEN, WHISPER})))
    assert [each.why for each in _only(Tell, refused)] == ["no_right"]  # type: ignore[union-attr]
    assert [each.action for each in _only(Note, refused)] == ["refused"]  # type: ignore[union-attr]
    gone = here.look(replace(taken, may=frozenset({LISTEN}), wish=2))
    assert _only(HangUp, gone) == [HangUp(5)]


def test_a_row_that_others_have_ended_ends_the_leg() -> None:
    here = World(TALK)
    here.look(OF_ANNA)
    assert HangUp(5) in here.look()


def test_whatever_happens_each_begin_has_its_end() -> None:
    """Rows, scenes and telephones at random: never a mode that was not allowed, never in the ear
    of a subscriber without an operator."""
    chance = random.Random(6)
    scenes = (None, IVR, TALK, replace(TALK, leg="o2", operator_id=8))
    for _ in range(400):
        here = World(chance.choice(scenes))
        base, row, open_notes = chance.choice((OF_ANNA, OF_CALL)), None, 0
        for _ in range(30):
            here.wait(chance.random())
            may = frozenset(chance.sample(MODES, chance.randint(1, 3)))
            row = replace(row or base, may=may, age_s=chance.choice((0.1, 5)))
            if chance.random() < 0.3:
                row = replace(row, mode=chance.choice(MODES), wish=row.wish + 1)
            row = replace(row, leaving=chance.random() < 0.05)
            happened = chance.choice(("look", "scene", "answer", "end"))
            if happened == "look":
                out = here.look(row)
            elif happened == "scene":
                out = here.move(chance.choice(scenes))
            elif happened == "answer":
                out = here.core.answered(5, here.at)
            else:
                out = here.core.ended(5, "phone_lost", here.at)
            if _only(Ring, out):
                row = replace(row, fresh=False)
            for note in _only(Note, out):
                assert isinstance(note, Note)
                open_notes += {"begin": 1, "end": -1}.get(note.action, 0)
                assert open_notes in (0, 1)
            hears = here.core.hears(5)
            if hears is not None and here.scene is not None and happened in ("look", "scene"):
                target, mode = hears
                assert mode is LISTEN or here.scene.leg == target
                assert mode in here.core._sessions[5].wanted.may
        here.look()
        assert len(here.core) == 0


def test_words_and_what_operators_see() -> None:
    assert supervision_text("call_over", "ru") == "Разговор закончился."
    assert supervision_text("of a later version", "en") == "of a later version"
    assert [Shown.HEARD.shows(mode) for mode in (None, *MODES)] == [False, False, True, True]
    assert [Shown.ALWAYS.shows(mode) for mode in (None, *MODES)] == [False, True, True, True]
    assert not any(Shown.NEVER.shows(mode) for mode in SuperviseMode)
