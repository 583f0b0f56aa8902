"""Where nobody has signed in, hardly anything may be asked."""

from typing import cast

import pytest

from engine.guard import RULES, NotSignedIn, guarded_from_nobody
from engine.guard.nobody import MAY
from engine.ports.audit import Actor, Via
from engine.ports.storage import Stores

METHODS = [(store, name) for store, rules in RULES.items() for name in rules]


def test_nobody_may_only_sign_in() -> None:
    """None of the others reaches the stores: there are none here."""
    assert set(MAY) <= set(METHODS)
    stores = guarded_from_nobody(cast(Stores, object()))
    for store, name in METHODS:
        if (store, name) not in MAY:
            with pytest.raises(NotSignedIn):
                getattr(getattr(stores, store), name)
    with pytest.raises(NotSignedIn):
        getattr(stores, "what no rule tells of").all  # noqa: B018


def test_who_is_nobody() -> None:
    assert Actor(via=Via.DESKTOP).is_nobody
    assert not Actor("Анна", Via.DESKTOP, "pc", 7).is_nobody
    assert not Actor("guest", Via.DESKTOP, trusted=True).is_nobody
    assert not Actor("root", Via.COMMAND).is_nobody
    assert not Actor("node", Via.ENGINE).is_nobody
