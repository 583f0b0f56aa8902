"""What a service manager that started us wants to know: systemd's protocol of ``sd_notify(3)``.

One datagram for each message, to the socket that the environment names; without one nothing.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress


class ServiceManager:
    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        # Sockets of this family do not exist on Windows, nor does systemd.
        known = address[:1] in ("/", "@") and hasattr(socket, "AF_UNIX")
        self._address = ("\0" + address[1:] if address[:1] == "@" else address) if known else ""
        self._wants_pulse = "WATCHDOG_USEC" in environment

    def ready(self) -> None:
        self._tell("READY=1")

    def stopping(self) -> None:
        self._tell("STOPPING=1")

    def alive(self) -> None:
        """A sign of life, where it waits for them (``WatchdogSec``)."""
        if self._wants_pulse:
            self._tell("WATCHDOG=1")

    def say(self, status: str) -> None:
        """One line for ``systemctl status``."""
        self._tell("STATUS=" + " ".join(status.split()))

    def _tell(self, message: str) -> None:
        if not self._address:
            return
        # It may have gone or be too busy: nothing of ours may wait for it, or fail with it.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
            door.setblocking(False)
            door.connect(self._address)
            door.send(message.encode())
