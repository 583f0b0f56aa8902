"""An SFTP server (asyncssh) as a process of its own: voice stores are lost and found again.

Run as a program it serves a folder: ``sftp_server.py FOLDER PORT HOST_KEY USER PASSWORD DELAY``;
``DELAY``: seconds that each write takes, so that a kill comes in the midst of one; who asks for
something else does not wait for them.
"""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import asyncssh

from tests.helpers.ports import free_tcp_port
from tests.helpers.processes import RunningProcess

USER, PASSWORD = "rino", "s3cret-word"  # of a server that lives for one test


class SftpServer(RunningProcess):
    """Serves ``folder`` as /. ``kill`` and ``again`` are an outage: same port, same key."""

    def __init__(self, folder: Path, scratch: Path, *, write_delay_s: float = 0.0) -> None:
        self.folder = folder
        self.port = free_tcp_port()
        self._scratch = scratch
        self._delay = write_delay_s
        self._key = scratch / "host_key"
        scratch.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        self.known_hosts = scratch / "known_hosts"
        key = asyncssh.generate_private_key("ssh-ed25519")
        key.write_private_key(str(self._key))
        public = key.export_public_key().decode().strip()
        self.known_hosts.write_text(f"[127.0.0.1]:{self.port} {public}\n")
        self._start()

    def _start(self) -> None:
        command = [
            sys.executable, "-m", "tests.helpers.sftp_server", str(self.folder), str(self.port),
            str(self._key), USER, PASSWORD, str(self._delay),
        ]  # fmt: skip
        root = str(Path(__file__).parents[2])
        super().__init__(command, self._scratch / "sftp.log", environment={"PYTHONPATH": root})
        self.wait_ready(self._answers, 30.0)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def url(self, path: str = "/voice", **options: object) -> str:
        values = {"known_hosts": self.known_hosts, "timeout": 5, **options}
        query = "&".join(f"{name}={value}" for name, value in values.items())
        return f"sftp://{USER}@127.0.0.1:{self.port}{path}?{query}"

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def again(self, *, write_delay_s: float | None = None) -> None:
        self._delay = self._delay if write_delay_s is None else write_delay_s
        self._start()


async def _serve(folder: str, port: int, key: str, user: str, password: str, delay: float) -> None:
    class Server(asyncssh.SSHServer):
        def begin_auth(self, username: str) -> bool:
            return True

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, given: str) -> bool:
            return (username, given) == (user, password)

    taking_turns = asyncio.Lock()

    class Files(asyncssh.SFTPServer):  # type: ignore[misc]
        def __init__(self, channel: object) -> None:
            super().__init__(channel, chroot=os.fsencode(folder))

        async def write(self, file: object, offset: int, data: bytes) -> int:
            async with taking_turns:
                await asyncio.sleep(delay)
                return int(super().write(file, offset, data))

        async def close(self, file: object) -> None:
            async with taking_turns:  # after what was written before
                super().close(file)

    await asyncssh.listen("127.0.0.1", port, server_factory=Server, server_host_keys=[key],
                          sftp_factory=Files)  # fmt: skip
    await asyncio.Event().wait()


if __name__ == "__main__":
    _folder, _port, _key, _user, _password, _delay = sys.argv[1:]
    asyncio.run(_serve(_folder, int(_port), _key, _user, _password, float(_delay)))
