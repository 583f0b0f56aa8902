"""Criteria: as JSON and back, what cannot be asked, changes of the tree, data sources."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.source_mapping import FieldType, MappedEntity, MappedField, SourceMapping
from engine.errors import KnownError
from engine.lists import criteria_codec
from engine.lists import criteria_edits as edits
from engine.lists.criteria import (
    BadCriterion,
    Base,
    Condition,
    Criterion,
    Field,
    Group,
    Kind,
    Match,
    Operator,
    ValueType,
    check,
    count_parts,
)
from engine.service.segment_people import expression, source_parts
from engine.service.source_criteria import list_query

TODAY = date(2026, 11, 30)
_texts = st.text(min_size=1, max_size=20).filter(lambda t: t.strip() and "\0" not in t)
_texts = _texts.filter(lambda t: t.encode("utf-8", "ignore").decode() == t)
_own = st.builds(
    lambda name, operator, value: Condition(Field(Kind.OWN, name), operator, (value,)),
    _texts, st.sampled_from([Operator.EQUALS, Operator.CONTAINS, Operator.BEGINS]), _texts,
)  # fmt: skip
_calls = st.builds(
    lambda days: Condition(Field(Kind.CALL_DATE), Operator.LAST_DAYS, (str(days),)),
    st.integers(0, 1000),
)
_groups = st.recursive(
    st.builds(Group, st.sampled_from(Match), st.lists(_own, max_size=3).map(tuple)),
    lambda inner: st.builds(
        Group, st.sampled_from(Match),
        st.lists(st.one_of(inner, _own, _calls), max_size=4).map(tuple),
    ),
    max_leaves=12,
)  # fmt: skip


@given(_groups, st.lists(st.sampled_from(["+79160000001", "+79160000002"]), unique=True))
def test_what_is_dumped_is_loaded_as_it_was(root: Group, pinned: list[str]) -> None:
    criterion = Criterion(Base(("а",)), root, tuple(pinned))
    assert criteria_codec.load(criteria_codec.dump(criterion)) == criterion


@given(_groups, st.data())
def test_parts_are_put_moved_and_taken_away_without_a_loss(
    root: Group, data: st.DataObject
) -> None:
    part = Condition(Field(Kind.PHONE), Operator.BEGINS, ("+7",))
    place = (data.draw(st.integers(0, len(root.parts))),)
    more = edits.inserted(root, place, part)
    assert edits.at(more, place) == part
    assert edits.removed(more, place) == root
    for down in (True, False):
        moved, there = edits.moved(more, place, down)
        assert edits.at(moved, there) == part
        assert count_parts(moved) == count_parts(more)
    assert count_parts(edits.duplicated(more, place)) == count_parts(more) + 1


def test_a_part_goes_down_through_groups_and_comes_back() -> None:
    a, b = (Condition(Field(Kind.PHONE), Operator.BEGINS, (x,)) for x in "12")
    root = Group(Match.ALL, (a, Group(Match.ANY, (b,))))
    steps, place = [root], (0,)
    for _ in range(3):
        root, place = edits.moved(root, place, True)
        steps.append(root)
    assert place == (1,)  # past b, out of the group
    assert root == Group(Match.ALL, (Group(Match.ANY, (b,)), a))
    for before in reversed(steps[:-1]):
        root, place = edits.moved(root, place, False)
        assert root == before


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (Condition(Field(Kind.OWN, "a"), Operator.EQUALS), "1.2: the value is missing"),
        (Condition(Field(Kind.OWN), Operator.FILLED), "1.2: the field has no name"),
        (Condition(Field(Kind.CALLS), Operator.MORE, ("x",)), "1.2: 'x' is no number"),
        (Condition(Field(Kind.CALLS), Operator.BEGINS, ("1",)), "cannot be asked of such"),
        (Condition(Field(Kind.CALL_DATE), Operator.EQUALS, ("31.12.2026",)), "is no date"),
        (Condition(Field(Kind.CALL_DATE), Operator.OLDER_DAYS, ("-1",)), "no number of days"),
        (Group(parts=(Condition(Field(Kind.PHONE), Operator.BEGINS, ("7",)),), of_calls=True),
         "1.2.1: only what a call had"),
        (Condition(Field(Kind.SOURCE, "debt"), Operator.FILLED), "table is missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_with_its_place(part: Condition | Group, told: str) -> None:
    good = Condition(Field(Kind.DO_NOT_CALL), Operator.NO)
    with pytest.raises(BadCriterion, match=told):
        check(Criterion(root=Group(parts=(Group(parts=(good, part)),))))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "no JSON"), ("[]", "no version"), ('{"version":9}', "newer program"),
        ('{"version":1,"where":{"parts":[{"field":{"kind":"x"}}]}}', r"parts\[0\].field.kind"),
        ('{"version":1,"where":{"match":"some"}}', "where.match"),
        ('{"version":1,"where":{"parts":{}}}', "at where"),
        ('{"version":1,"pinned_in":[1]}', "pinned_in"),
    ],
)  # fmt: skip
def test_a_document_that_is_no_criterion_is_refused(text: str, told: str) -> None:
    with pytest.raises(KnownError, match=told):
        criteria_codec.load(text)


MAPPING = SourceMapping({"subscribers": MappedEntity("abon", "id", {
    "phone": MappedField("tel"), "name": MappedField("fio", FieldType.TEXT),
    "debt": MappedField("dolg", FieldType.NUMBER), "due": MappedField("srok", FieldType.DATE),
})})  # fmt: skip


def of_source(name: str, operator: Operator, *values: str, kind: ValueType = ValueType.TEXT
              ) -> Condition:  # fmt: skip
    return Condition(Field(Kind.SOURCE, name, "b", "subscribers"), operator, values, kind)


@given(_texts)
def test_a_value_never_becomes_sql_of_a_source(value: str) -> None:
    for operator in (Operator.EQUALS, Operator.DIFFERS, Operator.CONTAINS, Operator.IN_LIST,
                     Operator.BEGINS):  # fmt: skip
        text = expression(of_source("name", operator, value), MAPPING, TODAY)
        query = list_query(MAPPING, "subscribers", text, "sqlite", TODAY)
        assert value in query.parameters.values()
        harmless = expression(of_source("name", operator, "x" * len(value)), MAPPING, TODAY)
        other = list_query(MAPPING, "subscribers", harmless, "sqlite", TODAY)
        assert query.sql == other.sql


def test_numbers_dates_and_groups_of_a_source() -> None:
    number, day = ValueType.NUMBER, ValueType.DATE
    both = Group(Match.ALL, (
        of_source("debt", Operator.BETWEEN, "1,5", "200", kind=number),
        of_source("due", Operator.LAST_DAYS, "30", kind=day),
    ))  # fmt: skip
    text = expression(both, MAPPING, TODAY)
    assert "1.5" in text
    assert 'date("31.10.2026")' in text
    list_query(MAPPING, "subscribers", text, "firebird", TODAY)
    own = Condition(Field(Kind.OWN, "a"), Operator.FILLED)
    root = Group(Match.ALL, (both, own, Group(Match.NONE, (both.parts[0], own))))
    assert [part.place for part in source_parts(root)] == [(0,), (2, 0)]
