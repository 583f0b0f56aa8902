"""What the keeper of a scheme has to tell, put into banners with what can be done about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.banners import Banner
from editor.moments import short, told_apart
from editor.told_tasks import told_tasks
from engine.ports.schemes import Draft, OpenEditor

if TYPE_CHECKING:
    from pathlib import Path

    from editor.editor_widget import EditorWidget
    from editor.recovery import Recovered


class SchemeBanners(QObject):
    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = told_tasks(self, editor.desk, editor.said.emit)
        keeper = editor.keeper
        keeper.recovered.connect(self._on_recovered)
        keeper.damaged.connect(self._on_damaged)
        keeper.conflict.connect(self._on_conflict)
        keeper.presence.others_changed.connect(self._on_others)

    def _on_recovered(self, kept: "Recovered", draft: Draft | None) -> None:
        if draft is not None:
            unsaved, saved = told_apart(kept.saved_at, draft.saved_at)
        else:
            unsaved, saved = short(kept.saved_at), self.tr("never")
        text = self.tr(
            "There is unsaved work of {unsaved}; what is saved is of {saved}."
        ).format(unsaved=unsaved, saved=saved)  # fmt: skip

        def recover() -> None:
            self._away("recovered")
            self._tasks.start(self._editor.keeper.recover(kept))

        def discard() -> None:
            self._away("recovered")
            self._tasks.start(self._editor.keeper.discard_recovered(kept))

        buttons = [(self.tr("Recover"), recover), (self.tr("Discard"), discard)]
        self._editor.banners.put("recovered", Banner(text, buttons, "warning"))

    def _on_damaged(self, files: "list[Path]") -> None:
        text = self.tr(
            "Unsaved work of this scheme is on this computer, but cannot be read: damaged, or "
            "written by a newer version. It is kept: {files}"
        ).format(files=", ".join(str(file) for file in files))  # fmt: skip

        def understood() -> None:
            self._away("damaged")

        self._editor.banners.put(
            "damaged", Banner(text, [(self.tr("Understood"), understood)], "bad")
        )

    def _on_conflict(self, theirs: Draft) -> None:
        text = self.tr(
            "{author} has saved this scheme at {time}, after you opened it. Nothing of yours is "
            "lost, nothing of theirs was overwritten."
        ).format(author=theirs.author or self.tr("Somebody"), time=short(theirs.saved_at))

        def compare() -> None:
            self._editor.comparing.with_draft(theirs)

        def mine() -> None:
            self._away("conflict")
            self._tasks.start(self._editor.keeper.overwrite(theirs))

        def take() -> None:
            self._away("conflict")
            self._tasks.start(self._editor.keeper.take(theirs))

        buttons = [
            (self.tr("Compare"), compare),
            (self.tr("Keep mine"), mine),
            (self.tr("Take theirs"), take),
        ]
        self._editor.banners.put("conflict", Banner(text, buttons, "bad"))

    def _on_others(self, others: list[OpenEditor]) -> None:
        if not others:
            self._away("others")
            return
        who = ", ".join(
            self.tr("{user} ({computer})").format(user=other.user, computer=other.computer)
            for other in others
        )
        text = self.tr("This scheme is also open at: {who}.").format(who=who)
        self._editor.banners.put("others", Banner(text))

    def _away(self, matter: str) -> None:
        self._editor.banners.take_away(matter)
