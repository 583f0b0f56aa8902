"""SIPp as a subscriber: real SIP behaviour by scenario file (tests/scenarios/*.xml)."""

from collections.abc import Mapping
from pathlib import Path

from tests.helpers.ports import free_tcp_port, free_udp_port, udp_port_is_taken
from tests.helpers.processes import RunningProcess

SCENARIOS = Path(__file__).parent.parent / "scenarios"


class Sipp(RunningProcess):
    """Waits for ``calls`` calls and then ends; exit status 0 says all went as the scenario wants.

    ``keys``: @name@ → text in the scenario (SIPp's own -key does not reach start lines).
    ``rtp_echo``: sends back the RTP it gets (the
    scenario's [media_port]); without it the far end is silent. ``target``: the other side, for
    scenarios that begin by sending; ``rate``: calls a second.
    """

    def __init__(self, scenario: str, folder: Path, *, calls: int = 1, rtp_echo: bool = False,
                 keys: Mapping[str, str] | None = None, target: str = "",
                 timeout_s: int = 30, port: int = 0, rate: int = 0) -> None:  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        self.port = port or free_udp_port()
        self.media_port = free_udp_port(4)  # it also takes those of a video stream
        self.messages_file = folder / f"sipp-{self.port}.messages"
        self.errors_file = folder / f"sipp-{self.port}.errors"
        text = (SCENARIOS / scenario).read_text()
        for name, value in (keys or {}).items():
            text = text.replace(f"@{name}@", value)
        filled = folder / f"sipp-{self.port}.xml"
        filled.write_text(text)
        command: list[str | Path] = [
            "sipp", "-sf", filled, "-i", "127.0.0.1", "-p", str(self.port),
            "-mi", "127.0.0.1", "-mp", str(self.media_port), "-cp", str(free_tcp_port()),
            "-m", str(calls), "-nostdin", "-nd", "-timeout", str(timeout_s), "-timeout_error",
            "-trace_msg", "-message_file", self.messages_file,
            "-trace_err", "-error_file", self.errors_file,
            # A call that is over frees its slot at once: -m counts finished calls.
            "-deadcall_wait", "0",
        ]  # fmt: skip
        if rtp_echo:
            command.append("-rtp_echo")
        if target:
            # One after the other, or so many a second.
            command += [target, "-l", str(calls if rate else 1), "-r", str(rate or 20)]
        super().__init__(command, folder / f"sipp-{self.port}.out",
                         environment={"TERM": "dumb"})  # fmt: skip
        # One that rings may have come to the end of its scenario before anybody looks.
        self.wait_ready(lambda: udp_port_is_taken(self.port), may_be_over=bool(target))

    def finish(self, timeout_s: float = 20.0) -> None:
        """Wait for the end; AssertionError with SIPp's own words when it saw anything else than
        the scenario."""
        status = self.wait(timeout_s)
        errors = self.errors_file.read_text() if self.errors_file.exists() else ""
        assert status == 0, f"SIPp ended with {status}: {errors or self.output()[-2000:]}"

    def messages(self) -> str:
        """All SIP messages, sent and received, as SIPp logged them."""
        return self.messages_file.read_text("utf-8", "replace")

    def received(self, method: str) -> list[str]:
        """Requests of that method that came in, retransmissions included."""
        parts = self.messages().split("-----------------------------------------------")
        return [
            part.split("\n\n", 1)[-1]
            for part in parts
            if "message received" in part and f"\n{method} " in part
        ]
