"""What is said when plug-ins are missing or broken, above the canvas."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.banners import Banner
from editor.document import Changed
from editor.packages import missing_types

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget


class PluginBanners(QObject):
    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        self._missing: dict[str, str] = {}
        editor.document.replaced.connect(self.show_missing)
        editor.document.changed.connect(self._on_changed)

    def retranslate(self) -> None:
        self._missing = {}
        self.show_missing()
        self._show_broken()

    def _on_changed(self, told: Changed) -> None:
        if told.nodes or told.header:
            self.show_missing()

    def show_missing(self) -> None:
        document = self._editor.document
        missing = missing_types(document.content, document.node_types)
        if missing == self._missing:
            return
        self._missing = missing
        if missing:
            self._editor.banners.put("missing", Banner(self._said(missing), kind="warning"))
        else:
            self._editor.banners.take_away("missing")

    def _said(self, missing: dict[str, str]) -> str:
        packages: dict[str, list[str]] = {}
        for name, package in missing.items():
            packages.setdefault(package, []).append(name)
        parts = []
        for package, names in packages.items():
            blocks = ", ".join(self.tr("“{0}”").replace("{0}", name) for name in names)
            if package:
                said = self.tr("The plug-in {package} is not installed here; its blocks: {blocks}.")
                parts.append(said.format(package=package, blocks=blocks))
            else:
                said = self.tr("No plug-in that is installed here brings the blocks {blocks}.")
                parts.append(said.format(blocks=blocks))
        parts.append(
            self.tr(
                "They stay as they are and are saved unchanged. Install the plug-in and start the "
                "program again to edit, try out and publish them."
            )
        )
        return " ".join(parts)

    def _show_broken(self) -> None:
        faults = self._editor.tools.faults
        if faults:
            self._editor.banners.put("plug-ins", Banner(" ".join(faults), kind="bad"))
