"""The sample forms: sound, in both languages, and each leads to its end."""

from datetime import date
from pathlib import Path

import pytest

from engine.forms.codec import dump_form, load_form
from engine.forms.filling import Circumstances, Filling
from engine.forms.model import Field, FieldType, Form
from engine.forms.reading import Entry
from engine.forms.survey import asked
from engine.forms.validate import validate

_FOLDER = Path(__file__).parents[4] / "resources" / "forms"
_NAMES = sorted(path.name.removesuffix(".form.json") for path in _FOLDER.glob("*.form.json"))
ANSWERS = {
    FieldType.TEXT: "Иванова Анна", FieldType.NUMBER: "64", FieldType.MONEY: "1250,50",
    FieldType.TIME: "18:30", FieldType.PHONE: "+79123456789", FieldType.YES_NO: "yes",
}  # fmt: skip


def sample(name: str) -> Form:
    return load_form((_FOLDER / f"{name}.form.json").read_text(encoding="utf-8"), name)


def answer(field: Field) -> Entry:
    if field.type == FieldType.DATE:
        return "12.04.1961" if field.id in ("q3", "since") else "02.12.2026"
    if field.type == FieldType.SCALE:
        return field.most
    if field.options:
        return field.options[0].code
    return ANSWERS[FieldType(field.type)]


def test_all_seven_purposes_are_there() -> None:
    assert set(_NAMES) == {
        "debtor-reminder", "notice", "advertising", "election", "survey", "quiz", "feedback",
    }  # fmt: skip


@pytest.mark.parametrize("name", _NAMES)
def test_sound_canonical_and_in_both_languages(name: str) -> None:
    form = sample(name)
    assert validate(form) == []
    assert form.name == name
    assert form.languages == ("ru", "en")
    assert dump_form(form) == (_FOLDER / f"{name}.form.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", _NAMES)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_filled_in_to_the_end(name: str, language: str) -> None:
    about = Circumstances(
        {"Имя": "Анна", "Сумма долга": "12 345,60", "Сообщение": "завтра не будет воды"},
        {"today": date(2026, 12, 1)},
    )
    f = Filling(sample(name), about, language)
    while True:
        for field in f.form.fields:  # again and again: an answer shows further fields
            if field.asks and field in f.shown and not f.entry(field.id):
                f.enter(field.id, answer(field))
        texts = [f.text(field.title) for field in f.shown]
        assert all(texts)
        assert not any("{" in text for text in texts)
        if not f.forward():
            break
    assert f.is_last
    assert f.page_faults() == {}
    result = f.result()
    assert result.complete
    assert len(asked(f.form, result)) >= 2
