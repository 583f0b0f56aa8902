"""What an earlier call has left behind, line by line: what came of it, the note, then answers."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from engine.forms.model import Field, FieldType, Form, text_in
from engine.forms.showing import answer_text
from engine.ports.history import PastCall
from rmt.facts import ResultChoice
from rmt.history.desk import PastForm
from rmt.words import result_word

translate = QCoreApplication.translate
#: Names under which operators' work is stored beside the answers.
_RESULT, _NOTE, _LOST, _FORM = "operator_result", "operator_note", "operator_lost", "form:"
_WHO = "operator"
_YES_NO = {"yes": True, "no": False}


def has_form(call: PastCall) -> bool:
    return any(name.startswith(_FORM) for name in call.results)


def lines(call: PastCall, forms: Sequence[PastForm] = (), language: str = "en") -> list[str]:
    """What matters first; then the answers, as they came: those of ``forms`` with questions and
    options in words, in the order of the form."""
    results = dict(call.results)
    if results.get(_WHO) == call.operator:
        del results[_WHO]  # the list says so
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
    for past in forms:
        results.pop(_FORM + past.filled.form, None)
        title = text_in(past.form.title, language) or past.form.name
        found.append(_state(title, complete=past.filled.complete))
        found += _answers(past, language)
        for name in past.filled.answers:
            results.pop(name, None)
    for name in sorted(name for name in results if name.startswith(_FORM)):
        complete = results.pop(name) == "complete"
        found.append(_state(name.removeprefix(_FORM), complete=complete))
    return [*found, *(f"{name}: {text}" for name, text in results.items())]


def _state(title: str, *, complete: bool) -> str:
    words = (
        translate("rmt", "Form “{form}”: filled in")
        if complete
        else translate("rmt", "Form “{form}”: broken off")
    )
    return words.format(form=title)


def _answers(past: PastForm, language: str) -> list[str]:
    given = dict(past.filled.answers)
    known = [
        _question(field, language) + _answer(field, given.pop(field.id), past.form, language)
        for field in past.form.fields
        if field.id in given
    ]
    return [*known, *(f"{name}: {text}" for name, text in given.items())]


def _question(field: Field, language: str) -> str:
    """With what stands between it and the answer."""
    title = " ".join(text_in(field.title, language).split()).rstrip(":") or field.id
    return f"{title} " if title.endswith(("?", "!")) else f"{title}: "


def _answer(field: Field, text: str, form: Form, language: str) -> str:
    yes_no = field.type == FieldType.YES_NO and text in _YES_NO
    return answer_text(field, _YES_NO[text] if yes_no else text, form, language)
