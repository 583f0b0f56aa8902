"""A unit's service started as systemd would, where there is no systemd: its user, environment,
command, and of its sandbox what needs no service manager (the file system, /tmp, privileges,
capabilities). Inside a DebianRoot."""

import os
import shlex
import socket
import subprocess
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from tests.helpers.debian_root import DebianRoot

_SANDBOX = r"""
root=$1 state=$2 work=$3; shift 3
mount --bind "$root" "$root"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -o remount,bind,ro "$root"
mount --bind "$root$state" "$root$state"
mount -o remount,bind,rw "$root$state"
for each in /tmp /var/tmp; do mount -t tmpfs tmpfs "$root$each"; done
exec chroot "$root" env --chdir="$work" "$@"
"""


class Unit:
    """``settings``: every line of its sections, in order; an instance is named ``instance``."""

    def __init__(self, root: DebianRoot, file: str, instance: str) -> None:
        self._root = root
        self.settings: defaultdict[str, list[str]] = defaultdict(list)
        for line in (root.folder / file.lstrip("/")).read_text("utf-8").splitlines():
            if line and line[0] not in "#[":
                name, _, value = line.partition("=")
                self.settings[name].append(value.replace("%i", instance))

    def one(self, name: str) -> str:
        (value,) = self.settings[name]
        return value

    def environment(self) -> dict[str, str]:
        user = self.one("User")
        found = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",
            "LANG": "C.UTF-8", "USER": user, "LOGNAME": user,
            "HOME": self._root.run("getent", "passwd", user).split(":")[5],
        }  # fmt: skip
        found |= dict(line.split("=", 1) for line in self.settings["Environment"])
        for line in self.settings["EnvironmentFile"]:
            file = self._root.folder / line.lstrip("-/")
            if file.exists() or not line.startswith("-"):
                found |= dict(
                    each.split("=", 1)
                    for each in file.read_text("utf-8").splitlines()
                    if each and each[0] != "#"
                )
        return found

    def start(
        self, more: Mapping[str, str], log: Path, command: str = ""
    ) -> "subprocess.Popen[bytes]":
        """``command``: another one than its own, in the same place."""
        assert self.one("NoNewPrivileges") == "yes"
        assert self.one("ProtectSystem") == "strict"
        assert self.one("CapabilityBoundingSet") == ""
        user, group = self.one("User"), self.one("Group")
        words = [
            "env", "-i", *(f"{k}={v}" for k, v in {**self.environment(), **more}.items()),
            "setpriv", f"--reuid={user}", f"--regid={group}", "--init-groups",
            "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all",
            "sh", "-c", f"umask {self.one('UMask')}; exec \"$@\"", "sh",
            *shlex.split(command or self.one("ExecStart")),
        ]  # fmt: skip
        state = f"/var/lib/{self.one('StateDirectory')}"
        with log.open("wb") as said:
            return subprocess.Popen(
                ["unshare", "--mount", "--propagation", "private", "sh", "-ec", _SANDBOX, "sandbox",
                 str(self._root.folder), state, self.one("WorkingDirectory"), *words],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
            )  # fmt: skip


class NotifySocket:
    """The service manager's side of ``sd_notify``; of an abstract address, which any root sees."""

    def __init__(self) -> None:
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.address = f"@rino-notify-{os.getpid()}-{id(self)}"
        self._door.bind("\0" + self.address[1:])
        #: What came, with when (seconds).
        self.heard: list[tuple[float, str]] = []

    def wait_for(self, message: str, timeout_s: float, times: int = 1) -> None:
        """AssertionError when it has not come so often by then."""
        deadline = time.monotonic() + timeout_s
        while self.count(message) < times:
            self._door.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                said = self._door.recv(4096).decode()
            except TimeoutError:
                raise AssertionError(f"no {message} within {timeout_s} s: {self.heard}") from None
            self.heard += [(time.monotonic(), line) for line in said.splitlines()]

    def count(self, message: str) -> int:
        return sum(line == message for _, line in self.heard)

    def close(self) -> None:
        self._door.close()
