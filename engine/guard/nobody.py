"""The stores as a desktop gets them where nobody has signed in: what signing in needs, and how the
first administrator is made. Everything else is refused, whatever the window shows or a task that
somebody has left behind asks for."""

from collections.abc import Callable, Mapping
from typing import Any, cast

from engine.domain.rights import ADMINISTRATOR
from engine.guard.arguments import named
from engine.guard.refusal import not_signed_in
from engine.ports.storage import Stores

#: Whether nobody may call a method so: asked with the stores and the arguments by their names.
_May = Callable[[Stores, Mapping[str, Any]], bool]


def _always(_stores: Stores, _arguments: Mapping[str, Any]) -> bool:
    return True


def _first(stores: Stores, arguments: Mapping[str, Any]) -> bool:
    return arguments["role"] == ADMINISTRATOR.code and not stores.users.exist()


#: Of signing in where it fails (who succeeds says so himself), and of the first administrator.
_TOLD = frozenset({"sign_in.failure", "sign_in.blocked", "user.add"})


def _told(_stores: Stores, arguments: Mapping[str, Any]) -> bool:
    return arguments["action"] in _TOLD and arguments.get("by") is None


MAY: Mapping[tuple[str, str], _May] = {
    ("users", "exist"): _always,
    ("users", "lock"): _always,
    # With the hash of the password: it is compared with what is typed.
    ("users", "by_name"): _always,
    ("users", "tries"): _always,
    ("users", "put_tries"): _always,
    ("users", "forget_tries"): _always,
    ("users", "add"): _first,
    ("audit", "record"): _told,
}


def guarded_from_nobody(stores: Stores) -> Stores:
    return cast(Stores, _NobodysStores(stores))


class _NobodysStores:
    def __init__(self, stores: Stores) -> None:
        self._stores = stores

    def __getattr__(self, name: str) -> "_NobodysStore":
        store = _NobodysStore(self._stores, name)
        self.__dict__[name] = store
        return store


class _NobodysStore:
    __slots__ = ("_name", "_stores")

    def __init__(self, stores: Stores, name: str) -> None:
        self._stores = stores
        self._name = name

    def __getattr__(self, name: str) -> Callable[..., Any]:
        may = MAY.get((self._name, name))
        if may is None:
            raise not_signed_in()
        method: Callable[..., Any] = getattr(getattr(self._stores, self._name), name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if not may(self._stores, named(method, args, kwargs)):
                raise not_signed_in()
            return method(*args, **kwargs)

        return call
