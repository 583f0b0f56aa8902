"""What can be done to the scheme that is chosen in the list."""

from rino_desktop.console.action_menu import ActionMenu


class SchemeMenu(ActionMenu):
    ACTIONS = (
        ("open", "open", ""),
        None,
        ("rename", "edit", "F2"),
        ("copy", "copy", "Ctrl+D"),
        ("versions", "history", ""),
        None,
        ("import", "import", ""),
        ("export", "export", ""),
        None,
        ("delete", "delete", "Del"),
        ("deleted", "undo", ""),
    )
    ALWAYS = ("import", "deleted")

    def texts(self) -> dict[str, str]:
        return {
            "open": self.tr("Open"),
            "rename": self.tr("Rename…"),
            "copy": self.tr("Duplicate…"),
            "versions": self.tr("Versions…"),
            "import": self.tr("Import a file…"),
            "export": self.tr("Export…"),
            "delete": self.tr("Delete…"),
            "deleted": self.tr("Deleted schemes…"),
        }
