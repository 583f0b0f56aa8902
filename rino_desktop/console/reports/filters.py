"""What a report is narrowed down by, and what its kind asks for beside that."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain.disposition import Disposition
from engine.reports import names
from engine.reports.filters import CAMPAIGNS
from rino_desktop.console.reports.choice import Choice
from rino_desktop.report_view import OWN, KindInfo
from rino_desktop.texts import language
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

#: Periods in a word, as the engine reads them.
WORDS = ("", "today", "yesterday", "this-week", "last-week", "this-month", "last-month")
_DAYS = "days"
_ACROSS = 4


class FilterPanel(Translated, QWidget):
    """``wanted``: the report is to be made; ``cancelled``: it is not any more."""

    wanted = Signal()
    cancelled = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, making: bool = True, several: bool = False
    ) -> None:
        """``making``: with a button that makes the report; ``several``: a report of one campaign
        can be asked for of several, each its own."""
        super().__init__(parent)
        self.info: KindInfo | None = None
        self._several = several
        self.campaign, self.period, self.clock = CalmCombo(), CalmCombo(), CalmCombo()
        self.campaigns, self.operators, self.trunks = Choice(), Choice(), Choice()
        self.lists, self.results = Choice(), Choice()
        self.since, self.until, self.hours, self.saved = (QLineEdit() for _ in range(4))
        self.period.currentIndexChanged.connect(lambda _: self._arrange())
        self.fields: dict[str, Field] = {
            name: Field(widget)
            for name, widget in (
                ("campaign", self.campaign), ("campaigns", self.campaigns),
                ("period", self.period), ("since", self.since), ("until", self.until),
                ("operators", self.operators), ("trunks", self.trunks),
                ("results", self.results), ("saved", self.saved), ("lists", self.lists),
                ("hours", self.hours), ("clock", self.clock),
            )
        }  # fmt: skip
        #: What only some kinds ask for: lines to be typed into, by name.
        self.own: dict[str, QLineEdit] = {}
        for name in sorted({name for own in OWN.values() for name in own} - {"clock"}):
            self.own[name] = QLineEdit()
            self.fields[f"own:{name}"] = Field(self.own[name])
        self._parameters: dict[str, QLineEdit] = {}
        self.fault = ToldLine()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for column in range(_ACROSS):
            self._grid.setColumnStretch(column, 1)
        self.make, self.cancel, self.progress = QPushButton(), QPushButton(), QLabel()
        dress(self.make, "primary")
        dress(self.progress, "secondary")
        icons.set_on(self.make, "play", "on_accent")
        self.make.clicked.connect(self.wanted)
        self.cancel.clicked.connect(self.cancelled)
        self.cancel.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._grid)
        layout.addWidget(self.fault)
        if making:
            row = QHBoxLayout()
            for widget in (self.make, self.cancel, self.progress):
                row.addWidget(widget)
            row.addStretch(1)
            layout.addLayout(row)
        for line in (self.since, self.until, self.hours, self.saved, *self.own.values()):
            line.returnPressed.connect(self.wanted)
        for field in self.fields.values():
            field.setParent(self)
            field.hide()
        self.retranslate()

    def retranslate(self) -> None:
        for name, title in self._titles().items():
            self.fields[name].name(title)
        words = (
            self.tr("all the time"), self.tr("today"), self.tr("yesterday"),
            self.tr("this week"), self.tr("last week"), self.tr("this month"),
            self.tr("last month"), self.tr("from … to …"),
        )  # fmt: skip
        _fill(self.period, list(zip((*WORDS, _DAYS), words, strict=True)))
        _fill(self.clock, [("office", self.tr("the office's")),
                           ("subscriber", self.tr("the subscriber's"))])  # fmt: skip
        for line in (self.since, self.until):
            line.setPlaceholderText(self.tr("2026-11-23 or -7"))
        self.hours.setPlaceholderText("09:00-18:00")
        self.saved.setPlaceholderText(self.tr("NAME=VALUE; …"))
        self.results.show_names((str(d), names.disposition(d, language())) for d in Disposition)
        self.make.setText(self.tr("Make the report"))
        self.cancel.setText(self.tr("Cancel"))

    # --- what its owner says ----------------------------------------------------------------------

    def show_kind(self, info: KindInfo) -> None:
        if info == self.info:
            return
        self.info = info
        self.say_fault("")
        for line in self._parameters:
            self.fields.pop(f"parameter:{line}").deleteLater()
        self._parameters = {}
        for parameter in info.parameters:
            edit = QLineEdit(parameter.default or "")
            edit.returnPressed.connect(self.wanted)
            field = Field(edit, self)
            title = parameter.titles.get(language()) or next(iter(parameter.titles.values()), "")
            field.name(title or parameter.name)
            self._parameters[parameter.name] = edit
            self.fields[f"parameter:{parameter.name}"] = field
        self.make.setEnabled(not info.fault)
        self._arrange()

    def show_choices(self, known: Mapping[str, tuple[str, ...]]) -> None:
        campaigns = [(name, name) for name in known.get(CAMPAIGNS, ())]
        _fill(self.campaign, campaigns)
        for name in (CAMPAIGNS, "operators", "trunks", "lists"):
            getattr(self, name).show_names((each, each) for each in known.get(name, ()))

    def say_fault(self, text: str) -> None:
        self.fault.say(text)

    def say_progress(self, text: str, *, busy: bool) -> None:
        self.progress.setText(text)
        self.cancel.setVisible(busy)
        self.make.setEnabled(not busy and self.info is not None and not self.info.fault)

    # --- what was filled in -----------------------------------------------------------------------

    def filters(self) -> dict[str, object]:
        """Of those that are seen; see ``engine.reports.filters.filter_of``."""
        shown = self._shown()
        found: dict[str, object] = {
            name: getattr(self, name).chosen()
            for name in ("campaigns", "operators", "trunks", "lists") if name in shown
        }  # fmt: skip
        if "campaign" in shown:
            found["campaigns"] = (self.campaign.currentData() or "",)
        if "period" in shown:
            word = self.period.currentData()
            days = word == _DAYS
            found["since"] = self.since.text() if days else word
            found["until"] = self.until.text() if days else word
        if "results" in shown:
            found["results"] = (*self.results.chosen(), *self.saved.text().split(";"))
        if "hours" in shown:
            found["hours"] = self.hours.text()
        return found

    def own_values(self) -> dict[str, str]:
        shown = self._shown()
        found = {name: edit.text() for name, edit in self.own.items() if f"own:{name}" in shown}
        if "clock" in shown:
            found["clock"] = self.clock.currentData()
        return found | {name: edit.text() for name, edit in self._parameters.items()}

    def set_filters(self, given: Mapping[str, object], own: Mapping[str, str]) -> None:
        """As ``filters`` and ``own_values`` gave them."""
        for name in ("campaigns", "operators", "trunks", "lists"):
            getattr(self, name).choose(_texts(given.get(name)))
        chosen = next(iter(_texts(given.get("campaigns"))), "")
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(chosen)))
        since, until = str(given.get("since") or ""), str(given.get("until") or "")
        word = since if since == until and since in WORDS else _DAYS
        self.since.setText(since if word == _DAYS else "")
        self.until.setText(until if word == _DAYS else "")
        self.period.setCurrentIndex(self.period.findData(word))
        known = {str(each) for each in Disposition}
        results = _texts(given.get("results"))
        self.results.choose(each for each in results if each in known)
        self.saved.setText("; ".join(each for each in results if each not in known))
        self.hours.setText(str(given.get("hours") or ""))
        for name, edit in {**self.own, **self._parameters}.items():
            edit.setText(own.get(name, ""))
        self.clock.setCurrentIndex(max(0, self.clock.findData(own.get("clock", "office"))))

    # --- inside -----------------------------------------------------------------------------------

    def _shown(self) -> tuple[str, ...]:
        info = self.info
        if info is None:
            return ()
        of_many = CAMPAIGNS in info.filters if info.of_office else self._several
        found = ["campaigns" if of_many else "campaign"]
        if info.of_office and CAMPAIGNS not in info.filters:
            found = []
        if "period" in info.filters:
            found.append("period")
            if self.period.currentData() == _DAYS:
                found += ["since", "until"]
        found += [name for name in ("operators", "trunks", "lists") if name in info.filters]
        if "results" in info.filters:
            found += ["results", "saved"]
        if "hours" in info.filters:
            found.append("hours")
        found += ["clock" if n == "clock" else f"own:{n}" for n in OWN.get(info.name, ())]
        return (*found, *(f"parameter:{name}" for name in self._parameters))

    def _arrange(self) -> None:
        shown = self._shown()
        self.campaigns.need(self.info is not None and not self.info.of_office)
        while self._grid.takeAt(0) is not None:
            pass
        for name, field in self.fields.items():
            field.setVisible(name in shown)
        for place, name in enumerate(shown):
            self._grid.addWidget(self.fields[name], place // _ACROSS, place % _ACROSS)

    def _titles(self) -> dict[str, str]:
        return {
            "campaign": self.tr("Campaign"), "campaigns": self.tr("Campaigns"),
            "period": self.tr("Period"), "since": self.tr("First day"),
            "until": self.tr("Last day"), "operators": self.tr("Operators"),
            "trunks": self.tr("Trunks"), "results": self.tr("How calls ended"),
            "saved": self.tr("Saved results"), "lists": self.tr("Lists of contacts"),
            "hours": self.tr("Time of day"), "clock": self.tr("Whose hours"),
            "own:by": self.tr("Crossed with (several with ;)"),
            "own:weight": self.tr("Field with the weight"), "own:draw": self.tr("Draw"),
            "own:seed": self.tr("Published seed"),
            "own:seed_source": self.tr("Where the seed comes from"),
            "own:winners": self.tr("Winners"), "own:reserves": self.tr("Stand-ins"),
            "own:contact": self.tr("Only this number"),
            "own:promise": self.tr("Result that is a promise"),
            "own:day": self.tr("Field with the promised day"),
            "own:amount": self.tr("Field with the amount"),
            "own:account": self.tr("Field with the account"),
            "own:source": self.tr("Data source with payments"),
            "own:within": self.tr("Days to pay without a promised day"),
            "own:grace": self.tr("Days that a payment may be late"),
        }  # fmt: skip


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _fill(combo: QComboBox, pairs: list[tuple[str, str]]) -> None:
    """(data, text); what was chosen stays so."""
    if pairs == [(combo.itemData(n), combo.itemText(n)) for n in range(combo.count())]:
        return
    before = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for data, text in pairs:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, combo.findData(before)) if pairs else -1)
    combo.blockSignals(False)
