"""What the program does with a real wallet, as a process of its own: ``PID of the daemon``. Prints
what came of each step as JSON."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable

from engine.errors import KnownError
from rino_desktop import secret_store, system_keyring


def _tried(work: Callable[[], object]) -> str:
    try:
        return str(work())
    except KnownError as error:
        return f"refused: {error}"


def main(daemon: int) -> None:
    steps: dict[str, str] = {}

    def step(name: str, work: Callable[[], object]) -> None:
        steps[name] = _tried(work)

    step("of another process", lambda: secret_store.secret("PBX"))
    step("looked for", lambda: secret_store.look("PBX").place)
    secret_store.keep("PBX", "another one")
    step("changed", lambda: secret_store.secret("PBX"))
    secret_store.keep("desktop.json phone", "пароль «»\t'\\")
    step("any text", lambda: secret_store.own_secret("desktop.json phone"))
    step("forgotten", lambda: secret_store.forget("desktop.json phone"))
    step("was not there", lambda: secret_store.forget("desktop.json phone"))

    system_keyring._PATIENCE_S = 0.2
    os.kill(daemon, signal.SIGSTOP)
    step("hangs", lambda: secret_store.secret("PBX"))
    os.kill(daemon, signal.SIGCONT)
    for thread in tuple(system_keyring._hanging):
        thread.join()
    system_keyring._PATIENCE_S = 5.0
    step("goes on", lambda: secret_store.secret("PBX"))

    import secretstorage

    connection = secretstorage.dbus_init()
    secretstorage.get_default_collection(connection).lock()
    connection.close()
    step("locked", lambda: secret_store.secret("PBX"))
    step("locked, forget", lambda: secret_store.forget("PBX"))
    step("locked, keep", lambda: secret_store.keep("PBX", "a third one"))

    os.kill(daemon, signal.SIGSTOP)
    killer = threading.Timer(0.1, os.kill, (daemon, signal.SIGKILL))
    killer.start()
    step("killed in the middle", lambda: secret_store.secret("PBX"))
    killer.join()
    step("a new one", lambda: secret_store.look("PBX").place)
    print(json.dumps(steps))


if __name__ == "__main__":
    main(int(sys.argv[1]))
