"""An operator's workstation in a process of its own: the window (offscreen), its shift, telephone
and database are the real ones. The headset says a tone; with HERTZ 0 it is a real one, too, of the
sound server in the environment. Told by lines of JSON what the operator does, tells by lines of
JSON what he sees. ``python -m tests.helpers.shift_process NAME HERTZ``."""

import asyncio
import itertools
import json
import sys
from argparse import Namespace
from typing import Any

import qasync
from PySide6.QtCore import QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from engine.audio.live import CALL_RATE
from engine.ports.softphone import Account
from engine.routing.actions import FinishWrapUp
from rino_desktop import bootstrap, paths
from rino_desktop.settings import Settings, resolve
from rino_desktop.texts.errors import said
from rino_desktop.ui import state
from rino_desktop.ui.audio_devices import Use, audio_devices
from rino_desktop.unsaved_answers import UnsavedAnswers
from rino_desktop.unsent_results import UnsentResults
from rino_desktop.workstation_desk import Seat, WorkstationDesk, new_token
from rmt.call_desk import Control
from rmt.cards import Card
from rmt.shift import Shift
from rmt.shift_sound import ShiftSound
from rmt.workstation import Workstation
from tests.helpers.telephone import Ears, seconds_of_tones

_TELL_S = 0.05


def tell(**what: Any) -> None:
    print(json.dumps(what, default=str), flush=True)


class PlayedSound(QObject):
    """Says a tone, and keeps what it hears."""

    def __init__(self, hertz: float) -> None:
        super().__init__()
        self.ears = Ears()
        self.ears.say(hertz)
        self.link = (self.ears.server.port, self.ears.server.secret)
        self.ready = True

    def open(self) -> None: ...
    def close(self) -> None:
        self.ears.close()

    def mute(self, on: bool) -> None: ...
    def tone(self, kind: str) -> None: ...
    def ring(self, on: bool) -> None: ...
    def missing(self) -> list[Use]:
        return []

    def instead(self) -> dict[Use, tuple[str, str]]:
        return {}


class Here:
    def __init__(self, settings: Settings, name: str, hertz: float) -> None:
        database = bootstrap.open_database(settings)
        operator_id = database.transact(lambda s: s.users.by_name(name)).id
        database.close()
        folder = paths.data_folder()
        self.window = Workstation()
        self.window.resize(1278, 700)
        self.played = PlayedSound(hertz) if hertz else None
        self.sound = self.played or ShiftSound(self.window)
        self._results = UnsentResults(folder / "unsent", settings.database, name)
        self._desk = WorkstationDesk(
            Seat(operator_id, name, f"pc of {name}", new_token()),
            lambda: bootstrap.open_database(settings),
            self._results,
            UnsavedAnswers(folder / "unsaved-answers", settings.database),
            self._failed,
        )
        self.shift = Shift(
            self.window, self._desk, bootstrap.softphone(self.sound.link),
            Account(name, codecs=("pcma",), bind="127.0.0.1"), self.sound, lambda: "en", said,
            self._failed,
        )  # fmt: skip
        if isinstance(self.sound, ShiftSound):
            self.sound.changed.connect(self.shift.telephone.sound_changed)
        self._told: dict[str, Any] = {}

    @staticmethod
    def _failed(error: BaseException) -> None:
        tell(bug=repr(error))

    async def run(self) -> None:
        self.window.show()
        await self.shift.start()
        watch = asyncio.create_task(self._watch())
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            self._obey(json.loads(line))
        watch.cancel()
        await self.shift.stop()

    async def _watch(self) -> None:
        while True:
            seen = self._seen()
            if seen != self._told:
                self._told = seen
                tell(**seen)
            await asyncio.sleep(_TELL_S)

    def _seen(self) -> dict[str, Any]:
        presenter = self.shift.presenter
        cards = presenter.cards
        hold = presenter.status.hold if presenter.status is not None else None
        return {
            "state": presenter.state.value,
            "held_by": hold.node if hold is not None else "",
            "call": presenter.desk.state,
            "database": presenter.links.database,
            "engine": presenter.links.engine,
            "unsent": presenter.links.unsent,
            "address": self._desk._address,
            "front": cards.front,
            "devices": []
            if self.played is not None
            else [device.id for use in Use for device in audio_devices().all_for(use)],
            "banners": {n: b.label.text() for n, b in self.window.banners.shown.items()},
            "cards": {str(n): self._card(n) for n in cards.open},
        }

    def _card(self, attempt_id: int) -> dict[str, Any]:
        """As it stands in the window."""
        card, view = self.shift.presenter.cards.open[attempt_id], self.window.card_view(attempt_id)
        field = self._field(attempt_id)
        return {
            "live": card.live, "read": card.read, "saved": card.saved, "phone": card.phone,
            "note": view.note.toPlainText() if view is not None else None,
            "answer": field.text() if field is not None else None,
            "kept": self._kept(card),
        }  # fmt: skip

    def _kept(self, card: Card) -> bool:
        """Answers and note are where they survive this process."""
        notes = {each.attempt_id: each.note for each in self._results.cards()}
        return not self.shift.forms.pending and notes.get(card.attempt_id) == card.note

    def _field(self, attempt_id: int) -> QLineEdit | None:
        """The first field of the form."""
        view = self.window.card_view(attempt_id)
        if view is None or view.form is None:
            return None
        return next((e for e in view.form.findChildren(QLineEdit) if not e.isHidden()), None)

    def _obey(self, order: dict[str, Any]) -> None:
        attempt_id = order.get("card") or 0
        view = self.window.card_view(attempt_id)
        match order["do"]:
            case "sign_in":
                self.window.sign_in_wanted.emit()
            case "hang_up":
                self.window.control_wanted.emit(Control.HANG_UP, None)
            case "ready":
                self.window.wish_wanted.emit(FinishWrapUp())
            case "note" if view is not None:
                view.note.setPlainText(order["text"])
            case "answer":
                field = self._field(attempt_id)
                assert field is not None
                _type(field, order["text"])
            case "save" if view is not None:
                view.choose(1)
                view.save()
            case "wish":
                use = Use(order["use"])
                devices = audio_devices().all_for(use)
                audio_devices().wish(use, next(d for d in devices if d.id == order["device"]))
            case "mark" if self.played is not None:
                tell(key=order["key"], mark=self.played.ears.mark)
            case "heard" if self.played is not None:
                sound = self.played.ears.heard(order["mark"])
                seconds = seconds_of_tones(sound, [order["hertz"]], CALL_RATE)
                tell(key=order["key"], seconds=seconds)
            case _:
                tell(bug=f"not done: {order}")


def _type(field: QLineEdit, text: str) -> None:
    field.setFocus()
    for letter, kind in itertools.product(
        text, (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease)
    ):
        modifiers = QApplication.keyboardModifiers()
        QApplication.sendEvent(field, QKeyEvent(kind, 0, modifiers, letter))


def main() -> None:
    name, hertz = sys.argv[1], float(sys.argv[2])
    state.use(paths.data_folder())
    _application = QApplication([])
    loop = qasync.QEventLoop(_application)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(Here(resolve(Namespace()), name, hertz).run())


if __name__ == "__main__":
    main()
