"""What roles are called."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def role_word(role: str) -> str:
    words = {
        "supervisor": translate("roles", "supervisor"),
        "operator": translate("roles", "operator"),
        "administrator": translate("roles", "administrator"),
    }
    return words.get(role, role)
