from hypothesis import given
from hypothesis import strategies as st

from engine.domain.fair_share import fair_shares

_wishes = st.dictionaries(st.integers(0, 50), st.integers(0, 100), max_size=12)


def test_examples() -> None:
    assert fair_shares({}, 5) == {}
    assert fair_shares({"a": 3}, 5) == {"a": 3}
    assert fair_shares({"a": 9, "b": 2, "c": 9}, 12) == {"a": 5, "b": 2, "c": 5}
    assert fair_shares({"a": 9, "b": 9, "c": 9}, 7) == {"a": 3, "b": 2, "c": 2}
    assert fair_shares({"a": 1, "b": 1}, 0) == {"a": 0, "b": 0}
    assert fair_shares({"a": 1}, -4) == {"a": 0}


@given(_wishes, st.integers(-5, 300))
def test_nothing_is_given_twice_and_nothing_is_kept_back(wishes: dict[int, int], limit: int) -> None:  # fmt: skip  # noqa: E501
    shares = fair_shares(wishes, limit)
    assert shares.keys() == wishes.keys()
    assert all(0 <= shares[key] <= wishes[key] for key in wishes)
    assert sum(shares.values()) == min(max(limit, 0), sum(wishes.values()))


@given(_wishes, st.integers(0, 300))
def test_whoever_wants_more_has_no_less_than_the_others(wishes: dict[int, int], limit: int) -> None:
    """Max-min: one that is not satisfied is at most one line below anybody."""
    shares = fair_shares(wishes, limit)
    for key, share in shares.items():
        if share < wishes[key]:
            assert share >= max(shares.values()) - 1


@given(_wishes, st.integers(0, 300))
def test_all_nodes_compute_the_same(wishes: dict[int, int], limit: int) -> None:
    ordered = {key: wishes[key] for key in sorted(wishes)}
    assert fair_shares(ordered, limit) == fair_shares(dict(ordered), limit)
