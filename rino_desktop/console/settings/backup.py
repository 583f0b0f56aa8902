"""Backup and restore."""

from rino_desktop.console.settings.section import Act, ListSection


class BackupSection(ListSection):
    ACTS = (
        Act("restore", "back"),
        Act("try", chosen=True, enter=True),
        Act("check"),
        Act("make", "add"),
    )
    COLUMNS, WIDTHS, COLOURED = "backups", (150, 380, 90, 130), 4

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Made"), self.tr("File"), self.tr("Size"), self.tr("By"),
                self.tr("The file"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr(
            "A backup is made while everything runs. Keep it on another computer, and try it: only "
            "a backup that could be restored is one. Recordings are not in it."
        )  # fmt: skip
        return hint, {
            "make": self.tr("Back up…"), "try": self.tr("Try the backup"),
            "check": self.tr("Check the database"), "restore": self.tr("Restore…"),
        }  # fmt: skip
