"""Who hears whom: talks and supervisors."""

import random

from engine.domain.hearing import Hearing, SuperviseMode


def _heard(hearing: Hearing) -> dict[str, str]:
    return {call: "".join(sorted(who)) for call, who in hearing.voices().items()}


def test_two_talk() -> None:
    hearing = Hearing()
    hearing.confer("ab")
    assert _heard(hearing) == {"a": "b", "b": "a"}
    hearing.part("a")
    assert _heard(hearing) == {}


def test_one_alone_is_no_talk() -> None:
    hearing = Hearing()
    hearing.confer("ab")
    hearing.confer("a")
    hearing.confer("aa")
    hearing.confer("")
    assert _heard(hearing) == {"a": "b", "b": "a"}


def test_a_conference_loses_one() -> None:
    hearing = Hearing()
    hearing.confer("abc")
    assert _heard(hearing) == {"a": "bc", "b": "ac", "c": "ab"}
    hearing.part("b")
    assert _heard(hearing) == {"a": "c", "c": "a"}


def test_a_new_talk_takes_its_calls_out_of_the_old_ones() -> None:
    hearing = Hearing()
    hearing.confer("abc")
    hearing.confer("de")
    hearing.confer("cd")
    assert _heard(hearing) == {"a": "b", "b": "a", "c": "d", "d": "c"}


def test_listen_whisper_join() -> None:
    hearing = Hearing()
    hearing.confer("ab")
    hearing.supervise("s", "a", SuperviseMode.LISTEN)
    assert _heard(hearing) == {"a": "b", "b": "a", "s": "ab"}
    hearing.supervise("s", "a", SuperviseMode.WHISPER)
    assert _heard(hearing) == {"a": "bs", "b": "a", "s": "ab"}
    hearing.supervise("s", "a", SuperviseMode.JOIN)
    assert _heard(hearing) == {"a": "bs", "b": "as", "s": "ab"}


def test_a_supervisor_follows_whom_he_watches() -> None:
    hearing = Hearing()
    hearing.confer("ab")
    hearing.supervise("s", "a", SuperviseMode.LISTEN)
    hearing.part("b")
    assert _heard(hearing) == {"s": "a"}
    hearing.confer("ac")
    assert _heard(hearing) == {"a": "c", "c": "a", "s": "ac"}


def test_he_watches_until_parted_or_put_into_a_talk_or_one_of_them_is_over() -> None:
    for end in (
        lambda hearing: hearing.part("s"),
        lambda hearing: hearing.forget("s"),
        lambda hearing: hearing.forget("a"),
        lambda hearing: hearing.confer("sz"),
    ):
        hearing = Hearing()
        hearing.confer("ab")
        hearing.supervise("s", "a", SuperviseMode.JOIN)
        end(hearing)
        hearing.confer("ab")
        assert _heard(hearing).get("a") == "b"


def test_two_supervisors_who_join_hear_each_other_and_one_who_listens_hears_both() -> None:
    hearing = Hearing()
    hearing.confer("ab")
    hearing.supervise("s", "a", SuperviseMode.JOIN)
    hearing.supervise("t", "b", SuperviseMode.JOIN)
    hearing.supervise("u", "b", SuperviseMode.LISTEN)
    assert _heard(hearing) == {"a": "bst", "b": "ast", "s": "abt", "t": "abs", "u": "abst"}


def test_a_supervisor_leaves_his_own_talk_and_nobody_watches_himself() -> None:
    hearing = Hearing()
    hearing.confer("as")
    hearing.confer("bc")
    hearing.supervise("s", "s", SuperviseMode.LISTEN)
    assert _heard(hearing)["a"] == "s"
    hearing.supervise("s", "b", SuperviseMode.LISTEN)
    assert _heard(hearing) == {"b": "c", "c": "b", "s": "bc"}


def test_whatever_happens_nothing_is_left_when_all_calls_are_over() -> None:
    chance = random.Random(5)
    calls = "abcdef"
    modes = list(SuperviseMode)
    for _ in range(300):
        hearing = Hearing()
        for _ in range(chance.randrange(20)):
            one, other = chance.sample(calls, 2)
            match chance.randrange(4):
                case 0:
                    hearing.confer(chance.sample(calls, chance.randrange(5)))
                case 1:
                    hearing.part(one)
                case 2:
                    hearing.supervise(one, other, chance.choice(modes))
                case _:
                    hearing.forget(one)
            for call, who in hearing.voices().items():
                assert call not in who
                assert hearing.knows(call)
            for call in calls:
                for other in hearing.talk_of(call):
                    assert call in hearing.talk_of(other)
        for call in calls:
            hearing.forget(call)
        assert hearing.voices() == {}
        assert not any(map(hearing.knows, calls))
