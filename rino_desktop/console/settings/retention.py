"""Retention: the rules, what would go by them, the protocol of what has gone."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rino_desktop.console.settings.section import Act, Line, LineTable, ListSection
from rino_desktop.ui.calm_wheel import CalmCombo, CalmSpin
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.row_table import RowView
from rino_desktop.ui.theme import dress

_WIDTH, _TABLE_PX, _ROW_PX = 1100, 260, 32
#: Columns of ``ItemsDialog`` that only what has gone has something in.
_AFTERWARDS, _DIGEST = 5, 6
_USUAL_DAYS = 365
#: Longer than any law asks for; more digits are typed by mistake.
_MOST_DAYS = 99_999


class RulesList(ListSection):
    ACTS = (
        Act("remove", "delete", chosen=True),
        Act("change", chosen=True, enter=True),
        Act("add", "add"),
    )
    COLUMNS, WIDTHS, COLOURED = "retention", (260, 330, 200), 2

    def titles(self) -> tuple[str, ...]:
        return (self.tr("What"), self.tr("Campaigns"), self.tr("Kept for"), self.tr("Client"))

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr(
            "What is older than its rule allows is deleted once a day by a running engine. What "
            "has no rule is kept for ever, refused rows of lists for 30 days. A campaign's own "
            "rule counts before the one for all."
        )  # fmt: skip
        return hint, {
            "add": self.tr("New rule…"), "change": self.tr("Change…"),
            "remove": self.tr("Remove…"),
        }  # fmt: skip


class ProtocolList(ListSection):
    ACTS = (
        Act("export", "export"),
        Act("show", chosen=True, enter=True),
        Act("preview"),
        Act("run", "delete"),
    )
    COLUMNS, WIDTHS, COLOURED = "protocol", (140, 140, 340, 85, 85), 5

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Time"), self.tr("Who"), self.tr("What was done"), self.tr("Deleted"),
                self.tr("Size"), self.tr("Afterwards"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr(
            "What was deleted, by whom, by which rule. It stays for ever: it is the proof that "
            "data has gone in time."
        )  # fmt: skip
        return hint, {
            "export": self.tr("Export…"), "show": self.tr("Details…"),
            "preview": self.tr("What is due now…"), "run": self.tr("Delete now…"),
        }  # fmt: skip


class RetentionSection(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules, self.protocol = RulesList(), ProtocolList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.rules, 2)
        column.addWidget(self.protocol, 3)


class RuleDialog(FormDialog):
    """``kinds``: code → word; ``campaigns``: name → client, "" for none; ``alike``: kinds that are
    kept alike for all campaigns; ``laws``: campaign ("": any) → what its law says."""

    #: (kind, names of campaigns, days); ("",): all without a rule of their own.
    wanted = Signal(str, object, int)

    def __init__(
        self, parent: QWidget | None, kinds: Mapping[str, str], campaigns: Mapping[str, str],
        *, alike: Sequence[str] = (), laws: Mapping[str, str] | None = None,
        rule: tuple[str, str, int] | None = None,
    ) -> None:  # fmt: skip
        self._new, self._alike, self._laws = rule is None, alike, laws or {}
        self._campaigns = campaigns
        self.kind, self.campaign, self.days = CalmCombo(), CalmCombo(), CalmSpin()
        for code, word in kinds.items():
            self.kind.addItem(word, code)
        self._offer(campaigns)
        self.days.setRange(0, _MOST_DAYS)
        self.days.setValue(_USUAL_DAYS)
        self.hint, self.law = QLabel(), QLabel()
        for label in (self.hint, self.law):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            dress(label, "secondary")
        self.fields = {
            "kind": Field(self.kind), "campaign": Field(self.campaign), "days": Field(self.days)
        }  # fmt: skip
        super().__init__(parent, (*self.fields.values(), self.hint, self.law))
        if rule is not None:
            kind, campaign, days = rule
            self.kind.setCurrentIndex(self.kind.findData(kind))
            place = self.campaign.findData((campaign,))
            if place < 0:  # of a campaign that is no longer there
                self.campaign.addItem(campaign, (campaign,))
                place = self.campaign.count() - 1
            self.campaign.setCurrentIndex(place)
            self.days.setValue(days)
        for box in (self.kind, self.campaign):
            box.setEnabled(self._new)
            box.currentIndexChanged.connect(lambda _: self._follow())
        self.days.valueChanged.connect(lambda _: self._follow())
        self.retranslate()
        (self.kind if self._new else self.days).setFocus()

    def _offer(self, campaigns: Mapping[str, str]) -> None:
        self.campaign.addItem("", ("",))
        for client in sorted({client for client in campaigns.values() if client}):
            self.campaign.addItem(client, tuple(n for n, c in campaigns.items() if c == client))
        for name in campaigns:
            self.campaign.addItem(name, (name,))

    def retranslate(self) -> None:
        self.entitle(
            self.tr("A new rule of retention") if self._new else self.tr("Rule of retention"),
            self.tr("Add") if self._new else self.tr("Save"),
        )
        self.fields["kind"].name(self.tr("What is deleted"))
        self.fields["campaign"].name(self.tr("Of which campaigns"))
        self.fields["days"].name(self.tr("Kept for so many days"))
        self.campaign.setItemText(0, self.tr("all without a rule of their own"))
        clients = sorted({client for client in self._campaigns.values() if client})
        for place, client in enumerate(clients, 1):
            self.campaign.setItemText(
                place, self.tr("all there are of the client {client}").format(client=client)
            )
        self._follow()

    def say_fault(self, field: str, text: str) -> None:
        """At the field that is wrong."""
        self.refuse("")
        self.fields[field].say_fault(text)
        self.fields[field].setFocus()

    def begin(self) -> None:
        super().begin()
        for field in self.fields.values():
            field.say_fault("")

    def _follow(self) -> None:
        kind = self.kind.currentData()
        alike = kind in self._alike
        if alike and self._new:
            self.campaign.setCurrentIndex(0)
        self.campaign.setEnabled(self._new and not alike)
        self.hint.setText(self._hints().get(kind, ""))
        self.hint.setVisible(bool(self.hint.text()))
        laws = {
            line
            for name in self.campaign.currentData()
            for line in self._laws.get(name, "").splitlines()
        }
        heard = kind in ("recordings", "messages")
        self.law.setText("\n".join(sorted(laws)) if heard else "")
        self.law.setVisible(bool(self.law.text()))
        for field in self.fields.values():
            field.say_fault("")
        least = self.tr("At least one day: 0 would delete what was made today.")
        self.fields["days"].say_fault("" if self.days.value() else least)
        self.button.setEnabled(self.days.value() > 0 and not self.tried)

    def _hints(self) -> Mapping[str, str]:
        return {
            "contacts": self.tr(
                "Names, addresses, debts and whatever else lists have told of contacts, when their "
                "campaign is finished or archived and nobody has called them for so long. Numbers, "
                "calls and results stay."
            ),
            "operators": self.tr(
                "Offers of calls, changes of state, messages to operators. Reports on operators "
                "reach back no further then."
            ),
            "audit": self.tr("What tells of retention stays all the same."),
            "rejects": self.tr(
                "Without a rule they are kept for 30 days. How many rows were refused stays known."
            ),
            "traces": self.tr("A call cannot be replayed then; what was counted stays."),
        }  # fmt: skip

    def _take(self) -> None:
        self.begin()
        kind, campaigns = self.kind.currentData(), self.campaign.currentData()
        self.wanted.emit(kind, campaigns, self.days.value())


class ItemsDialog(FormDialog):
    """What is due, or what has gone, item by item. ``action``: what may be done with it, "" for
    nothing."""

    wanted = Signal()
    _COLUMNS = "retention-items"

    def __init__(
        self, parent: QWidget | None, title: str, about: str, lines: Sequence[Line],
        action: str = "", note: str = "",
    ) -> None:  # fmt: skip
        self._title, self._action = title, action
        self.about = QLabel(about)
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table = LineTable(_AFTERWARDS, self.about)
        self.table.entitle(self._titles())
        self.view = RowView(
            self.table, f"settings/{self._COLUMNS}", (220, 185, 110, 80, 90, 160), _ROW_PX
        )
        self.view.setMinimumHeight(_TABLE_PX)
        self.table.show(tuple(lines))
        for place in (_AFTERWARDS, _DIGEST):
            self.view.setColumnHidden(place, not any(line.cells[place] for line in lines))
        super().__init__(parent, (self.about, self.view))
        self.setMinimumWidth(_WIDTH)
        self.view.setVisible(bool(lines))
        self.button.setVisible(bool(action))
        self.cancel_button.setDefault(True)
        self.button.setDefault(False)
        dress(self.button, "danger")
        self.say(note, "bad")
        self.retranslate()
        self.cancel_button.setFocus()

    def _titles(self) -> tuple[str, ...]:
        return (self.tr("What"), self.tr("Campaign or folder"), self.tr("Older than"),
                self.tr("Number"), self.tr("Size"), self.tr("Afterwards"),
                self.tr("SHA-256 of the list"))  # fmt: skip

    def retranslate(self) -> None:
        self.entitle(self._title, self._action)
        self.cancel_button.setText(self.tr("Close"))
        self.view.setAccessibleName(self._title)
        self.table.entitle(self._titles())

    def _take(self) -> None:
        self.accept()
        self.wanted.emit()
