"""What measures of forms, and the columns of their lists, are called."""

from PySide6.QtCore import QCoreApplication


def measure_words() -> dict[str, str]:
    """By key, in the user's language."""
    translate = QCoreApplication.translate
    return {
        "attempts": translate("MeasureWords", "Calls"),
        "answered": translate("MeasureWords", "Answered"),
        "completed": translate("MeasureWords", "Heard to the end"),
        "answered_share": translate("MeasureWords", "Share of answers"),
        "completed_share": translate("MeasureWords", "Share heard to the end"),
        "talk_seconds": translate("MeasureWords", "Talk, seconds"),
        "talk_minutes": translate("MeasureWords", "Talk, minutes"),
        "billed_minutes": translate("MeasureWords", "Minutes begun, as billed"),
        "contacts": translate("MeasureWords", "Contacts in the list"),
        "dialled": translate("MeasureWords", "Contacts called"),
        "reached": translate("MeasureWords", "Contacts reached"),
        "heard": translate("MeasureWords", "Contacts who heard it to the end"),
        "first_at": translate("MeasureWords", "First call"),
        "last_at": translate("MeasureWords", "Last call"),
        "by_disposition": translate("MeasureWords", "How calls ended"),
        "by_cause": translate("MeasureWords", "Causes from the network"),
        "by_hour": translate("MeasureWords", "By hour of the day"),
        "by_day": translate("MeasureWords", "By day"),
        "by_weekday": translate("MeasureWords", "By weekday"),
        "by_result": translate("MeasureWords", "By saved result"),
        "code": translate("MeasureWords", "Code"),
        "name": translate("MeasureWords", "Name"),
        "share": translate("MeasureWords", "Share"),
        "hour": translate("MeasureWords", "Hour"),
        "minutes": translate("MeasureWords", "Minutes"),
        "day": translate("MeasureWords", "Day"),
        "seconds": translate("MeasureWords", "Seconds"),
        "weekday": translate("MeasureWords", "Weekday"),
        "value": translate("MeasureWords", "Value"),
    }
