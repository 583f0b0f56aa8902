"""Where subscribers go: which campaign, version and time is painted on the canvas."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QSizePolicy

from editor.flow_figures import flow_picture
from editor.told_tasks import told_tasks
from engine.domain.flow import SchemeFlow
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.elided import ElidedLabel
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget

#: Days back; 0: all the time.
_PERIODS = (0, 1, 7, 30)


class FlowBar(Translated, QFrame):
    """Hidden until ``begin``; ``end`` takes the figures off the canvas."""

    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        self._flow: SchemeFlow | None = None
        self.setProperty("kind", "bar")
        self.campaign, self.version, self.period = CalmCombo(), CalmCombo(), CalmCombo()
        self.shares = QCheckBox()
        self.summary = ElidedLabel()
        dress(self.summary, "secondary")
        self._tasks = told_tasks(self, editor.desk, self.summary.setText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        for box in (self.campaign, self.version, self.period):
            box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _index: self._tasks.start(self._read()))
            layout.addWidget(box)
        layout.addWidget(self.shares)
        layout.addWidget(self.summary, 1)
        self.shares.toggled.connect(lambda _on: self._paint())
        editor.document.changed.connect(lambda told: self._paint() if told.links else None)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.campaign.setAccessibleName(self.tr("Campaign"))
        self.version.setAccessibleName(self.tr("Version"))
        self.period.setAccessibleName(self.tr("Period"))
        self.shares.setText(self.tr("Shares"))
        names = (self.tr("All the time"), self.tr("Last 24 hours"), self.tr("Last 7 days"),
                 self.tr("Last 30 days"))  # fmt: skip
        chosen = max(0, self.period.currentIndex())
        self.period.clear()
        for days, name in zip(_PERIODS, names, strict=True):
            self.period.addItem(name, days)
        self.period.setCurrentIndex(chosen)
        if self.campaign.count():
            self.campaign.setItemText(0, self.tr("All campaigns"))
        self._paint()

    def begin(self) -> None:
        self.show()
        self.summary.setText(self.tr("Counting…"))
        self._tasks.start(self._open())

    def end(self) -> None:
        self.hide()
        self._flow = None
        self._editor.scene.state.show_flow({}, {})

    async def _open(self) -> None:
        editor = self._editor
        versions = await editor.desk.versions(editor.name)
        campaigns = await editor.desk.campaigns()
        if not versions:
            self.summary.setText(self.tr("Nothing is published yet: nobody has called by it."))
            return
        used, campaign = self.version.currentData(), self.campaign.currentData()
        self.version.clear()
        for version in versions:
            name = self.tr("version {number}").format(number=version.version)
            self.version.addItem(name, version.version)
        current = next((v.version for v in versions if v.current), versions[0].version)
        wanted = self.version.findData(used if used is not None else current)
        self.version.setCurrentIndex(max(0, wanted))
        self.campaign.clear()
        self.campaign.addItem(self.tr("All campaigns"), None)
        for campaign_id, name in campaigns:
            self.campaign.addItem(name, campaign_id)
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(campaign)))
        await self._read()

    async def _read(self) -> None:
        version = self.version.currentData()
        if version is None:
            return
        days = self.period.currentData()
        since = datetime.now(UTC) - timedelta(days=days) if days else None
        asked = (version, self.campaign.currentData(), days)
        flow = await self._editor.desk.flows(self._editor.name, version, asked[1], since)
        now = (self.version.currentData(), self.campaign.currentData(), self.period.currentData())
        if asked == now and not self.isHidden():
            self._flow = flow
            self._paint()

    def _paint(self) -> None:
        if self._flow is None:
            return
        content = self._editor.document.content
        picture = flow_picture(content, self._flow, as_shares=self.shares.isChecked())
        self._editor.scene.state.show_flow(picture.figures, picture.shares, picture.main)
        text = self.tr("%Ln call(s)", "", picture.calls)
        if picture.gone:
            text += " · " + self.tr("%n block(s) of that version are no longer here", "",
                                    picture.gone)  # fmt: skip
        self.summary.setText(text)
