"""Tasks of the editor: what one of them could not do is told in the user's words."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from editor.desk import SchemeDesk
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.tasks import Tasks


def told_tasks(owner: QObject, desk: SchemeDesk, say: Callable[[str], None]) -> Tasks:
    """``say`` gets one line for what the user can mend; what is a bug goes to the event loop. They
    end with ``owner``: what they would do to it then is not there any more."""

    def failed(error: BaseException) -> None:
        if not isinstance(error, KnownError | StorageUnavailable | OSError):
            raise error
        say(desk.words(error))

    tasks = Tasks(failed)
    owner.destroyed.connect(tasks.cancel)
    return tasks
