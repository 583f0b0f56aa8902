"""Tasks of the editor: what one of them could not do is told in the user's words."""

from collections.abc import Callable

from editor.desk import SchemeDesk
from engine.errors import KnownError
from engine.ports.storage import StorageUnavailable
from rino_desktop.ui.tasks import Tasks


def told_tasks(desk: SchemeDesk, say: Callable[[str], None]) -> Tasks:
    """``say`` gets one line for what the user can mend; what is a bug goes to the event loop."""

    def failed(error: BaseException) -> None:
        if not isinstance(error, KnownError | StorageUnavailable | OSError):
            raise error
        say(desk.words(error))

    return Tasks(failed)
