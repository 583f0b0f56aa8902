"""What the status bar tells of the lines, as the engines see them."""

from PySide6.QtCore import QCoreApplication

from engine.domain.trunk import TrunkStatus
from rino_desktop.campaign_board import Board
from rino_desktop.console.status_line import State
from rino_desktop.texts.errors import retold

translate = QCoreApplication.translate


def lines_state(board: Board | None) -> State:
    """One line for all trunks; each by itself where the mouse rests. None: nothing is known."""
    if board is None:
        return State(translate("Desktop", "Lines: not known"), "secondary")
    if not board.lines:
        return State(
            translate("Desktop", "No lines yet"), "secondary",
            translate("Desktop", "The administrator connects one in Settings → Trunks."),
        )  # fmt: skip
    words = {
        TrunkStatus.READY: translate("Desktop", "ready"),
        TrunkStatus.FAILED: translate("Desktop", "does not answer"),
        TrunkStatus.UNKNOWN: translate("Desktop", "not in use"),
    }
    each = [
        f"{line.name}: {words[line.status]}"
        + (
            f" ({retold(line.detail)})"
            if line.detail and line.status is not TrunkStatus.READY
            else ""
        )
        for line in board.lines
    ]
    statuses = [line.status for line in board.lines]
    if TrunkStatus.FAILED in statuses:
        kind = "warning" if TrunkStatus.READY in statuses else "bad"
    else:
        kind = "good" if TrunkStatus.READY in statuses else "secondary"
    if len(board.lines) == 1:
        only = board.lines[0]
        text = translate("Desktop", "Line {name}: {state}").format(
            name=only.name, state=words[only.status]
        )
        return State(text, kind, each[0])
    ready = statuses.count(TrunkStatus.READY)
    text = translate("Desktop", "Lines: {ready} of {all} ready").format(
        ready=ready, all=len(statuses)
    )
    return State(text, kind, "\n".join(each))
