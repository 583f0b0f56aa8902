"""How an office takes orders: by which lines they are called, what is said, when one may ring, and
where charges go."""

from dataclasses import dataclass, field

from engine.domain.campaign import Schedule
from engine.domain.outbox import OutboxSettings

#: What is said when nothing else is set; "-" in its place: nothing.
_STANDARD = {
    "ru": {
        "announcement": "Соединяем вас с заказанным номером. Пожалуйста, не кладите трубку.",
        "sorry": "К сожалению, заказанный номер не отвечает. До свидания.",
    },
    "en": {
        "announcement": "We are connecting you with the number you ordered. Please hold the line.",
        "sorry": "We are sorry: the number you ordered does not answer. Goodbye.",
    },
}
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class OrderSettings:
    """``trunks``: names, in the order they are tried; empty: all there are. ``caller_id``: "" for
    the trunk's own. ``music``: a file of the voice store that A hears while B is rung.
    ``announcement``, ``sorry``: see ``words``. ``hours``: when subscribers may be rung, by their
    own clock; who orders another time is told, not refused. ``charges``: external stores that get
    the charge of an order; each as an [[outbox]] of a campaign that takes ``writes``."""

    trunks: tuple[str, ...] = ()
    caller_id: str = ""
    ring_timeout_s: float = 45.0
    max_call_s: float = 3600.0
    rtp_timeout_s: float = 30.0
    language: str = "ru"
    announcement: str = ""
    sorry: str = ""
    music: str = ""
    currency: str = ""
    country: str = "RU"
    hours: Schedule = field(default_factory=Schedule)
    charges: tuple[OutboxSettings, ...] = ()

    def words(self, name: str) -> str:
        """``announcement`` or ``sorry``; "" for nothing."""
        own: str = getattr(self, name)
        if own == NOTHING:
            return ""
        return own or _STANDARD.get(self.language, _STANDARD["en"])[name]
