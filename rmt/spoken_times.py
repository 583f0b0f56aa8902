"""Durations and numbers as they are shown at the workstation."""

from datetime import datetime

from PySide6.QtCore import QLocale

from engine.domain import masking


def clock(seconds: float) -> str:
    """``2:14``, ``1:02:14``."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours}:{minutes:02}:{whole % 60:02}"
    return f"{minutes}:{whole % 60:02}"


def time_of_day(moment: datetime) -> str:
    return moment.astimezone().strftime("%H:%M")


def percent(share: float) -> str:
    """``0,1 %`` in Russian, ``0.1%`` in English."""
    locale = QLocale()
    figure = locale.toString(share * 100, "f", 1)
    gap = "\u00a0" if locale.language() == QLocale.Language.Russian else ""
    return f"{figure}{gap}%"


def shown_phone(phone: str, *, masked: bool) -> str:
    """With spaces; of a masked one what engine.domain.masking leaves of it."""
    if masked:
        return masking.masked(phone)
    digits = phone[1:] if phone.startswith("+") else phone
    if phone.startswith("+7") and len(digits) == 11 and digits.isdecimal():
        return f"+7 {digits[1:4]} {digits[4:7]}-{digits[7:9]}-{digits[9:]}"
    return phone
