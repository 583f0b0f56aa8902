"""Before an engine calls: is it an hour at which one may ring there?"""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from engine.domain import masking
from engine.orders.model import Step
from rino_desktop.ui import dialogs
from rmt.orders import words
from rmt.orders.desk import OrdersDesk

translate = QCoreApplication.translate


async def ordered_at_night(
    parent: QWidget, desk: OrdersDesk, step: Step, at: datetime | None, *, masked: bool
) -> bool | None:
    """False: it is (``at``, or now). True: it is not, but ordered so, as the operator says. None:
    nobody is to be called."""
    forbidden = []
    for phone in (step.first, step.second):
        advice = await desk.advise(phone, at) if phone else None
        if advice is not None and not advice.allowed:
            line = translate(
                "orders", "{number}: there it is {there}, one may ring from {time} by our clock"
            )
            forbidden.append(
                line.format(
                    number=masking.masked(phone) if masked else phone,
                    there=words.there(advice.zones, at or datetime.now(UTC)),
                    time=words.moment(advice.next_opening) or "–",
                )
            )
    if not forbidden:
        return False
    wanted = await dialogs.confirm(
        parent, translate("orders", "It is no hour to ring there"), "\n".join(forbidden),
        translate("orders", "Call all the same"), danger=True, beside=True,
    )  # fmt: skip
    return True if wanted else None
