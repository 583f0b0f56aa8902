"""What can be wrong with a question of a survey beyond the types of its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.ivr.asking import DONT_KNOW, REFUSED
from engine.scheme.problems import Fix, Problem, error

if TYPE_CHECKING:
    from engine.ivr.nodes.question import QuestionParameters

OWN_PORTS = frozenset({"answered", "no_input", "no_match", "error", DONT_KNOW, REFUSED})


def question_problems(p: QuestionParameters) -> Iterator[Problem]:
    def bad(place: str, ru: str, en: str) -> Problem:
        return error("bad_parameter", why_ru=ru, why_en=en, place=place,
                     fix=Fix("change_parameter", {"place": place}))  # fmt: skip

    def twice(place: str, key: str) -> Problem:
        return error("duplicate_key", key=key, place=place,
                     fix=Fix("change_parameter", {"place": place}))  # fmt: skip

    if p.kind == "scale":
        if p.options:
            yield bad("options", "у шкалы не бывает вариантов", "a scale has no options")
        if p.scale_max <= p.scale_min:
            yield bad(
                "scale_max",
                "конец шкалы не больше начала",
                "the scale's end is not above its start",
            )
    elif len(p.options) < 2:
        yield bad("options", "нужно хотя бы два варианта", "at least two options are needed")
    if p.branches and p.kind != "single":
        yield bad("branches", "выходы по ответам бывают только у вопроса с одним ответом",
                    "only a single question has a port for each answer")  # fmt: skip
    if p.kind == "multiple" and p.least > min(p.most, len(p.options) or p.most):
        yield bad("least", "столько ответов дать нельзя", "so many answers cannot be given")
    # What a key means must be one thing only.
    taken = dict.fromkeys("0123456789", "") if p.kind == "scale" else {}
    if p.kind != "single":
        taken[p.end_key] = "end_key"
        if p.kind == "scale" and p.end_key.isdigit():
            yield twice("end_key", p.end_key)
    codes: set[str] = set()
    place_keys = iter("123456789")
    for index, option in enumerate(p.options):
        if option.code in codes or option.code in OWN_PORTS:
            yield bad(f"options[{index}].code", f"код «{option.code}» уже занят",
                        f"the code “{option.code}” is taken")  # fmt: skip
        codes.add(option.code)
        key = option.key or next(place_keys, "")
        if not key:
            yield bad(f"options[{index}].key", "клавиши 1–9 кончились, задайте свою",
                        "the keys 1 to 9 are used up, name one")  # fmt: skip
        elif key in taken:
            yield twice(f"options[{index}].key", key)
        taken[key] = option.code
    if p.shuffle and {o.key is None for o in p.options} == {True, False}:
        yield bad("shuffle", "клавиши задайте либо у всех вариантов, либо ни у одного",
                    "give a key to every option or to none")  # fmt: skip
    for place in ("dont_know_key", "refuse_key"):
        key = getattr(p, place)
        if key is not None:
            if key in taken:
                yield twice(place, key)
            taken[key] = place
    if p.confirm_message and p.confirm_key == p.change_key:
        yield twice("change_key", p.change_key)
