"""The demo with operators from beginning to end."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from engine.domain.campaign import CampaignState
from engine.domain.operator import OperatorState, OperatorStatus
from engine.errors import BugError, KnownError
from engine.ports.storage import Database, Stores
from rino_desktop import bootstrap
from rino_desktop.demo.closing import Outcome
from rino_desktop.demo.operators import callees, harvest, office
from rino_desktop.demo.operators.office import Crew
from rino_desktop.demo.operators.staff import LOCAL, Staff
from rino_desktop.demo.places import Places
from rino_desktop.demo.play import Cut, Note, Play, Screen, undisturbed
from rino_desktop.demo.screen import Show
from rino_desktop.demo.sip.controller import Farm
from rino_desktop.demo.snapshot import Observer, Snapshot, node_names, take
from rino_desktop.guest import Guest
from rino_desktop.settings import Settings
from rino_desktop.telephone_account import DIRECT
from rino_desktop.texts import t

#: Clients on the list. Tests ask for fewer.
_CLIENTS = "RINO_DEMO_SUBSCRIBERS"
_TICK_S = 0.4
#: Until the virtual operators have begun their shift.
_SIGN_IN_S = 60.0
_HELD = (OperatorState.RINGING, OperatorState.TALKING, OperatorState.WRAP_UP)


@dataclass(frozen=True, slots=True)
class _Pace:
    """Seconds; ``patience``: of the subscribers, see ``callees.behaviours``; ``longest_s``: a
    campaign that takes longer hangs, where nobody looks on."""

    clients: int
    talk_s: float
    wrap_up_s: float
    patience: float
    longest_s: float


_WITH_USER = _Pace(120, 25.0, 6.0, 1.0, float("inf"))
_ALONE = _Pace(40, 6.0, 2.0, 0.3, 400.0)


@dataclass(frozen=True, slots=True)
class _Look:
    snapshot: Snapshot
    statuses: Sequence[OperatorStatus]

    @property
    def over(self) -> bool:
        """The list is done, and nobody talks or writes any more."""
        finished = self.snapshot.status.campaign.state is CampaignState.FINISHED
        return finished and not any(each.state in _HELD for each in self.statuses)


class OperatorsDemo(Play):
    """``with_user``: he sits at the workstation of the window and closes it when he has seen
    enough; else there is one virtual operator more, and the demo ends with the campaign."""

    def __init__(self, places: Places, settings: Settings, note: Note, *, with_user: bool) -> None:
        super().__init__(places, settings, note)
        self._with_user = with_user
        self._pace = _WITH_USER if with_user else _ALONE
        self._crew: Crew | None = None

    @property
    def guest(self) -> Guest:
        if self._crew is None:
            raise BugError("nobody has been hired yet")
        crew = self._crew
        telephone = {"mode": DIRECT, "user": f"operator{crew.user_id}", "bind": LOCAL}
        return Guest(crew.user, "operator", crew.user_id, telephone, self._places.desk)

    def play(self, look: Screen) -> Outcome:
        """Ended early, with the campaign under way, it tells what came of it until then."""
        places = self._places
        clients = self._write_list()
        self._note(t("Setting up: a database, {clients} clients with telephones, virtual operators",
                     clients=clients))  # fmt: skip
        speech = bootstrap.speech()
        voices = callees.record_voices(speech, places.farm)
        says = callees.record_operator(speech, places.data)
        database, crew = office.set_up(places, self._settings, with_user=self._with_user)
        self._crew = crew
        behaviours = callees.behaviours(voices, patience=self._pace.patience)
        farm = Farm(places.farm, seed=5, behaviours=behaviours)
        staff: Staff | None = None
        observer: Observer[_Look] | None = None
        try:
            farm.start()
            imported = office.open_campaign(places, self._settings, database, farm.port)
            staff = Staff(places, crew, says, self._pace.talk_s, self._pace.wrap_up_s)
            self._wait_for_operators(database, farm, staff)
            started = time.monotonic()
            office.start(database)
            nodes = node_names(database, office.CAMPAIGN)
            observer = Observer(lambda: _look(database, farm, nodes))
            self._note(t("{names} are at work; the campaign has begun",
                         names=", ".join(crew.virtual)))  # fmt: skip
            if self._with_user:
                office.say(
                    database,
                    t("Shift+F2 begins your shift. Calls are answered by themselves; F3 hangs up; "
                      "Alt+1 and Enter save the result."),
                )  # fmt: skip
            self.open.set()
            with look() as show:
                self._watch(observer, farm, staff, show, started)
            seconds = time.monotonic() - started
            if self._with_user and not self.cut.is_set():
                self._stay(database, farm, staff)
            with undisturbed():
                observer.stop()
                self._note(t("Everybody leaves; writing the reports"))
                office.pause(database)
                staff.dismiss()
                farm.stop()
                staff.stop()
            return harvest.bring_in(places, database, imported.report, crew, farm.calls(), seconds)
        finally:
            with undisturbed():
                # Subscribers go before the engine: a call that they hang up holds nobody back.
                if staff is not None:
                    staff.leave()
                farm.stop()
                if staff is not None:
                    staff.stop()
                # A connection whose reader is stuck is left to the end of the process.
                if observer is None or observer.stop():
                    database.close()

    def _write_list(self) -> int:
        try:
            clients = int(os.environ.get(_CLIENTS) or self._pace.clients)
            callees.write_list(self._places.clients, clients, _today())
        except ValueError as error:
            raise KnownError(f"{_CLIENTS}: {error}.") from None
        return clients

    def _wait_for_operators(self, database: Database, farm: Farm, staff: Staff) -> None:
        """KnownError when they do not come."""

        def here(stores: Stores) -> int:
            statuses = stores.operators.statuses()
            return sum(each.state is OperatorState.AVAILABLE and each.present for each in statuses)

        assert self._crew is not None
        wanted = len(self._crew.virtual)
        deadline = time.monotonic() + _SIGN_IN_S
        while database.transact(here) < wanted:
            farm.check()
            staff.check()
            if time.monotonic() > deadline:
                raise KnownError(
                    t("The virtual operators have not begun their shift."),
                    mend=t("Their log: {file}", file=self._places.operators_log),
                )
            if self.cut.wait(_TICK_S):
                raise Cut

    def _watch(
        self, observer: Observer[_Look], farm: Farm, staff: Staff, show: Show, started: float
    ) -> None:
        """Until the campaign is over, or the demo is to end."""
        while not self.cut.wait(_TICK_S):
            farm.check()
            staff.check()
            elapsed = time.monotonic() - started
            if elapsed > self._pace.longest_s:
                raise KnownError(
                    t("The campaign is not over after {seconds} s.", seconds=int(elapsed)),
                    mend=t("Its log: {file}", file=self._places.engine_log),
                )
            latest = observer.latest()
            if latest is not None:
                show(latest.snapshot, elapsed)
                if latest.over:
                    return

    def _stay(self, database: Database, farm: Farm, staff: Staff) -> None:
        """The user may look at what he has done for as long as he likes."""
        over = t("The campaign is over. Close the window to see the summary.")
        self._note(over)
        office.say(database, over)
        while not self.cut.wait(_TICK_S):
            farm.check()
            staff.check()


def _look(database: Database, farm: Farm, nodes: dict[str, str]) -> _Look:
    snapshot = take(database, office.CAMPAIGN, farm.calls(), nodes)
    return _Look(snapshot, database.transact(lambda stores: stores.operators.statuses()))


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
