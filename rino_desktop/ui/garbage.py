"""Python's cyclic garbage is collected in the GUI thread only.

Whatever thread happens to allocate the next object runs the collector, and a window that was part
of a cycle is then destroyed there: Qt aborts, or worse ("Timers cannot be stopped from another
thread"). So automatic collection is switched off, and a timer of the GUI thread does it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 500


class GuiGarbage(QObject):
    """As long as it lives; afterwards the collector is as it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()
        if self._was_enabled:
            gc.enable()

    def _collect(self) -> None:
        """What the interpreter itself would have done: the oldest generation that is due."""
        due = [
            generation
            for generation, (count, threshold) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > threshold > 0
        ]
        if due:
            gc.collect(max(due))
