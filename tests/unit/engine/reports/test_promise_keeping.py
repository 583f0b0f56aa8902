"""Promises and payments: what was kept."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.ports.report_facts import Payment
from engine.reports.promise_keeping import Outcome, Promise, judge

DAY = date(2026, 11, 10)


def _promise(made: int = 0, due: int | None = 5, amount: int | None = 100, account: str = "A"):  # type: ignore[no-untyped-def]
    return Promise(
        DAY + timedelta(days=made), None if due is None else DAY + timedelta(days=due),
        None if amount is None else Decimal(amount), account,
    )  # fmt: skip


def _paid(day: int, amount: int, account: str = "A") -> Payment:
    return Payment(account, DAY + timedelta(days=day), Decimal(amount))


def _outcomes(promises, payments, today: int = 20, grace: int = 0) -> list[str]:  # type: ignore[no-untyped-def]
    return [str(each.outcome) for each in judge(promises, payments, DAY + timedelta(days=today),
                                                grace)]  # fmt: skip


def test_what_becomes_of_a_promise() -> None:
    one = [_promise()]
    assert _outcomes(one, [_paid(0, 60), _paid(5, 40)]) == ["kept"]
    assert _outcomes(one, [_paid(3, 99)]) == ["partly"]
    assert _outcomes(one, [_paid(6, 100), _paid(-1, 100)]) == ["broken"]
    assert _outcomes(one, [_paid(6, 100)], grace=1) == ["kept"]
    assert _outcomes(one, [_paid(1, 50)], today=5) == ["pending"]
    assert _outcomes(one, [_paid(1, 100, "B")]) == ["broken"]
    assert _outcomes([_promise(amount=None)], [_paid(1, 1)]) == ["kept"]
    assert _outcomes([_promise(due=None), _promise(account="")], []) == ["unknown", "unknown"]


def test_a_payment_belongs_to_the_earliest_promise_and_what_is_over_to_the_next() -> None:
    promises = [_promise(made=2, due=9), _promise(made=0, due=5)]
    found = judge(promises, [_paid(3, 150)], DAY + timedelta(days=30))
    assert [each.paid for each in found] == [50, 100]
    assert [each.outcome for each in found] == [Outcome.PARTLY, Outcome.KEPT]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 99)), max_size=6),
    st.lists(st.tuples(st.integers(0, 12), st.integers(1, 99)), max_size=6),
)
def test_nothing_is_counted_twice(made, paid) -> None:  # type: ignore[no-untyped-def]
    promises = [_promise(a, a + b, amount) for a, b, amount in made]
    payments = [_paid(day, amount) for day, amount in paid]
    found = judge(promises, payments, DAY + timedelta(days=99))
    assert sum(each.paid for each in found) <= sum(each.amount for each in payments)
    for promise, kept in zip(promises, found, strict=True):
        assert kept.paid <= (promise.amount or 0)
        assert (kept.outcome is Outcome.KEPT) == (kept.paid == promise.amount)
