"""Answers of a form as questions of a survey: the report ``survey`` counts them with the rest."""

import hashlib
import json

from engine.forms.filling import Filled
from engine.forms.model import CHOSEN, WITH_OPTIONS, Field, FieldType, Form
from engine.ivr.survey import Question

_YES_NO = (("yes", {"ru": "Да", "en": "Yes"}), ("no", {"ru": "Нет", "en": "No"}))


def asked(form: Form, filled: Filled) -> list[tuple[Question, tuple[str, ...]]]:
    """(question, codes of the answer) for each answer that was chosen, in the form's order."""
    return [
        (_question(field), tuple(filled.answers[field.id].split(", ")))
        for field in form.fields
        if field.type in CHOSEN and field.id in filled.answers
    ]


def _question(field: Field) -> Question:
    kind = {FieldType.SEVERAL_OF: "multiple", FieldType.SCALE: "scale"}.get(
        FieldType(field.type), "single"
    )
    options: tuple[tuple[str, dict[str, str]], ...] = ()
    if field.type == FieldType.YES_NO:
        options = _YES_NO
    elif field.type in WITH_OPTIONS:
        options = tuple((option.code, dict(option.title)) for option in field.options)
    points = field.scale if field.type == FieldType.SCALE else None
    ends = (points[0], points[-1]) if points else (None, None)
    wording = dict(field.title)
    document = json.dumps([kind, wording, options, ends], ensure_ascii=False, sort_keys=True)
    version = hashlib.sha256(document.encode()).hexdigest()[:8]
    return Question(field.id, version, kind, wording, options, *ends)
