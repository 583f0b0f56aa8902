"""What roles are called."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def role_word(role: str, name: str = "") -> str:
    """``name``: what the office calls its own one."""
    words = {
        "supervisor": translate("roles", "supervisor"),
        "operator": translate("roles", "operator"),
        "administrator": translate("roles", "administrator"),
        "confined": translate("roles", "single campaigns only"),
    }
    return words.get(role, name or role)
