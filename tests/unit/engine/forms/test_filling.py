"""The machine that an operator's window drives."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.forms.filling import Circumstances, Filled, Filling
from engine.forms.model import Field, Form, Page
from engine.forms.reading import Entry, blank
from tests.unit.engine.forms.making import ENTRIES, forms, small

ABOUT = Circumstances({"Имя": "Анна"}, {"today": date(2026, 12, 1), "phone": "+79123456789"})


def filling(**results: str) -> Filling:
    return Filling(small(), Circumstances(ABOUT.contact, ABOUT.call, results))


def test_from_the_first_page_to_the_last() -> None:
    f = filling()
    assert not f.forward()
    assert [*f.page_faults()] == ["talks"]
    f.enter("talks", "yes")
    assert f.forward()
    f.enter("mark", "2")
    assert [each.id for each in f.shown] == ["mark", "why"]
    f.enter("why", ("other", "price"))
    assert [each.id for each in f.shown] == ["mark", "why", "else_why"]
    assert f.value("why") == "price, other"
    f.enter("else_why", "  долго  ждал ")
    assert f.forward()
    assert f.is_last
    f.enter("sum", "1 250,5")
    assert f.value("sum") == Decimal("1250.50")
    assert f.result() == Filled(
        True,
        {"talks": "yes", "mark": "2", "why": "price, other", "else_why": "долго ждал",
         "sum": "1250.50", },
    )  # fmt: skip


def test_back_keeps_answers_and_what_is_hidden_is_not_stored() -> None:
    f = filling()
    f.enter("talks", "yes")
    f.forward()
    f.enter("mark", "2")
    f.enter("why", ("price",))
    assert f.back()
    assert not f.back()
    f.enter("talks", "no")
    assert f.is_last  # the branch leads to the end
    assert f.result() == Filled(True, {"talks": "no"})
    f.enter("talks", "yes")
    assert f.forward()
    assert (f.entry("mark"), f.entry("why")) == ("2", ("price",))
    f.enter("mark", "5")
    assert "why" not in f.result().answers
    f.enter("mark", "3")
    assert f.result().answers["why"] == "price"


def test_a_call_that_ends_early_leaves_a_part() -> None:
    f = filling()
    f.enter("talks", "yes")
    result = f.result()
    assert not result.complete
    assert result.answers == {"talks": "yes"}
    page = f.first_faulty_page()
    assert page is not None
    assert page.id == "second"


def test_what_the_ivr_asked_is_there_already() -> None:
    f = filling(talks="yes", mark="9", why="price, quality", sum="нет", when="05.12.2026")
    assert f.given_before == {"talks", "why", "when"}  # nine is beyond the scale, "нет" no sum
    assert f.value("when") == date(2026, 12, 5)
    assert f.entry("mark") == ""


@pytest.mark.parametrize(
    ("field", "entry", "words"),
    [
        ("sum", "5", "Не меньше 10 ₽"),
        ("sum", "много", "Это не сумма: напишите, например, 1250 или 1250,30"),
        ("when", "30.11.2026", "Не раньше 01.12.2026"),
        ("when", "31.02.2027", "Это не дата: напишите, например, 5.12.2026"),
        ("mark", "6", "Такого варианта нет"),
        ("why", ("dear",), "Такого варианта нет"),
    ],
)
def test_what_is_wrong_is_said_in_words(field: str, entry: Entry, words: str) -> None:
    f = filling(talks="yes", mark="3")
    f.enter(field, entry)
    fault = f.fault(field)
    assert fault is not None
    assert fault.words("ru").replace("\xa0", " ") == words
    assert f.entry(field) == entry
    assert field not in f.result().answers


def test_texts_have_the_contacts_data_and_what_lacks_is_seen() -> None:
    f = filling()
    assert f.text({"ru": 'Здравствуйте, {contact["Имя"]}!'}) == "Здравствуйте, Анна!"
    assert f.text({"ru": '{contact["Долг"]|money}, {mark}'}) == "…, …"
    f.enter("why", ("price",))
    f.enter("talks", "yes")
    f.enter("mark", "1")
    assert f.text({"ru": "{talks}: {why}, {call.phone|phone}"}) == "да: Цена, +7 912 345-67-89"
    assert f.text({"ru": "{не закрыта"}) == "{не закрыта"


def test_a_draft_comes_back_into_a_form_that_has_changed() -> None:
    f = filling(talks="yes")
    f.forward()
    f.enter("mark", "6")  # wrong as yet, and kept
    f.enter("why", ("price",))
    snapshot = f.snapshot()
    changed = Form("опрос", pages=(Page("other", fields=(small().pages[1].fields[0],)),))
    again = Filling(changed)
    assert sorted(again.restore(snapshot)) == ["talks", "why"]
    assert again.entry("mark") == "6"
    with pytest.raises(ValueError, match="not a draft"):
        again.restore({"entries": []})
    assert again.entry("mark") == "6"


def test_a_limit_without_sense_hinders_nobody() -> None:
    form = Form("x", pages=(Page("p", fields=(Field("n", "number", least='"a"', most="1/0"),)),))
    f = Filling(form)
    f.enter("n", "5")
    assert f.result() == Filled(True, {"n": "5"})


_steps = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), st.integers(0, 11), ENTRIES),
        st.sampled_from([("forward",), ("back",), ("snapshot",)]),
    ),
    max_size=30,
)


@given(forms(), _steps)
def test_any_sequence_keeps_what_was_entered(form: Form, steps: list[tuple[object, ...]]) -> None:
    f = Filling(form, ABOUT)
    entered: dict[str, Entry] = {}
    for step in steps:
        if step[0] == "enter":
            name, entry = f"f{step[1]}", step[2]
            assert isinstance(entry, str | tuple)
            field = form.field(name)
            if field is None or not field.asks:
                with pytest.raises(KeyError):
                    f.enter(name, entry)
                continue
            f.enter(name, entry)
            entered.pop(name, None)
            if not blank(entry):
                entered[name] = entry
        elif step[0] == "snapshot":
            other = Filling(form, ABOUT)
            assert other.restore(f.snapshot()) == []
            assert other.page == f.page
            assert other.result() == f.result()
            f = other
        else:
            before = f.page
            moved = f.forward() if step[0] == "forward" else f.back()
            assert moved == (f.page != before)
        assert dict(f.entries) == entered
        assert f.page in f.way
        shown = {each.id for page in f.way for each in f._way.shown[page.id]}
        assert set(f.result().answers) <= shown & set(entered)
        assert f.result().complete == (f.first_faulty_page() is None)


@given(forms(), st.lists(st.tuples(st.integers(0, 11), ENTRIES), max_size=12))
def test_back_and_forward_again_is_the_same_page(
    form: Form, given_: list[tuple[int, Entry]]
) -> None:
    f = Filling(form, ABOUT)
    for number, entry in given_:
        field = form.field(f"f{number}")
        if field is not None and field.asks:
            f.enter(field.id, entry)
    while f.forward():
        pass
    page, answers = f.page, f.result()
    while f.back():
        pass
    while f.forward():
        pass
    assert (f.page, f.result()) == (page, answers)
