"""What can be done to the form that is chosen in the list."""

from rino_desktop.console.action_menu import ActionMenu


class FormMenu(ActionMenu):
    ACTIONS = (
        ("open", "open", ""),
        None,
        ("rename", "edit", "F2"),
        ("copy", "copy", "Ctrl+D"),
        None,
        ("import", "import", ""),
        ("export", "export", ""),
        None,
        ("delete", "delete", "Del"),
    )

    def texts(self) -> dict[str, str]:
        return {
            "open": self.tr("Open"),
            "rename": self.tr("Rename…"),
            "copy": self.tr("Duplicate…"),
            "import": self.tr("Import a file…"),
            "export": self.tr("Export…"),
            "delete": self.tr("Delete…"),
        }
