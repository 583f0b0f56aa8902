"""What happens in a call, in words for people."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale

from editor.testcall.happenings import CallView, Happening, What
from editor.testcall.traced import CUT
from engine.domain.disposition import Disposition
from engine.errors import KnownError, Listed, Phrase, filled
from engine.ivr.model import Prompt, Recorded, Utterance
from engine.ivr.nodes.operator import HOLD_MUSIC
from engine.scheme.problems import Problem
from engine.scheme.values import to_text

#: Under this name lupdate finds the texts.
translate = QCoreApplication.translate
#: (scheme, node) → what people call it.
Names = Callable[[str, str], str]


def language() -> str:
    return "ru" if QLocale().language() is QLocale.Language.Russian else "en"


def error_text(error: BaseException) -> str:
    """What a failure says, in the language of the windows where it is known there."""
    if not isinstance(error, KnownError):
        return f"{type(error).__name__}: {error}"
    said = _filled(error.template, error.values)
    mend = _filled(error.mend_template, error.values) if error.mend_template else ""
    return f"{said}\n{mend}".strip()


def _filled(template: str, values: dict[str, object]) -> str:
    text = translate("engine", template)
    return filled(text, {name: _piece(value) for name, value in values.items()})


def _piece(value: object) -> object:
    match value:
        case KnownError():
            return error_text(value)
        case Phrase():
            return _filled(value.template, value.values)
        case Listed():
            return value.separator.join(str(_piece(each)) for each in value.items)
        case Problem():
            return value.words(language())
    return value


def trouble_text(text: str) -> str:
    """What the interpreter says of a trouble, or has said on a real call."""
    if text == CUT:
        return translate("TestCall", "the trace was too long: what came here is not in it")
    return translate("engine", text)


def utterance_text(item: Utterance) -> str:
    if isinstance(item, Recorded):
        return translate("TestCall", "the subscriber's message")
    if isinstance(item, Prompt) and not item.text:
        usual = item.name == HOLD_MUSIC
        return translate("TestCall", "waiting music") if usual else item.name
    return item.text


def clock_text(seconds: float) -> str:
    """1:02,4 – by the locale's sign."""
    tenths = int(seconds * 10 + 0.5)
    minutes, rest = divmod(tenths, 600)
    point = QLocale().decimalPoint()
    return f"{minutes}:{rest // 10:02}{point}{rest % 10}"


def seconds_text(seconds: float) -> str:
    number = QLocale().toString(float(seconds), "f", 1)
    return translate("TestCall", "{seconds} s").format(seconds=number)


def value_text(value: object) -> str:
    """A variable's value as the scheme would speak of it; None is none."""
    if value is None:
        return "–"
    try:
        return to_text(value)  # type: ignore[arg-type] # whatever a plug-in has put there
    except (TypeError, ValueError):
        return str(value)


def disposition_text(disposition: str) -> str:
    """``disposition``: the value of a Disposition; one that a newer version has made stays as it
    is."""
    words = {
        "completed": translate("TestCall", "completed"),
        "partial": translate("TestCall", "partial"),
        "opted_out": translate("TestCall", "opted out"),
        "transferred": translate("TestCall", "transferred"),
        "callback": translate("TestCall", "callback"),
        "served": translate("TestCall", "served by an operator"),
        "abandoned": translate("TestCall", "not waited for an operator"),
        "machine": translate("TestCall", "answering machine"),
    }
    return words.get(disposition, disposition)


def outcome_text(outcome: str) -> str:
    return {
        "completed": translate("TestCall", "They talked"),
        "busy": translate("TestCall", "Busy"),
        "no_answer": translate("TestCall", "No answer"),
        "failed": translate("TestCall", "Failed"),
    }.get(outcome, outcome)


def why_text(why: str) -> str:
    """Why somebody got no operator."""
    return {
        "overflow": translate("TestCall", "No operator"),
        "time_limit": translate("TestCall", "Nobody was free in time"),
        "nobody_signed_in": translate("TestCall", "No operator is signed in"),
        "unknown_queue": translate("TestCall", "There is no such queue"),
        "no_operators": translate("TestCall", "There are no operators here"),
        "no_operator_in_time": translate("TestCall", "No operator in time"),
        "operator_lost": translate("TestCall", "Operator lost"),
    }.get(why, why)


def reason_text(reason: str) -> str:
    return {
        "silence": translate("TestCall", "silence"),
        "key": translate("TestCall", "a key"),
        "too_long": translate("TestCall", "too long"),
        "stopped": translate("TestCall", "stopped"),
        "failed": translate("TestCall", "failed"),
        "hung_up": translate("TestCall", "hung up"),
    }.get(reason, reason)


def happening_text(each: Happening, names: Names) -> str:
    """ "" for what is not worth a line."""
    text, value = each.text, each.value
    match each.what:
        case What.ENTERED:
            return names(each.scheme, each.node_id)
        case What.HEARD:
            return utterance_text(each.utterance) if each.utterance is not None else ""
        case What.PRESSED:
            return translate("TestCall", "Key {key}").format(key=text)
        case What.SPOKE:
            return translate("TestCall", "Speaks for {time}").format(
                time=seconds_text(each.seconds)
            )
        case What.HUNG_UP:
            return translate("TestCall", "The subscriber hangs up")
        case What.RECORDING:
            return translate("TestCall", "A message is being recorded")
        case What.RECORDED:
            return translate("TestCall", "Recorded: {time} ({reason})").format(
                time=seconds_text(each.seconds), reason=reason_text(value)
            )
        case What.ASKED:
            return translate("TestCall", "Asks {what}").format(what=text)
        case What.ANSWERED:
            return translate("TestCall", "Answer after {time}: {what}").format(
                time=seconds_text(each.seconds), what=value
            )
        case What.SAVED:
            return translate("TestCall", "Result {name} = {value}").format(name=text, value=value)
        case What.QUESTION:
            return translate("TestCall", "Answer to {question}: {codes}").format(
                question=text, codes=value
            )
        case What.ROW:
            row = ", ".join(f"{name} = {each.values[name]}" for name in each.values)
            return translate("TestCall", "Row for {store}: {row}").format(store=text, row=row)
        case What.CALLBACK:
            return translate("TestCall", "Promised to call back: {moment}").format(moment=text)
        case What.DO_NOT_CALL:
            return translate("TestCall", "Put on the do-not-call list")
        case What.SENT_DIGITS:
            return translate("TestCall", "The scheme presses {digits}").format(digits=text)
        case What.TRANSFER:
            return translate("TestCall", "Transfer to {number}").format(number=text)
        case What.TALKING:
            return translate("TestCall", "They are talking")
        case What.TRANSFER_ENDED:
            return translate("TestCall", "Transfer ended: {outcome}").format(
                outcome=outcome_text(text)
            )
        case What.OPERATOR:
            if not text:
                return translate("TestCall", "Waits for an operator")
            return translate("TestCall", "Waits for an operator in the queue {queue}").format(
                queue=text
            )
        case What.POSITION:
            return translate("TestCall", "Place in the queue: {place}").format(place=text)
        case What.OPERATOR_TALKS:
            return translate("TestCall", "Talks with the operator: {operator}").format(
                operator=text
            )
        case What.OPERATOR_HOLDS:
            return translate("TestCall", "The operator has him hold")
        case What.OPERATOR_NONE:
            return why_text(text)
        case What.OPERATOR_DONE:
            if not text:
                return translate("TestCall", "The operator is done")
            return translate("TestCall", "The operator sends him back: {port}").format(port=text)
        case What.TROUBLE:
            return trouble_text(text)
        case What.FAILURE:
            return text if language() == "ru" else value
        case What.ENDED:
            assert each.disposition is not None
            return translate("TestCall", "The call is over: {disposition}").format(
                disposition=disposition_text(each.disposition)
            )
    return ""


def standing(view: CallView, names: Names, *, pending: bool) -> tuple[str, str]:
    """How a call stands, and the kind of label that says it."""
    node = names(*view.place) if view.place is not None else ""
    if view.ended is not None and view.ended.disposition is not None:
        kind = "warning" if view.ended.disposition is Disposition.PARTIAL else "good"
        text = translate("TestCall", "Over: {disposition}")
        return text.format(disposition=disposition_text(view.ended.disposition)), kind
    if pending:
        return translate("TestCall", "{node}: waits for an answer").format(node=node), "warning"
    if view.talking:
        return translate("TestCall", "{node}: they are talking").format(node=node), ""
    if view.returns is not None:
        return translate("TestCall", "{node}: waits for an operator").format(node=node), ""
    if view.transferring:
        return translate("TestCall", "{node}: the other party is being called").format(
            node=node
        ), ""
    if view.recording:
        return translate("TestCall", "{node}: records the subscriber").format(node=node), ""
    return node, ""
