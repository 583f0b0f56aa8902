"""What was done in a test call, kept as a dialogue: a test of the scheme from then on.

Written as a person would (hear the question, press 2) where that ends the same; else by the clock.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from editor.testcall.acts import Do, Done
from editor.testcall.happenings import Happening, What
from editor.testcall.session import TestCall
from engine.ivr.model import Prompt, Recorded, Utterance
from engine.ivr.requests import HttpRequest, OutsideRequest, QuerySource
from engine.scheme.dialogue_model import (
    Dialogue,
    DialogueStep,
    Expected,
    HangUp,
    Hear,
    Listen,
    Silence,
    Stub,
)
from engine.scheme.dialogues import DialogueResult, estimated_duration, run_dialogue
from engine.scheme.stub_world import whom

Durations = Callable[[Utterance], float]


def dialogue_of(call: TestCall, name: str, durations: Durations = estimated_duration) -> Dialogue:
    """What has been shown of the call, with what comes of it as its expectations. A call that is
    not over goes on by itself, or is hung up where it would not end."""
    setup = replace(call.setup, name=name, stubs=_stubs(call), expect=Expected(), steps=())
    by_clock = tuple(_by_clock(call))
    exact = replace(setup, steps=by_clock)
    wanted = run_dialogue(call.compiled, exact, durations)
    end: tuple[DialogueStep, ...] = ()
    if wanted.disposition is None:
        end = (HangUp(),)
        exact = replace(setup, steps=(*by_clock, *end))
        wanted = run_dialogue(call.compiled, exact, durations)
    found = exact
    for steps in (tuple(_by_ear(call)), tuple(_rounded(by_clock))):
        tried = replace(setup, steps=(*steps, *end))
        result = run_dialogue(call.compiled, tried, durations)
        if result.ok and _outcome(result) == _outcome(wanted):
            found = tried
            break
    return replace(found, expect=_expected(wanted))


def _outcome(result: DialogueResult) -> object:
    return (result.disposition, dict(result.results), dict(result.answers), result.external,
            result.do_not_call, result.callback, result.ports)  # fmt: skip


def _expected(result: DialogueResult) -> Expected:
    return Expected(
        disposition=result.disposition,
        results=dict(result.results),
        do_not_call=True if result.do_not_call else None,
        answers=dict(result.answers) or None,
        external=result.external or None,
        callback=result.callback or None,
    )


def _acts(call: TestCall) -> list[Done]:
    """What was done up to what is shown."""
    last = call.happenings[call.shown - 1].act
    return [done for number, done in enumerate(call.done, 1) if number <= last or call.at_end]


def _by_clock(call: TestCall) -> Iterator[DialogueStep]:
    """Silences of the very length between what was done."""
    now = 0.0
    for done in _acts(call):
        if not isinstance(done.act, Do):
            continue
        if done.began > now:
            yield Silence(done.began - now)
        yield done.act.step
        now = done.ended


def _rounded(steps: tuple[DialogueStep, ...]) -> Iterator[DialogueStep]:
    for step in steps:
        yield Silence(round(step.seconds, 1)) if isinstance(step, Silence) else step


def _by_ear(call: TestCall) -> Iterator[DialogueStep]:
    """All that was heard, in order, and what was done between."""
    done = _acts(call)
    heard = _heard(call)
    for number, each in enumerate(done, 1):
        if not isinstance(each.act, Do):
            continue
        before = [h for h in heard if h.act < number]
        heard = [h for h in heard if h.act >= number]
        yield from _hears(before)
        if isinstance(each.act.step, Hear | Listen | Silence):
            continue
        if before and not _sounds(call, number):
            yield Listen()
        yield each.act.step
    yield from _hears(heard)


def _hears(heard: list[Happening]) -> Iterator[DialogueStep]:
    for each in heard:
        assert each.utterance is not None
        what = _name(each.utterance)
        if what.strip():
            yield Hear(what)


def _name(item: Utterance) -> str:
    return item.name if isinstance(item, Prompt | Recorded) else item.text


def _heard(call: TestCall) -> list[Happening]:
    return [h for h in call.happenings[: call.shown] if h.what is What.HEARD]


def _sounds(call: TestCall, number: int) -> bool:
    """Something was heard just before this act."""
    last = None
    for each in call.happenings:
        if each.act >= number:
            break
        if each.what in (What.HEARD, What.QUIET):
            last = each.what
    return last is What.HEARD


def _stubs(call: TestCall) -> tuple[Stub, ...]:
    """Those that the call was given, then what was answered otherwise, one after another."""
    asked = [h for h in call.happenings[: call.shown] if h.what is What.ASKED]
    given = [h for h in call.happenings if h.what is What.ANSWERED and h.stub is not None]
    statements: dict[tuple[str, str], set[str]] = {}
    for each in asked:
        assert each.request is not None
        key = whom(each.request)
        statements.setdefault(key, set()).add(_which(each.request))
    found: list[Stub] = []
    for each in given:
        assert each.request is not None
        assert each.stub is not None
        stub = each.stub
        if len(statements.get(whom(each.request), ())) > 1:
            stub = _narrowed(stub, each.request)
        last = found[-1] if found else None
        if last is not None and replace(last, times=1) == stub:
            found[-1] = replace(last, times=(last.times or 1) + 1)
        else:
            found.append(stub)
    return tuple(found)


def _which(request: OutsideRequest) -> str:
    match request:
        case QuerySource(statement=statement):
            return statement
        case HttpRequest(method=method, path=path):
            return f"{method} {path}"
    return ""


def _narrowed(stub: Stub, request: OutsideRequest) -> Stub:
    """Told apart from answers to other questions that the same source was asked."""
    match request:
        case QuerySource(statement=statement) if stub.answer != "http":
            return replace(stub, statement=statement)
        case HttpRequest(method=method, path=path) if stub.answer != "rows":
            return replace(stub, method=method, path=path)
    return stub
