"""What happens in a call, in words for people."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale

from editor.testcall.happenings import CallView, Happening, What
from engine.domain.disposition import Disposition
from engine.errors import KnownError, Listed, Phrase, filled
from engine.ivr.model import Prompt, Recorded, Utterance
from engine.scheme.problems import Problem
from engine.scheme.values import to_text

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
    text = QCoreApplication.translate("engine", template)
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


def utterance_text(item: Utterance) -> str:
    if isinstance(item, Recorded):
        return QCoreApplication.translate("TestCall", "the subscriber's message")
    if isinstance(item, Prompt) and not item.text:
        return item.name
    return item.text


def clock_text(seconds: float) -> str:
    """1:02,4 – by the locale's sign."""
    tenths = int(seconds * 10 + 0.5)
    minutes, rest = divmod(tenths, 600)
    point = QLocale().decimalPoint()
    return f"{minutes}:{rest // 10:02}{point}{rest % 10}"


def seconds_text(seconds: float) -> str:
    number = QLocale().toString(float(seconds), "f", 1)
    return QCoreApplication.translate("TestCall", "{seconds} s").format(seconds=number)


def value_text(value: object) -> str:
    """A variable's value as the scheme would speak of it; None is none."""
    if value is None:
        return "–"
    try:
        return to_text(value)  # type: ignore[arg-type] # whatever a plug-in has put there
    except (TypeError, ValueError):
        return str(value)


def disposition_text(disposition: Disposition) -> str:
    say = QCoreApplication.translate
    words = {
        "completed": say("TestCall", "completed"),
        "partial": say("TestCall", "partial"),
        "opted_out": say("TestCall", "opted out"),
        "transferred": say("TestCall", "transferred"),
        "callback": say("TestCall", "callback"),
    }
    return words.get(disposition.value, disposition.value)


def outcome_text(outcome: str) -> str:
    say = QCoreApplication.translate
    return {
        "completed": say("TestCall", "They talked"),
        "busy": say("TestCall", "Busy"),
        "no_answer": say("TestCall", "No answer"),
        "failed": say("TestCall", "Failed"),
    }.get(outcome, outcome)


def reason_text(reason: str) -> str:
    say = QCoreApplication.translate
    return {
        "silence": say("TestCall", "silence"),
        "key": say("TestCall", "a key"),
        "too_long": say("TestCall", "too long"),
        "stopped": say("TestCall", "stopped"),
        "failed": say("TestCall", "failed"),
        "hung_up": say("TestCall", "hung up"),
    }.get(reason, reason)


def happening_text(each: Happening, names: Names) -> str:
    """ "" for what is not worth a line."""
    say = QCoreApplication.translate
    text, value = each.text, each.value
    match each.what:
        case What.ENTERED:
            return names(each.scheme, each.node_id)
        case What.HEARD:
            return utterance_text(each.utterance) if each.utterance is not None else ""
        case What.PRESSED:
            return say("TestCall", "Key {key}").format(key=text)
        case What.SPOKE:
            return say("TestCall", "Speaks for {time}").format(time=seconds_text(each.seconds))
        case What.HUNG_UP:
            return say("TestCall", "The subscriber hangs up")
        case What.RECORDING:
            return say("TestCall", "A message is being recorded")
        case What.RECORDED:
            return say("TestCall", "Recorded: {time} ({reason})").format(
                time=seconds_text(each.seconds), reason=reason_text(value)
            )
        case What.ASKED:
            return say("TestCall", "Asks {what}").format(what=text)
        case What.ANSWERED:
            return say("TestCall", "Answer after {time}: {what}").format(
                time=seconds_text(each.seconds), what=value
            )
        case What.SAVED:
            return say("TestCall", "Result {name} = {value}").format(name=text, value=value)
        case What.QUESTION:
            return say("TestCall", "Answer to {question}: {codes}").format(
                question=text, codes=value
            )
        case What.ROW:
            row = ", ".join(f"{name} = {each.values[name]}" for name in each.values)
            return say("TestCall", "Row for {store}: {row}").format(store=text, row=row)
        case What.CALLBACK:
            return say("TestCall", "Promised to call back: {moment}").format(moment=text)
        case What.DO_NOT_CALL:
            return say("TestCall", "Put on the do-not-call list")
        case What.SENT_DIGITS:
            return say("TestCall", "The scheme presses {digits}").format(digits=text)
        case What.TRANSFER:
            return say("TestCall", "Transfer to {number}").format(number=text)
        case What.TALKING:
            return say("TestCall", "They are talking")
        case What.TRANSFER_ENDED:
            return say("TestCall", "Transfer ended: {outcome}").format(outcome=outcome_text(text))
        case What.TROUBLE:
            return text
        case What.FAILURE:
            return text if language() == "ru" else value
        case What.ENDED:
            assert each.disposition is not None
            return say("TestCall", "The call is over: {disposition}").format(
                disposition=disposition_text(each.disposition)
            )
    return ""


def standing(view: CallView, names: Names, *, pending: bool) -> tuple[str, str]:
    """How a call stands, and the kind of label that says it."""
    say = QCoreApplication.translate
    node = names(*view.place) if view.place is not None else ""
    if view.ended is not None and view.ended.disposition is not None:
        kind = "warning" if view.ended.disposition is Disposition.PARTIAL else "good"
        text = say("TestCall", "Over: {disposition}")
        return text.format(disposition=disposition_text(view.ended.disposition)), kind
    if pending:
        return say("TestCall", "{node}: waits for an answer").format(node=node), "warning"
    if view.talking:
        return say("TestCall", "{node}: they are talking").format(node=node), ""
    if view.transferring:
        return say("TestCall", "{node}: the other party is being called").format(node=node), ""
    if view.recording:
        return say("TestCall", "{node}: records the subscriber").format(node=node), ""
    return node, ""
