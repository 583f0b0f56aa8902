"""Which banners stand across the window, and what they say."""

from PySide6.QtCore import QCoreApplication, QTimer

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import OperatorState, OperatorStatus
from rino_desktop.ui.audio_devices import Use
from rmt.presenter import Presenter
from rmt.shift_sound import Sound
from rmt.spoken_times import clock
from rmt.workstation import Workstation

translate = QCoreApplication.translate
#: "You are muted" goes by itself; whoever goes on speaking is told again.
_MUTED_MS = 6000
#: So long before it is cut off a call is said to end.
_LAST_S = 60.0
#: A difference that is told.
_WRONG_CLOCK_S = 30.0


class ShiftBanners:
    def __init__(self, window: Workstation, presenter: Presenter, sound: Sound) -> None:
        self._window, self._presenter, self._sound = window, presenter, sound
        self._shown: set[str] = set()
        self._account = True
        self._by = ""
        self._supervisors: tuple[tuple[str, SuperviseMode], ...] = ()
        self._muted = QTimer(window)
        self._muted.setSingleShot(True)
        self._muted.setInterval(_MUTED_MS)
        self._muted.timeout.connect(lambda: window.banners.drop("muted"))

    def retranslate(self) -> None:
        self._shown.clear()
        self._by = ""
        self.show_supervised(self._supervisors)
        self.show_account(there=self._account)
        self.show_devices()
        self.show_message()
        self.show()

    def show(self, ends_in_s: float | None = None) -> None:
        """``ends_in_s``: until the call is cut off, None: nobody knows, or no call."""
        self._banner(
            "ending", ends_in_s is not None and ends_in_s <= _LAST_S,
            translate("rmt", "This call has almost lasted as long as it may: it is cut off within "
                      "a minute. Say goodbye, or arrange another call."),
        )  # fmt: skip
        links, standing = self._presenter.links, self._presenter.standing
        self._banner(
            "database", not links.database,
            translate("rmt", "The database cannot be reached. A call goes on; what you save is "
                      "kept on this computer and sent as soon as the database is back."),
            "bad-banner",
        )  # fmt: skip
        self._banner(
            "unkept", links.unkept > 0,
            translate("rmt", "This computer cannot keep what you save: its disk is full or "
                      "write-protected. Do not close the program before everything is sent."),
            "bad-banner",
        )  # fmt: skip
        self._show_clock(standing.ahead_s)
        signed_in = standing.status is not None and standing.status.signed_in
        self._banner(
            "engine", links.database and not links.engine and signed_in,
            translate("rmt", "No engine answers: no calls come until one runs. Tell the "
                      "supervisor if that lasts."),
        )  # fmt: skip
        self._banner(
            "replaced", standing.replaced,
            translate("rmt", "You have signed in at another workstation. This one gets no calls."),
            "bad-banner", translate("rmt", "Work here"),
        )  # fmt: skip
        self._banner(
            "callback", self._presenter.callback_offered is not None,
            translate("rmt", "A callback is due: the subscriber was promised to be called now."),
            "banner", translate("rmt", "Call (F2)"),
        )  # fmt: skip
        self._show_by(standing.status)
        if not self._presenter.desk.phone.muted:
            self._window.banners.drop("muted")

    def show_supervised(self, supervisors: tuple[tuple[str, SuperviseMode], ...]) -> None:
        self._supervisors = supervisors
        words = {
            SuperviseMode.LISTEN: translate("rmt", "{name} listens to this call."),
            SuperviseMode.WHISPER: translate(
                "rmt", "{name} speaks to you: the subscriber does not hear it."
            ),
            SuperviseMode.JOIN: translate(
                "rmt", "{name} has joined: you and the subscriber hear it."
            ),
        }
        self._window.banners.drop("supervised")
        if supervisors:
            text = " ".join(words[mode].format(name=name) for name, mode in supervisors)
            self._window.banners.show_banner("supervised", text, "banner")

    def _show_by(self, status: OperatorStatus | None) -> None:
        """Who has changed the operator's state from afar; told once, until it is read."""
        text = "" if status is None or not status.by else _put(status).format(name=status.by)
        if text == self._by:
            return
        self._by = text
        self._window.banners.drop("by")
        if text:
            self._window.banners.show_banner("by", text, "banner", closable=True)

    def _show_clock(self, ahead_s: float | None) -> None:
        """Nothing depends on it, but times of calls and promises are shown by this clock."""
        wrong = ahead_s is not None and abs(ahead_s) >= _WRONG_CLOCK_S
        text = ""
        if ahead_s is not None and wrong:
            told = (
                translate("rmt", "This computer's clock is {time} ahead of the engine's. Have it "
                          "set right: promised times are shown by it.")
                if ahead_s > 0 else
                translate("rmt", "This computer's clock is {time} behind the engine's. Have it "
                          "set right: promised times are shown by it.")
            )  # fmt: skip
            text = told.format(time=clock(round(abs(ahead_s))))
        self._banner("clock", wrong, text)

    def show_muted(self) -> None:
        self._window.banners.show_banner(
            "muted", translate("rmt", "You are muted: nobody hears you."), "bad-banner",
            translate("rmt", "Unmute (F4)"),
        )  # fmt: skip
        self._muted.start()

    def show_account(self, *, there: bool) -> None:
        self._account = there
        self._banner(
            "account", not there,
            translate("rmt", "The telephone is not set up on this computer yet: no calls reach "
                      "you."),
            "warning-banner", translate("rmt", "Set it up"),
        )  # fmt: skip

    def show_devices(self) -> None:
        if not self._account:
            return
        missing, instead = self._sound.missing(), self._sound.instead()
        check = translate("rmt", "Choose a device")
        text = ""
        if missing and self._presenter.options.sound_ready:
            text = translate(
                "rmt", "There is no headset: calls come, but you do not hear them, nor they you."
            )
        elif Use.SPEECH in missing and Use.MICROPHONE in missing:
            text = translate("rmt", "There is no headset: you get no calls. Plug it in.")
        elif Use.SPEECH in missing:
            text = translate(
                "rmt", "There is no loudspeaker: you hear nobody, and get no calls. Plug it in."
            )
        elif Use.MICROPHONE in missing:
            text = translate(
                "rmt", "There is no microphone: nobody hears you, and you get no calls. Plug it in."
            )
        elif instead:
            names = list(dict.fromkeys(instead.values()))
            text = " ".join(
                translate("rmt", "{wished} is not connected; {used} is used until it is back.")
                .format(wished=wished, used=used) for wished, used in names
            )  # fmt: skip
        kind = "bad-banner" if missing else "warning-banner"
        self._window.banners.drop("devices")
        if text:
            self._window.banners.show_banner("devices", text, kind, check)

    def show_message(self) -> None:
        unread = self._window.messages.unread
        if unread:
            text = f"{unread[0].author}: {unread[0].text}"
            self._window.banners.show_banner("message", text, "banner", translate("rmt", "Read"))
        else:
            self._window.banners.drop("message")

    def _banner(
        self, name: str, holds: bool, text: str, kind: str = "warning-banner", action: str = ""
    ) -> None:
        if holds and name not in self._shown:
            self._shown.add(name)
            self._window.banners.show_banner(name, text, kind, action)
        elif not holds and name in self._shown:
            self._shown.discard(name)
            self._window.banners.drop(name)


def _put(status: OperatorStatus) -> str:
    """What the supervisor has wanted of him, with a place for the name."""
    intent = status.intent
    if intent.state is OperatorState.ON_BREAK:
        text = (
            translate("rmt", "{name} has put you on a break: {reason}.")
            if status.state is OperatorState.ON_BREAK
            else translate("rmt", "{name} sends you on a break after this call: {reason}.")
        )
        return text.replace("{reason}", intent.reason)
    if intent.state is OperatorState.LOGGED_OUT:
        if status.signed_in:
            return translate("rmt", "{name} signs you out after this call.")
        return translate("rmt", "{name} has signed you out.")
    return translate("rmt", "{name} has made you available.")
