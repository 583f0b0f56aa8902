"""Dialogues of a scheme: adding, changing, copying, removing."""

from dataclasses import replace

from editor.content import Changes, SchemeContent, header_change
from engine.scheme.model import Dialogue


def free_test_name(content: SchemeContent, wanted: str) -> str:
    """``wanted``, or with a number where a dialogue is called so already."""
    taken = {test.name for test in content.header["tests"]}
    free, number = wanted, 1
    while free in taken:
        number += 1
        free = f"{wanted} {number}"
    return free


def add(content: SchemeContent, dialogue: Dialogue) -> Changes:
    return _with(content, (*_tests(content), dialogue))


def put(content: SchemeContent, place: int, dialogue: Dialogue) -> Changes:
    """``dialogue`` instead of the one at ``place``."""
    tests = list(_tests(content))
    tests[place] = dialogue
    return _with(content, tuple(tests))


def remove(content: SchemeContent, place: int) -> Changes:
    tests = list(_tests(content))
    del tests[place]
    return _with(content, tuple(tests))


def duplicate(content: SchemeContent, place: int) -> Changes:
    """A copy stands right after it."""
    tests = list(_tests(content))
    copy = replace(tests[place], name=free_test_name(content, tests[place].name))
    tests.insert(place + 1, copy)
    return _with(content, tuple(tests))


def _tests(content: SchemeContent) -> tuple[Dialogue, ...]:
    found: tuple[Dialogue, ...] = content.header["tests"]
    return found


def _with(content: SchemeContent, tests: tuple[Dialogue, ...]) -> Changes:
    return header_change(content, {"tests": tests})
