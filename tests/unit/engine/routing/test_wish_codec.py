import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.operator import Intent, OperatorState
from engine.errors import KnownError
from engine.routing import actions as do
from engine.routing.wish_codec import wish_from_json, wish_to_json

_intents = st.builds(
    Intent,
    st.sampled_from([OperatorState.AVAILABLE, OperatorState.ON_BREAK, OperatorState.LOGGED_OUT]),
    st.text(max_size=20),
)
_wishes = st.one_of(
    st.builds(do.SignIn, st.text(), st.text(), _intents),
    st.builds(do.SignOut),
    st.builds(do.GoAvailable),
    st.builds(do.GoOnBreak, st.text(), st.booleans()),
    st.builds(do.FinishWrapUp, st.booleans()),
    st.builds(do.AskWrapUp, st.booleans()),
    st.builds(do.SaveResult, st.integers(), st.booleans()),
)


@given(_wishes)
def test_a_wish_comes_back_as_it_was(wish: do.Wish) -> None:
    assert wish_from_json(json.loads(json.dumps(wish_to_json(wish)))) == wish


def test_what_is_left_out_has_its_usual_value() -> None:
    assert wish_from_json({"wish": "go_on_break", "reason": "tea"}) == do.GoOnBreak("tea")
    assert wish_from_json({"wish": "ask_wrap_up"}) == do.AskWrapUp()


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"wish": "dance"},
        {"wish": ["sign_in"]},
        {"wish": "sign_in", "token": "t"},
        {"wish": "sign_in", "token": "t", "workstation": "w", "intent": "talking"},
        {"wish": "go_on_break"},
        {"wish": "save_result", "attempt_id": True},
        {"wish": "finish_wrap_up", "forced": "yes"},
    ],
)
def test_nonsense_is_named(value: dict[str, object]) -> None:
    with pytest.raises(KnownError):
        wish_from_json(value)
