"""The telephone and the headset of a shift: registered, rung, or not rung."""

from collections.abc import Callable

from engine.ports import softphone
from engine.ports.softphone import Account, Softphone
from rmt.presenter import Presenter
from rmt.shift_banners import ShiftBanners
from rmt.shift_sound import Sound


class ShiftPhone:
    """``told`` takes what the telephone tells; ``be_at``: where calls ring from now on, "" for
    nowhere."""

    def __init__(
        self, phone: Softphone, sound: Sound, presenter: Presenter, banners: ShiftBanners,
        told: Callable[[softphone.Event], None], be_at: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._phone, self._sound = phone, sound
        self._presenter, self._banners = presenter, banners
        self._told, self._be_at = told, be_at
        #: Telephone and headset.
        self._started = False
        #: Where the telephone is rung, "" while it cannot be.
        self._contact = ""
        #: Calls are taken although there is neither loudspeaker nor microphone (a demo, say).
        self.without_sound = False

    async def register(self, account: Account | None) -> None:
        """Another account from now on; calls that live go on. Telephone and headset are started
        with the first one."""
        self._banners.show_account(there=account is not None)
        if account is None:
            if self._started:
                self._phone.order(softphone.Unregister())
            return
        if not self._started:
            self._started = True
            self._sound.open()
            await self._phone.start(self._told)
            self.sound_changed()
        self._phone.order(softphone.Register(account))

    async def stop(self) -> None:
        if self._started:
            await self._phone.stop()

    def order(self, order: softphone.Order) -> None:
        self._phone.order(order)

    def registered(self, event: softphone.RegistrationChanged) -> None:
        ready = (softphone.RegistrationState.REGISTERED, softphone.RegistrationState.LISTENING)
        self._contact = event.contact if event.state in ready else ""

    def sound_changed(self) -> None:
        if not self._started:
            return
        self._presenter.options.sound_ready = self._sound.ready or self.without_sound
        self._banners.show_devices()
        self.tell_address()

    def tell_address(self) -> None:
        """Whoever can neither hear nor speak is not rung: subscribers would be put through to
        nobody. A call that is there goes on."""
        deaf = not self._presenter.options.sound_ready and not self._presenter.desk.in_call
        self._be_at("" if deaf else self._contact)
