"""Where an order's print goes."""

import asyncio
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


async def ask_for_file(parent: QWidget, name: str) -> str:
    """The system's own dialog; "" when it was closed."""
    dialog = QFileDialog(parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["PDF (*.pdf)", "HTML (*.html)"])
    dialog.selectFile(name)
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def take(_result: int) -> None:
        files: Sequence[str] = dialog.selectedFiles() if dialog.result() else []
        if not answer.done():
            answer.set_result(files[0] if files else "")

    dialog.finished.connect(take)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(False)  # a call that goes on is not kept from its keys
    dialog.show()
    return await answer
