"""A stand-in for the system's keyring."""

import sys
import threading
from types import ModuleType

import pytest


class Wallet:
    """Like a backend of the library ``keyring``."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        #: All values that it was given.
        self.given: list[str] = []
        self.fault: Exception | None = None
        #: Cleared: it waits for its owner before it keeps anything.
        self.unlocked = threading.Event()
        self.unlocked.set()
        self.asked = threading.Event()
        #: Cleared: it hangs when something is asked for.
        self.answers = threading.Event()
        self.answers.set()
        self.hanging = threading.Event()

    def get_password(self, service: str, name: str) -> str | None:
        if not self.answers.is_set():
            self.hanging.set()
            self.answers.wait(30)
        if self.fault is not None:
            raise self.fault
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.asked.set()
        self.unlocked.wait(3)
        self.kept[service, name] = value
        self.given.append(value)

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


def installed(
    monkeypatch: pytest.MonkeyPatch, module: str = "keyring.backends.SecretService"
) -> Wallet:
    """``module``: where its class says that it comes from."""
    backend = type("Keyring", (Wallet,), {"__module__": module})
    ring = backend()
    library = ModuleType("keyring")
    library.get_keyring = lambda: ring  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", library)
    return ring  # type: ignore[no-any-return]
