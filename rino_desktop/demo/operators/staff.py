"""The demo's own at work: the engine and the virtual operators, each in a process of its own."""

from pathlib import Path

from engine.errors import KnownError
from rino_desktop.demo.engine_process import EngineProcess, OperatorsProcess
from rino_desktop.demo.operators.office import Crew
from rino_desktop.demo.places import Places
from rino_desktop.texts import t

#: The address of telephones and operators: nothing leaves the machine.
LOCAL = "127.0.0.1"
#: At the end calls that live are waited for.
_FAREWELL_S = 6.0


class Staff:
    """``speech``: what virtual operators say; ``talk_s``, ``wrap_up_s``: their means."""

    def __init__(
        self, places: Places, crew: Crew, speech: Path, talk_s: float, wrap_up_s: float
    ) -> None:
        self._places = places
        self._engine = EngineProcess(places.config, places.engine_log, until_done=False)
        self._operators = OperatorsProcess(
            places.config, places.operators_log, places.desk, crew.virtual,
            "--talk-s", str(talk_s), "--wrap-up-s", str(wrap_up_s), "--speech", str(speech),
            "--bind", LOCAL, "--seed", "5", "--answers", str(places.given),
        )  # fmt: skip

    def check(self) -> None:
        """KnownError when somebody has died or left."""
        if self._engine.finished():
            raise KnownError(
                t("The engine has left before the campaign was over."),
                mend=t("Its log: {file}", file=self._places.engine_log),
            )
        if self._operators.finished():
            raise KnownError(
                t("The virtual operators have left before the campaign was over."),
                mend=t("Their log: {file}", file=self._places.operators_log),
            )

    def dismiss(self) -> None:
        """Everybody finishes what he does, as far as that takes seconds: operators say goodbye and
        save, then the engine waits for the calls that still live."""
        self._operators.stop()
        self._engine.ask_to_stop()
        self._engine.wait(_FAREWELL_S)

    def leave(self) -> None:
        """Operators are gone afterwards, the engine is about to."""
        self._operators.stop(_FAREWELL_S)
        self._engine.ask_to_stop()

    def stop(self) -> None:
        self._operators.stop(_FAREWELL_S)
        self._engine.stop(_FAREWELL_S)
