"""The loop of a process that carries calls: commands in, the SIP stack's happenings, timers,
reports out.

Everything that touches pjsua2 runs in this one thread. Commands come through a queue that a
reader thread fills; an empty command (None) means that whoever started the process is gone.
"""

import contextlib
import heapq
import itertools
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, BinaryIO

import pjsua2 as pj

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.completion import Completion
from engine.adapters.pjsip.line_endpoint import LineEndpoint

BEAT_S = 2.0
#: While nothing can be heard, incoming messages are looked for so often.
_NAP_S = 0.05


class WorkerLoop:
    """What kind of process it is, its ``_orders`` say: one action for each kind of command."""

    def __init__(self, out: BinaryIO, endpoint: LineEndpoint) -> None:
        self._out = out
        self.endpoint = endpoint
        self.commands: deque[Any] = deque()
        self.wake = threading.Event()
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._serial = itertools.count()
        self.completion = Completion(self.after)
        self._silence: Any = None
        self._quit = False
        self._orphaned = False
        self._orders: dict[type, Callable[[Any], None]] = {
            messages.Quit: lambda _order: self._leave(),
        }

    def run(self, capacity: int) -> None:
        """Until Quit or until nobody is there any more. ``capacity``: simultaneous calls."""
        self.report(messages.Hello(os.getpid(), capacity, self._voice_port()))
        self._beat()
        happened, commands, timers = self.endpoint.happened, self.commands, self._timers
        handle_events, monotonic = self.endpoint.handle_events, time.monotonic
        while not self._quit:
            if self._has_calls():
                handle_events(10)
            else:
                self._wait_idle()
            while happened:
                happened.popleft()()
            self._each_turn()
            while commands:
                self._obey(commands.popleft())
            if timers and timers[0][0] <= monotonic():
                self._run_timers()
        self._farewell()

    # -- what a kind of process has of its own ---------------------------------------------------

    def _has_calls(self) -> bool:
        raise NotImplementedError

    def _voice_port(self) -> int:
        """Where voices from other processes are taken; 0: nowhere."""
        return 0

    def _wait_idle(self) -> None:
        """Nothing to hear: a command is what to be quick for."""
        self.endpoint.handle_events(0)
        if not self.endpoint.happened and not self.commands:
            self.wake.wait(self._nap())
        self.wake.clear()

    def _each_turn(self) -> None:
        """Look at what the stack does not tell."""

    def _farewell(self) -> None:
        """End every call, and then the library."""
        raise NotImplementedError

    # -- for its parts ---------------------------------------------------------------------------

    def take(self, order: Any) -> None:
        """From the thread that reads orders."""
        self.commands.append(order)
        self.wake.set()

    def _nap(self, longest_s: float = _NAP_S) -> float:
        """Seconds until the next timer, or as long."""
        if not self._timers:
            return longest_s
        return min(longest_s, max(self._timers[0][0] - time.monotonic(), 0.0))

    def _obey(self, order: Any) -> None:
        if order is None:
            self.log("whoever started this process is gone")
            self._orphaned = True
            self._leave()
            return
        self._orders[type(order)](order)

    def _leave(self) -> None:
        self._quit = True

    def after(self, delay_s: float, action: Callable[[], None]) -> None:
        """Run ``action`` once, so much later; actions check for themselves whether they still
        make sense."""
        heapq.heappush(self._timers, (time.monotonic() + delay_s, next(self._serial), action))

    def _run_timers(self) -> None:
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            heapq.heappop(self._timers)[2]()

    def _beat(self) -> None:
        self.report(messages.Beat())
        self.after(BEAT_S, self._beat)

    def report(self, message: Any) -> None:
        try:
            self._out.write(messages.encode(message))
            self._out.flush()
        except (OSError, ValueError):
            # Nobody listens any more: end the calls and go.
            self._orphaned = True
            self._leave()

    @staticmethod
    def log(text: str) -> None:
        with contextlib.suppress(OSError, ValueError):  # who reads it may be gone
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def silence(self) -> Any:
        """A source that never says anything."""
        if self._silence is None:
            self._silence = pj.ToneGenerator()
            self._silence.createToneGenerator(self.endpoint.clock_rate, 1)
        return self._silence
