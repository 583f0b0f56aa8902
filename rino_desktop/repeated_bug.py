"""A bug in what is done again and again: it is told once, and the work goes on."""

from collections.abc import Callable


class RepeatedBug:
    """For loops that must not end as long as the program runs: what they meet is a bug to report,
    but neither every second nor by silence for the rest of the day."""

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        self._report = report
        self._told = ""

    def tell(self, error: Exception) -> None:
        """To whom bugs are told, unless this very one was the last."""
        if repr(error) != self._told:
            self._told = repr(error)
            self._report(error)

    def over(self) -> None:
        """It went well: should it come again, it is told again."""
        self._told = ""
