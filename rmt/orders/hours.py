"""Whether one may ring now whom a step of an order calls."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from engine.domain.masking import masked as hidden
from engine.orders.model import Step
from rmt.orders import words
from rmt.orders.desk import OrdersDesk


async def forbidden(desk: OrdersDesk, step: Step, moment: datetime, *, masked: bool) -> list[str]:
    """A line for each number that may not be rung then. ``masked``: numbers are not to be seen."""
    lines = []
    for phone in (step.first, step.second):
        advice = await desk.advise(phone, moment) if phone else None
        if advice is not None and not advice.allowed:
            line = QCoreApplication.translate(
                "orders", "{number}: {zone}, one may ring from {time} on"
            )
            lines.append(line.format(
                number=hidden(phone) if masked else phone,
                zone=", ".join(advice.zones),
                time=words.moment(advice.next_opening) or "–",
            ))  # fmt: skip
    return lines
