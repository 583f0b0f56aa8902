"""A call that is shown step by step: a test call, or a real one that was recorded.

What has happened is a list; the call is shown at any place of it, forth and back.
"""

from collections.abc import Callable, Collection, Sequence

from editor.testcall.acts import Place, Stop
from editor.testcall.happenings import CallView, Happening, What
from engine.scheme.dialogue_player import LONGEST_CALL_S


class Showing:
    """Base class: where the happenings come from is for others to say."""

    def __init__(self) -> None:
        self.breakpoints: Collection[Place] = frozenset()
        #: What is heard in the call is heard here, too.
        self.aloud = True
        self._clock = 0.0
        self._shown = 0
        self._view: CallView | None = None

    # --- what it tells --------------------------------------------------------------------------

    @property
    def happenings(self) -> Sequence[Happening]:
        """All of them; so many as ``shown`` have been shown."""
        raise NotImplementedError

    @property
    def shown(self) -> int:
        return self._shown

    @property
    def at_end(self) -> bool:
        """All that has happened is shown."""
        return self._shown >= len(self.happenings)

    @property
    def view(self) -> CallView:
        if self._view is None:
            self._view = CallView(self.happenings, self._shown)
        return self._view

    @property
    def now(self) -> float:
        """Seconds from the answer."""
        return self._clock

    @property
    def over(self) -> bool:
        return self.view.ended is not None

    # --- time -----------------------------------------------------------------------------------

    def step(self) -> Stop:
        """To the next node, whatever has to be waited for on the way."""
        return self._go(LONGEST_CALL_S, lambda each: each.what is What.ENTERED)

    def skip(self) -> Stop:
        """Over a wait: to the next thing that happens by itself."""
        before = self._shown
        stop = self._go(LONGEST_CALL_S, lambda each: True)
        if stop is Stop.NODE and self._shown > before:
            self._show_waiting()
        return stop

    def run(self) -> Stop:
        """To a breakpoint, a decision or the end, as fast as it goes."""
        return self._go(LONGEST_CALL_S, lambda each: False)

    def advance(self, seconds: float) -> Stop:
        """Let so much time pass."""
        return self._go(min(self._clock + max(seconds, 0.0), LONGEST_CALL_S), lambda each: False)

    # --- back and forth -------------------------------------------------------------------------

    def seek(self, shown: int) -> None:
        """Show it after so many of its happenings."""
        self._shown = 0
        self._show(max(1, min(shown, len(self.happenings))))

    def back(self) -> bool:
        """To the node before, as it was entered."""
        places = [i for i, h in enumerate(self.happenings[: self._shown]) if h.what is What.ENTERED]
        if len(places) < 2:
            return False
        self.seek(places[-2] + 1)
        return True

    def restart(self) -> None:
        self.seek(1)
        self._show_waiting()

    # --- inside ---------------------------------------------------------------------------------

    def _more(self, until: float) -> bool:
        """Let more happen, or time pass up to ``until``; False: it is ``until`` and nothing has."""
        del until
        return False

    def _waits(self) -> Stop | None:
        """Why nothing more can happen, once all has been shown."""
        return Stop.ENDED

    def _go(self, until: float, stops: Callable[[Happening], bool]) -> Stop:
        while True:
            stop = self._show_up_to(until, stops)
            if stop is not None:
                return stop
            if not self._more(until):
                self._clock = max(self._clock, until)
                return Stop.TIME

    def _show_up_to(self, until: float, stops: Callable[[Happening], bool]) -> Stop | None:
        while not self.at_end:
            each = self.happenings[self._shown]
            if each.at > until:
                self._clock = max(self._clock, until)
                return Stop.TIME
            self._show(self._shown + 1)
            stop = self._stop_at(each, stops)
            if stop is not None:
                self._show_waiting()
                return stop
        return self._waits()

    def _stop_at(self, each: Happening, stops: Callable[[Happening], bool]) -> Stop | None:
        if each.what is What.TRANSFER:
            return Stop.TRANSFER
        if each.what is What.OPERATOR:
            return Stop.OPERATOR
        if each.what is What.ENTERED and self._is_breakpoint(each):
            return Stop.BREAKPOINT
        return Stop.NODE if stops(each) else None

    def _is_breakpoint(self, each: Happening) -> bool:
        return any(
            node == each.node_id and scheme.casefold() == each.scheme.casefold()
            for scheme, node in self.breakpoints
        )

    def _show(self, shown: int) -> None:
        shown = min(shown, len(self.happenings))
        if shown != self._shown:
            self._shown = shown
            self._view = None
        if self._shown:
            self._clock = self.happenings[self._shown - 1].at

    def _show_waiting(self) -> None:
        """Where the call waits at the node that was shown last, show what it does there too."""
        last = self.happenings[self._shown - 1]
        ahead = self.happenings[self._shown :]
        together = [h for h in ahead if h.act == last.act and h.at == last.at]
        if not any(h.what is What.ENTERED for h in together):
            self._show(self._shown + len(together))
