"""Taking an order: the service, who orders it, its price, and the service's form."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.domain.masking import masked
from engine.forms.filling import Filled, Filling
from engine.orders import told
from engine.orders.model import Service, Subscriber, Unit
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.form_view import FormView
from rmt.orders import words

#: After the last key; the billing tables are not asked for each of them. Milliseconds.
_PAUSE_MS = 500


class Typed(NamedTuple):
    """What stands in the fields, as it is typed."""

    service: str
    number: str
    name: str
    quantity: str
    remark: str


class NewOrder(Translated, QWidget):
    """``asked``: service or subscriber are others now (price and form follow). ``taken``: a Filled,
    complete. ``closed``: nothing is ordered after all; the draft of the form stays."""

    asked = Signal()
    taken = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services: tuple[Service, ...] = ()
        self._currency = ""
        #: For whom it was begun, and who is on the line; None: nobody.
        self._whose = Subscriber()
        self._line: Subscriber | None = None
        #: The number where it is not to be seen; "": it is what stands in its field.
        self._hidden = ""
        self.masked = False
        self.form: FormView | None = None
        self.heading, self.price = QLabel(), QLabel()
        dress(self.heading, "title")
        dress(self.price, "title")
        self.note, self.stranger = QLabel(), QLabel()
        for label in (self.note, self.stranger):
            dress(label, "bad")
            label.setWordWrap(True)
            label.hide()
        self.service = CalmCombo()
        self.number, self.name = QLineEdit(), QLineEdit()
        self.quantity, self.remark = QLineEdit("1"), QLineEdit()
        self.fields = {
            "service": Field(self.service), "number": Field(self.number),
            "name": Field(self.name), "quantity": Field(self.quantity),
            "remark": Field(self.remark),
        }  # fmt: skip
        self.take_button, self.close_button = QPushButton(), QPushButton()
        dress(self.take_button, "primary")
        for button in (self.take_button, self.close_button):
            button.setAutoDefault(False)
        self.take_button.clicked.connect(lambda: self.taken.emit(Filled(True, {})))
        self.close_button.clicked.connect(self.closed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.asked)
        self.service.currentIndexChanged.connect(lambda _index: self._on_changed(0))
        self.number.textEdited.connect(lambda _text: self._on_changed(_PAUSE_MS))
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("New order"))
        names = {
            "service": self.tr("&Service"), "number": self.tr("Subscriber's &number"),
            "name": self.tr("Subscriber's n&ame"), "quantity": self.tr("&Quantity"),
            "remark": self.tr("&Remark"),
        }  # fmt: skip
        for key, name in names.items():
            self.fields[key].name(name)
        self.take_button.setText(self.tr("&Take the order"))
        self.close_button.setText(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Esc: what is filled in is kept as a draft"))
        self._say_whose()

    # --- what is ordered --------------------------------------------------------------------------

    def offer(self, services: Sequence[Service], currency: str) -> None:
        """The catalogue; what is chosen stays chosen."""
        self._currency = currency
        if tuple(services) == self._services:
            return
        chosen, before = self.service.currentText(), self.chosen
        self._services = tuple(services)
        self.service.blockSignals(True)
        self.service.clear()
        self.service.addItems([service.name for service in services])
        self.service.setCurrentIndex(max(self.service.findText(chosen), 0 if services else -1))
        self.service.blockSignals(False)
        if self.isVisible() and self.chosen != before:
            self._on_changed(0)  # its price and form, as if it had been chosen by hand

    def begin(self, subscriber: Subscriber, typed: Typed | None = None) -> None:
        """For somebody else: nothing of the one before stays. ``typed``: for this one, before."""
        self._whose = subscriber
        self._hidden = subscriber.number if self.masked else ""
        self._fill(typed or self._untouched)
        if not self.name.text():  # he was not known then
            self.name.setText(subscriber.name)
        if typed is not None and self.service.findText(typed.service) >= 0:
            self.service.setCurrentText(typed.service)
        self.number.setEnabled(not self._hidden)
        self.say("")
        self._say_whose()
        self._on_changed(0)
        (self.service if subscriber.number else self.number).setFocus()

    def clear(self) -> None:
        """It was taken."""
        self._fill(self._untouched)

    @property
    def typed(self) -> Typed | None:
        """None: nothing but what was known of him."""
        now = Typed(
            self.service.currentText(), self.number.text(), self.name.text(),
            self.quantity.text(), self.remark.text(),
        )  # fmt: skip
        return None if now == self._untouched._replace(service=now.service) else now

    @property
    def _untouched(self) -> Typed:
        number = masked(self._hidden) or self._whose.number
        return Typed("", number, self._whose.name, "1", "")

    def _fill(self, typed: Typed) -> None:
        self.number.setText(typed.number)
        self.name.setText(typed.name)
        self.quantity.setText(typed.quantity)
        self.remark.setText(typed.remark)

    def show_line(self, subscriber: Subscriber | None) -> None:
        """Who is on the line, or in front; None: nobody."""
        self._line = subscriber
        self._say_whose()

    def _say_whose(self) -> None:
        """An order that was begun for the one before must not be taken for his who talks now."""
        line, whose = self._line, self._whose
        known = bool(whose.number or whose.contact_id)
        same = line is None or line.number == whose.number or (
            line.contact_id is not None and line.contact_id == whose.contact_id)  # fmt: skip
        self.stranger.setVisible(known and not same)
        number = masked(whose.number) if self.masked else whose.number
        text = self.tr("This order was begun for {subscriber}. Somebody else is in front now.")
        self.stranger.setText(text.format(subscriber=whose.name or number))

    @property
    def chosen(self) -> Service | None:
        index = self.service.currentIndex()
        return self._services[index] if 0 <= index < len(self._services) else None

    @property
    def subscriber(self) -> Subscriber:
        return Subscriber(
            self._hidden or self.number.text().strip(), " ".join(self.name.text().split()),
            self._whose.contact_id, self._whose.attempt_id,
        )  # fmt: skip

    def show_price(self, text: str, trouble: str = "") -> None:
        self.price.setText(text)
        self.price.setToolTip(trouble)
        self.say(trouble)

    def price_text(self, service: Service, amount: str) -> str:
        return f"{amount} {words.phrase(told.UNITS[service.unit])}"

    def say(self, text: str) -> None:
        """What is wrong, or what serves instead."""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def show_form(self, filling: Filling | None) -> FormView | None:
        """The service's own questions; None: it asks nothing."""
        if self.form is not None:
            self.form.hide()
            self._place.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None
        self.take_button.setVisible(filling is None and self.chosen is not None)
        service = self.chosen
        self.fields["quantity"].setVisible(service is not None and service.unit is Unit.PIECE)
        if filling is not None:
            self.form = FormView(filling)
            self.form.finished.connect(self._on_finished)
            self._place.insertWidget(0, self.form, 1)
            self.form.order_tabs(self.remark)
        return self.form

    def _on_finished(self, filled: Filled) -> None:
        if filled.complete:
            self.taken.emit(filled)
        else:
            self.closed.emit()

    def _on_changed(self, pause_ms: int) -> None:
        self.price.clear()
        self._timer.start(pause_ms)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.price)
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(self.fields["service"], 0, 0, 1, 2)
        grid.addWidget(self.fields["number"], 1, 0)
        grid.addWidget(self.fields["name"], 1, 1)
        last = QHBoxLayout()  # the quantity is there for some services only
        last.setSpacing(12)
        for name in ("quantity", "remark"):
            last.addWidget(self.fields[name], 1)
        grid.addLayout(last, 2, 0, 1, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        top = QVBoxLayout()
        top.setContentsMargins(20, 14, 20, 0)
        top.setSpacing(12)
        top.addLayout(head)
        top.addWidget(self.stranger)
        top.addLayout(grid)
        top.addWidget(self.note)
        self._place = QVBoxLayout()
        self._place.addStretch(0)  # without a form all stands above
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(self._place, 1)
        foot.setContentsMargins(20, 0, 20, 14)
        layout.addLayout(foot)
