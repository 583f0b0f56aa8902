"""What an earlier call has left behind, line by line: what came of it, the note, then answers."""

from PySide6.QtCore import QCoreApplication

from engine.ports.history import PastCall
from rmt.facts import ResultChoice
from rmt.words import result_word

translate = QCoreApplication.translate
#: Names under which operators' work is stored beside the answers.
_RESULT, _NOTE, _LOST, _FORM = "operator_result", "operator_note", "operator_lost", "form:"


def lines(call: PastCall) -> list[str]:
    """What matters first; then the answers, as they came."""
    results = dict(call.results)
    found = []
    for name, title in (
        (_RESULT, translate("rmt", "Result")),
        (_NOTE, translate("rmt", "Note")),
        (_LOST, translate("rmt", "Operator lost in mid-call")),
    ):
        text = results.pop(name, "")
        if text:
            words = result_word(ResultChoice(text)) if name == _RESULT else text
            found.append(f"{title}: {words}")
    forms = [name for name in results if name.startswith(_FORM)]
    for name in sorted(forms):
        complete = results.pop(name) == "complete"
        words = (
            translate("rmt", "Form “{form}”: filled in")
            if complete
            else translate("rmt", "Form “{form}”: broken off")
        )
        found.append(words.format(form=name.removeprefix(_FORM)))
    return [*found, *(f"{name}: {text}" for name, text in results.items())]
