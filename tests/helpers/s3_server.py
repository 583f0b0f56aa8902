"""An S3-compatible server (moto) as a process of its own, with one bucket."""

import socket
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.helpers.ports import free_tcp_port
from tests.helpers.processes import RunningProcess

#: What a node's environment holds.
CREDENTIALS: Mapping[str, str] = {
    "AWS_ACCESS_KEY_ID": "rino",
    "AWS_SECRET_ACCESS_KEY": "s3cret-word",
    "AWS_DEFAULT_REGION": "us-east-1",
}


class S3Server(RunningProcess):
    def __init__(self, scratch: Path) -> None:
        self.port = free_tcp_port()
        program = Path(sys.executable).parent / "moto_server"
        super().__init__([program, "-H", "127.0.0.1", "-p", str(self.port)], scratch / "s3.log")
        self.wait_ready(self._answers, 30)
        httpx.put(f"http://127.0.0.1:{self.port}/voice").raise_for_status()

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def url(self, path: str = "/store") -> str:
        return f"s3://voice{path}?endpoint_url=http://127.0.0.1:{self.port}"
