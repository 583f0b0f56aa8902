"""The forms of a route, of a trunk's incoming lines, and of the question who would answer."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import available_timezones

from PySide6.QtCore import QCoreApplication, QDateTime, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from engine.domain.incoming import (
    MOST_CALL_S,
    MOST_MATCH_DAYS,
    RouteKind,
    RouteSettings,
    usual_longest_s,
)
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDateTime, CalmSpin
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field

translate = QCoreApplication.translate
_WIDTH = 760
_MOST_LINES = 100


class RouteDialog(FormDialog):
    """``names``: what a route of each kind can lead to."""

    #: (RouteSettings, place from 1)
    wanted = Signal(object, int)
    #: The same, whenever something is filled in: ``show_notes`` is the answer.
    edited = Signal(object, int)

    def __init__(
        self, parent: QWidget | None, trunks: Iterable[str],
        names: Mapping[RouteKind, tuple[str, ...]], place: int, most: int,
        route: RouteSettings | None = None,
    ) -> None:  # fmt: skip
        """``place``: where it stands, or is to stand, of at most ``most``."""
        self._new, self._names = route is None, names
        trunks = list(trunks)
        now = route or RouteSettings(trunks[0] if trunks else "", "", RouteKind.SCHEME)
        self.trunk, self.kind, self.target, self.after = (CalmCombo() for _ in range(4))
        for name in trunks:
            self.trunk.addItem(name, name)
        self.trunk.setCurrentIndex(
            next((n for n, each in enumerate(trunks) if each.casefold() == now.trunk.casefold()), 0)
        )
        for each in RouteKind:
            self.kind.addItem("", each)
        self.kind.setCurrentIndex(list(RouteKind).index(now.kind))
        for box in (self.target, self.after):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.after.addItems(["", *names[RouteKind.SCHEME]])
        self.edits = {
            name: QLineEdit(str(getattr(now, name)))
            for name in ("number", "hours", "timezone", "holidays", "closed", "country")
        }
        zones = QCompleter(sorted(available_timezones()), self.edits["timezone"])
        zones.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        zones.setFilterMode(Qt.MatchFlag.MatchContains)
        self.edits["timezone"].setCompleter(zones)
        self.place, self.match_days, self.longest = CalmSpin(), CalmSpin(), CalmSpin()
        for spin, least, top, value in (
            (self.place, 1, most, place), (self.match_days, 0, MOST_MATCH_DAYS, now.match_days),
            (self.longest, 1, MOST_CALL_S, int(now.max_call_s)),
        ):  # fmt: skip
            spin.setRange(least, top)
            spin.setValue(value)
        self.settles, self.record = QCheckBox(), QCheckBox()
        self.settles.setChecked(now.settles)
        self.record.setChecked(now.record)
        widgets: dict[str, QWidget] = {
            "trunk": self.trunk, "number": self.edits["number"], "kind": self.kind,
            "target": self.target, "hours": self.edits["hours"], "after_hours": self.after,
            "holidays": self.edits["holidays"], "closed": self.edits["closed"],
            "timezone": self.edits["timezone"], "country": self.edits["country"],
            "match_days": self.match_days, "max_call_s": self.longest, "place": self.place,
        }  # fmt: skip
        self.fields = {name: Field(widget) for name, widget in widgets.items()}
        super().__init__(parent, (self._grid(),))
        self.setMinimumWidth(_WIDTH)
        self.retranslate()
        self._kind_now = now.kind
        self._offer(now.target)
        self.after.setEditText(now.after_hours)
        for edit in self.edits.values():
            edit.textChanged.connect(self._tell)
        for box in (self.target, self.after):
            box.editTextChanged.connect(self._tell)
        self.trunk.currentIndexChanged.connect(self._tell)
        self.kind.currentIndexChanged.connect(self._on_kind)
        for spin in (self.place, self.match_days, self.longest):
            spin.valueChanged.connect(self._tell)
        self.edits["number"].setFocus()

    def retranslate(self) -> None:
        self.entitle(
            self.tr("A new route") if self._new else self.tr("Route"),
            self.tr("Add") if self._new else self.tr("Save"),
        )
        for name, text in setting_words().items():
            if name in self.fields:
                self.fields[name].name(text)
        self.settles.setText(self.tr("The call settles the contact of who rings back"))
        self.record.setText(self.tr("Record the calls"))
        for number, kind in enumerate(RouteKind):
            self.kind.setItemText(number, kind_words()[kind])

    def settings(self) -> RouteSettings:
        kind = RouteKind(self.kind.currentData())
        refused = kind is RouteKind.REJECT
        texts = {name: edit.text() for name, edit in self.edits.items()}
        if refused:
            texts["hours"] = ""
        return RouteSettings(
            trunk=self.trunk.currentData() or "", kind=kind, **texts,
            target="" if refused else self.target.currentText(),
            after_hours="" if refused else self.after.currentText(),
            match_days=self.match_days.value(), settles=self.settles.isChecked(),
            record=self.record.isChecked(), max_call_s=float(self.longest.value()),
        )  # fmt: skip

    def show_notes(self, notes: Mapping[str, tuple[str, str]]) -> None:
        """By the settings' names: (text, "bad" | "warning" | "secondary"). What is bad cannot be
        saved."""
        for name, field in self.fields.items():
            text, kind = notes.get(name, ("", ""))
            if kind == "bad":
                field.say_fault(text)
            else:
                field.say_note(text, kind)
        able = not any(kind == "bad" for _, kind in notes.values())
        self.button.setEnabled(
            able and bool(self.edits["number"].text().strip()) and not self.tried
        )

    def _grid(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self.fields["trunk"], 0, 0, top)
        grid.addWidget(self.fields["number"], 0, 1, 1, 2, top)
        grid.addWidget(self.fields["place"], 0, 3, top)
        grid.addWidget(self.fields["kind"], 1, 0, 1, 2, top)
        grid.addWidget(self.fields["target"], 1, 2, 1, 2, top)
        grid.addWidget(self.fields["hours"], 2, 0, 1, 2, top)
        grid.addWidget(self.fields["after_hours"], 2, 2, 1, 2, top)
        grid.addWidget(self.fields["timezone"], 3, 0, top)
        grid.addWidget(self.fields["holidays"], 3, 1, top)
        grid.addWidget(self.fields["closed"], 3, 2, 1, 2, top)
        grid.addWidget(self.fields["country"], 4, 0, top)
        grid.addWidget(self.fields["match_days"], 4, 1, 1, 2, top)
        grid.addWidget(self.fields["max_call_s"], 4, 3, top)
        grid.addWidget(self.settles, 5, 0, 1, 3)
        grid.addWidget(self.record, 5, 3)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        return body

    def _offer(self, target: str) -> None:
        kind = RouteKind(self.kind.currentData())
        with QSignalBlocker(self.target):
            self.target.clear()
            self.target.addItems(self._names[kind])
            self.target.setEditText(target)
        for name in ("target", "hours", "after_hours"):
            self.fields[name].widget.setEnabled(kind is not RouteKind.REJECT)

    def _on_kind(self) -> None:
        kind = RouteKind(self.kind.currentData())
        if self.longest.value() == usual_longest_s(self._kind_now):
            with QSignalBlocker(self.longest):
                self.longest.setValue(int(usual_longest_s(kind)))
        self._kind_now = kind
        names = self._names[kind]
        self._offer(names[0] if names else "")
        self._tell()

    def _tell(self) -> None:
        self.edited.emit(self.settings(), self.place.value())

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.settings(), self.place.value())


def setting_words() -> dict[str, str]:
    return {
        "trunk": translate("RouteDialog", "Trunk"),
        "number": translate("RouteDialog", "Number dialled (* and ? are allowed)"),
        "kind": translate("RouteDialog", "Leads to"),
        "target": translate("RouteDialog", "Which one"),
        "hours": translate("RouteDialog", "Hours: mon-fri 09:00-18:00, sat 10:00-14:00"),
        "timezone": translate("RouteDialog", "By the clock of"),
        "holidays": translate("RouteDialog", "Holidays of (RU)"),
        "closed": translate("RouteDialog", "Closed days: 2026-12-31, 12-31, 12-30..01-08"),
        "after_hours": translate("RouteDialog", "Scheme that answers after hours"),
        "country": translate("RouteDialog", "Country of numbers"),
        "match_days": translate("RouteDialog", "Days in which who rings back is recognised"),
        "max_call_s": translate("RouteDialog", "Longest call, s"),
        "place": translate("RouteDialog", "Place"),
    }


def kind_words() -> dict[RouteKind, str]:
    return {
        RouteKind.SCHEME: translate("RouteDialog", "a scheme"),
        RouteKind.QUEUE: translate("RouteDialog", "operators of a queue"),
        RouteKind.OPERATOR: translate("RouteDialog", "one operator"),
        RouteKind.REJECT: translate("RouteDialog", "nobody: refused"),
    }


class TryDialog(FormDialog):
    """Who would answer; it may be asked again and again."""

    #: (trunk, caller, number dialled, aware moment)
    wanted = Signal(str, str, str, object)

    def __init__(
        self, parent: QWidget | None, trunks: Iterable[str], chosen: str, called: str,
        at: datetime,
    ) -> None:  # fmt: skip
        self.trunk, self.caller, self.called = CalmCombo(), QLineEdit(), QLineEdit(called)
        for name in trunks:
            self.trunk.addItem(name, name)
        self.trunk.setCurrentIndex(max(0, self.trunk.findData(chosen)))
        self.at = CalmDateTime(QDateTime.fromSecsSinceEpoch(int(at.timestamp())))
        self.at.setCalendarPopup(True)
        self._fields = [Field(each) for each in (self.trunk, self.called, self.caller, self.at)]
        super().__init__(parent, self._fields)
        self.retranslate()
        self.called.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Who would answer"), self.tr("Ask"))
        self.cancel_button.setText(self.tr("Close"))
        for field, text in zip(
            self._fields,
            (self.tr("Trunk"), self.tr("Number dialled"), self.tr("Number of who rings"),
             self.tr("At what time (of this computer)")), strict=True,
        ):  # fmt: skip
            field.name(text)

    def show_answer(self, text: str, *, good: bool) -> None:
        self.refuse("")
        self.say(text, "good" if good else "warning")

    def _take(self) -> None:
        self.begin()
        moment = datetime.fromtimestamp(self.at.dateTime().toSecsSinceEpoch()).astimezone()
        self.wanted.emit(
            self.trunk.currentData() or "", self.caller.text().strip(), self.called.text().strip(),
            moment,
        )  # fmt: skip


class LinesDialog(FormDialog):
    #: (trunk, calls at once, hosts by commas)
    wanted = Signal(str, int, str)

    def __init__(
        self, parent: QWidget | None, limits: Mapping[str, tuple[int, str]], chosen: str
    ) -> None:
        """``limits``: by the trunk's name: calls at once, hosts."""
        self._limits = limits
        self.trunk, self.lines, self.hosts = CalmCombo(), CalmSpin(), QLineEdit()
        for name in limits:
            self.trunk.addItem(name, name)
        self.lines.setRange(1, _MOST_LINES)
        self._fields = [Field(each) for each in (self.trunk, self.lines, self.hosts)]
        super().__init__(parent, self._fields)
        self.trunk.currentIndexChanged.connect(self._show)
        self.trunk.setCurrentIndex(max(0, self.trunk.findData(chosen)))
        self._show()
        self.retranslate()
        self.lines.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Calls that may come in at once"), self.tr("Save"))
        for field, text in zip(
            self._fields,
            (self.tr("Trunk"), self.tr("Calls at once (a process carries four)"),
             self.tr("Hosts that may call besides the proxies, by commas; * for any")),
            strict=True,
        ):  # fmt: skip
            field.name(text)

    def _show(self) -> None:
        lines, hosts = self._limits.get(self.trunk.currentData(), (1, ""))
        self.lines.setValue(lines)
        self.hosts.setText(hosts)

    def _take(self) -> None:
        self.begin()
        self.wanted.emit(self.trunk.currentData() or "", self.lines.value(), self.hosts.text())
