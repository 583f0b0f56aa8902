"""A real call that goes on: shown as it happens, and to be gone through again when it is over."""

from editor.testcall.replay import Replay
from editor.testcall.traced import Prompts, happenings_of
from engine.ivr.trace import CallTrace, Ended


class LiveCall(Replay):
    """``tell`` it what has happened so far. Whoever looks back in it is left where he looks."""

    def __init__(self, trace: CallTrace, prompts: Prompts) -> None:
        """``trace``: with at least one event."""
        self._prompts = prompts
        super().__init__(happenings_of(trace, prompts))
        #: Who is called hears it on his telephone.
        self.aloud = False
        self.tell(trace)
        self.seek(len(self._happenings))

    def tell(self, trace: CallTrace) -> None:
        follows = self.at_end
        self._happenings = happenings_of(trace, self._prompts)
        self.aloud = any(isinstance(event, Ended) for event in trace.events)
        self.seek(len(self._happenings) if follows else self._shown)

    @property
    def goes_on(self) -> bool:
        return not self.aloud
