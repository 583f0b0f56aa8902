"""A real call that was recorded, shown over the version that it ran on, as a test call would be."""

from collections.abc import Sequence

from editor.testcall.happenings import Happening, What
from editor.testcall.showing import Showing
from engine.domain.disposition import Disposition


class Replay(Showing):
    """Nothing can be done in it but look, forth and back."""

    def __init__(self, happenings: Sequence[Happening]) -> None:
        super().__init__()
        self._happenings = list(happenings) or [
            Happening(0.0, What.ENDED, disposition=Disposition.PARTIAL)
        ]
        self._show(1)
        self._show_waiting()

    @property
    def happenings(self) -> Sequence[Happening]:
        return self._happenings
