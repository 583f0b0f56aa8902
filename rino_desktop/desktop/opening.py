"""What the program was started for (rino_desktop.opening): done once, as soon as
somebody is there who may."""

from PySide6.QtCore import QObject, Qt

from rino_desktop.main_window import MainWindow
from rino_desktop.opening import Wish
from rino_desktop.ui.dialogs import show_error


class Opening(QObject):
    def __init__(self, window: MainWindow, wish: Wish) -> None:
        super().__init__(window)
        self._window = window
        self._wish = wish
        self._begun = False
        if wish != Wish():
            # The first page of whoever comes; queued, so that all of them are there by then.
            window.rail.chosen.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    def _begin(self) -> None:
        rail = self._window.rail
        # Gone again at once: the next one will do. More than one page may have been told meanwhile.
        if not rail.pages or self._begun:
            return
        self._begun = True
        if self._wish.page in rail.pages:
            rail.go(self._wish.page)
        if self._wish.file is None:
            return
        if "ivr-kit" in rail.pages:
            rail.go("ivr-kit")
            self._window.schemes.file_wanted.emit(str(self._wish.file))
            return
        show_error(
            self._window,
            self.tr("The file is not opened"),
            self.tr("{file} is a scheme, and you have no right to work on schemes.").format(
                file=self._wish.file.name
            ),
        )
