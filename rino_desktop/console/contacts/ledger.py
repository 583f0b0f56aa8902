"""Why a contact was, or was not, called: of one number at any moment, and of a campaign by rule."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.domain.refusal_words import rule_words
from engine.ports.contact_life import NumberRefused, RuleTotal
from rino_desktop.console.contacts.words import moment
from rino_desktop.contacts.why_model import Explanation, Says
from rino_desktop.texts import language
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDateTime
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.moments import write_as_spoken
from rino_desktop.ui.theme import dress

_DATA = Qt.ItemDataRole.UserRole
_WEEK_S = 7 * 86_400


class Ledger(Translated, QWidget):
    #: (number as typed, campaign or "", moment or None for now)
    why_wanted = Signal(str, str, object)
    #: Number as typed.
    complaint_wanted = Signal(str)
    #: (campaign, from, until)
    totals_wanted = Signal(str, object, object)
    #: (campaign, rule, from, until)
    refused_wanted = Signal(str, str, object, object)
    card_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.past, self.at = QLineEdit(), QCheckBox(), CalmDateTime()
        self.campaign, self.ask, self.complaint = CalmCombo(), QPushButton(), QPushButton()
        self.campaign.addItem("", "")
        dress(self.ask, "primary")
        self.at.setCalendarPopup(True)
        self.at.setDateTime(QDateTime.currentDateTime())
        self.at.setEnabled(False)
        self.past.toggled.connect(self.at.setEnabled)
        self.verdict, self.findings = QLabel(), QTreeWidget()
        dress(self.verdict, "title")
        self.verdict.setWordWrap(True)
        self.verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.findings.setColumnCount(3)
        self.findings.setColumnWidth(0, 190)
        self.findings.setColumnWidth(1, 860)
        self.findings.setWordWrap(True)
        self.since, self.until, self.count = CalmDateTime(), CalmDateTime(), QPushButton()
        for edit, seconds in ((self.since, -_WEEK_S), (self.until, 60)):
            edit.setCalendarPopup(True)
            edit.setDateTime(QDateTime.currentDateTime().addSecs(seconds))
        self.totals, self.refused = QTreeWidget(), QTreeWidget()
        for tree, columns in ((self.totals, 3), (self.refused, 4)):
            tree.setColumnCount(columns)
            tree.setRootIsDecorated(False)
            tree.setColumnWidth(0, 440 if tree is self.totals else 150)
            if tree is self.refused:
                tree.setColumnWidth(1, 140)
                tree.setColumnWidth(2, 140)
        self.labels = {name: QLabel() for name in ("since", "until", "rules")}
        dress(self.labels["rules"], "title")
        self.number.returnPressed.connect(self._ask)
        self.ask.clicked.connect(self._ask)
        self.complaint.clicked.connect(
            lambda: self.complaint_wanted.emit(self.number.text().strip())
        )
        self.number.textChanged.connect(lambda _: self._allow())
        self.count.clicked.connect(self._count)
        self.campaign.currentIndexChanged.connect(lambda _: self._allow())
        self.totals.currentItemChanged.connect(lambda item, _: self._refused(item))
        self.refused.itemActivated.connect(lambda item, _: self.card_wanted.emit(
            item.data(0, _DATA)))  # fmt: skip
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        self.number.setPlaceholderText(self.tr("Telephone number"))
        self.past.setText(self.tr("At the moment"))
        write_as_spoken(self.at, self.since, self.until)
        self.ask.setText(self.tr("Why?"))
        self.complaint.setText(self.tr("Answer to a complaint…"))
        self.count.setText(self.tr("Count"))
        self.campaign.setItemText(0, self.tr("All campaigns"))
        self.labels["since"].setText(self.tr("From"))
        self.labels["until"].setText(self.tr("until"))
        self.labels["rules"].setText(self.tr("All who were not called, by rule"))
        self.findings.setHeaderLabels(
            [self.tr("Says"), self.tr("Rule, with its figures"), self.tr("Known from")]
        )
        self.totals.setHeaderLabels([self.tr("Rule"), self.tr("Contacts"), self.tr("Times")])
        self.refused.setHeaderLabels(
            [self.tr("Number"), self.tr("First"), self.tr("Last"), self.tr("Times")]
        )
        for widget, name in (
            (self.number, self.tr("Telephone number")), (self.campaign, self.tr("Campaign")),
            (self.at, self.tr("Moment")), (self.findings, self.tr("Rules that were looked at")),
            (self.since, self.tr("From")), (self.until, self.tr("Until")),
            (self.totals, self.tr("Rules")), (self.refused, self.tr("Contacts that were refused")),
        ):  # fmt: skip
            widget.setAccessibleName(name)
        if not self.findings.topLevelItemCount():
            self.verdict.setText(
                self.tr("Enter a number: every rule between it and a call is shown, with its "
                        "figures, now or at any moment of the past.")
            )  # fmt: skip
        self._allow()

    # --- what its owner says ----------------------------------------------------------------------

    def show_campaigns(self, campaigns: Sequence[str]) -> None:
        if [self.campaign.itemData(i) for i in range(1, self.campaign.count())] == list(campaigns):
            return
        chosen = self.campaign.currentData()
        while self.campaign.count() > 1:
            self.campaign.removeItem(1)
        for name in campaigns:
            self.campaign.addItem(name, name)
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(chosen)))

    def ask_about(self, number: str, campaign: str) -> None:
        self.number.setText(number)
        self.campaign.setCurrentIndex(max(0, self.campaign.findData(campaign)))
        self.past.setChecked(False)
        self._ask()

    def show_explanations(self, explanations: Sequence[Explanation]) -> None:
        says = {
            Says.FORBIDS: self.tr("forbids"), Says.ALLOWS: self.tr("allows"),
            Says.UNKNOWN: self.tr("not known"), Says.HAPPENED: self.tr("happened"),
        }  # fmt: skip
        self.findings.clear()
        self.verdict.setText(
            "\n".join(f"{each.row.campaign}: {each.verdict}" for each in explanations)
        )
        for each in explanations:
            top = QTreeWidgetItem(
                [each.row.campaign, f"{each.phone}, {moment(each.at)}: {each.verdict}"]
            )
            self.findings.addTopLevelItem(top)
            for found in each.findings:
                known = self.tr("written down then") if found.stored else self.tr("worked out now")
                item = QTreeWidgetItem([says[found.says], found.words, known])
                item.setToolTip(1, found.words)
                top.addChild(item)
                for name, value in found.inputs.items():
                    item.addChild(QTreeWidgetItem(["", f"{name} = {value}"]))
                if found is each.decided:
                    for column in range(3):
                        font = item.font(column)
                        font.setBold(True)
                        item.setFont(column, font)
            top.setExpanded(True)

    def say(self, line: str) -> None:
        self.findings.clear()
        self.verdict.setText(line)

    def show_totals(self, totals: Sequence[RuleTotal]) -> None:
        self.totals.clear()
        self.refused.clear()
        for total in totals:
            title = ": ".join(filter(None, (total.preset, rule_words(total.rule, language()))))
            numbers = [QLocale().toString(n) for n in (total.contacts, total.times)]
            item = QTreeWidgetItem([title, *numbers])
            item.setData(0, _DATA, total.rule)
            self.totals.addTopLevelItem(item)
        if not totals:
            self.totals.addTopLevelItem(QTreeWidgetItem([self.tr("Nobody was refused")]))

    def show_refused(self, refused: Sequence[NumberRefused]) -> None:
        self.refused.clear()
        for each in refused:
            item = QTreeWidgetItem(
                [each.phone, moment(each.first_at), moment(each.last_at), str(each.times)]
            )
            item.setData(0, _DATA, each.contact_id)
            self.refused.addTopLevelItem(item)

    # --- inside -----------------------------------------------------------------------------------

    def _ask(self) -> None:
        number = self.number.text().strip()
        if number:
            at = _of(self.at) if self.past.isChecked() else None
            self.why_wanted.emit(number, self.campaign.currentData() or "", at)

    def _count(self) -> None:
        campaign = self.campaign.currentData() or ""
        if campaign:
            self.totals_wanted.emit(campaign, _of(self.since), _of(self.until))

    def _refused(self, item: QTreeWidgetItem | None) -> None:
        rule = item.data(0, _DATA) if item is not None else None
        campaign = self.campaign.currentData() or ""
        if rule and campaign:
            self.refused_wanted.emit(campaign, rule, _of(self.since), _of(self.until))

    def _allow(self) -> None:
        there = bool(self.number.text().strip())
        self.ask.setEnabled(there)
        self.complaint.setEnabled(there)
        chosen = bool(self.campaign.currentData())
        self.count.setEnabled(chosen)
        self.count.setToolTip("" if chosen else self.tr("Choose a campaign first."))

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for widget in (self.campaign, self.number, self.past, self.at, self.ask, self.complaint):
            first.addWidget(widget, 1 if widget is self.number else 0)
        second.addWidget(self.labels["rules"])
        second.addStretch(1)
        for each in (
            self.labels["since"],
            self.since,
            self.labels["until"],
            self.until,
            self.count,
        ):
            second.addWidget(each)
        top, below = QWidget(), QWidget()
        above = QVBoxLayout(top)
        for part in (self.verdict, self.findings):
            above.addWidget(part)
        lists = QSplitter(Qt.Orientation.Horizontal)
        lists.addWidget(self.totals)
        lists.addWidget(self.refused)
        under = QVBoxLayout(below)
        under.addLayout(second)
        under.addWidget(lists, 1)
        for box in (above, under):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(8)
        body = QSplitter(Qt.Orientation.Vertical)
        body.addWidget(top)
        body.addWidget(below)
        body.setSizes([460, 240])
        body.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(first)
        layout.addWidget(body, 1)


def _of(edit: QDateTimeEdit) -> datetime:
    return datetime.fromtimestamp(edit.dateTime().toSecsSinceEpoch(), UTC)
