"""Words of contacts that several of its windows say."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from engine.domain.contact import ContactState


def state_words() -> dict[ContactState, str]:
    return {
        ContactState.NEW: QCoreApplication.translate("contacts", "Not called yet"),
        ContactState.WAITING_RETRY: QCoreApplication.translate("contacts", "Waits for a retry"),
        ContactState.IN_PROGRESS: QCoreApplication.translate("contacts", "Is being called"),
        ContactState.DONE: QCoreApplication.translate("contacts", "Done"),
        ContactState.EXCLUDED: QCoreApplication.translate("contacts", "Excluded"),
    }


def moment(at: datetime) -> str:
    """In the computer's own time."""
    return QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(at.timestamp())), QLocale.FormatType.ShortFormat
    )
