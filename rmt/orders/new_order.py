"""Taking an order: the service, who orders it, its price, and the service's form."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
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

from engine.domain.masking import masked
from engine.forms.filling import Filled, Filling
from engine.orders import told
from engine.orders.model import Service, Subscriber, Unit
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.form_view import FormView
from rmt.orders import words

#: After the last key; the billing tables are not asked for each of them. Milliseconds.
_PAUSE_MS = 500


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
        self._contact_id: int | None = None
        self._attempt_id: int | None = None
        #: The number where it is not to be seen; "": it is what stands in its field.
        self._hidden = ""
        self.masked = False
        self.form: FormView | None = None
        self.heading, self.price, self.note = QLabel(), QLabel(), QLabel()
        dress(self.heading, "title")
        dress(self.price, "title")
        dress(self.note, "bad")
        self.note.setWordWrap(True)
        self.note.hide()
        self.service = QComboBox()
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

    def begin(self, subscriber: Subscriber) -> None:
        """For somebody else: nothing of the one before stays."""
        self._contact_id, self._attempt_id = subscriber.contact_id, subscriber.attempt_id
        self._hidden = subscriber.number if self.masked else ""
        self.number.setText(masked(self._hidden) or subscriber.number)
        self.number.setEnabled(not self._hidden)
        self.name.setText(subscriber.name)
        self.quantity.setText("1")
        self.remark.clear()
        self.say("")
        self._on_changed(0)
        (self.service if subscriber.number else self.number).setFocus()

    @property
    def chosen(self) -> Service | None:
        index = self.service.currentIndex()
        return self._services[index] if 0 <= index < len(self._services) else None

    @property
    def subscriber(self) -> Subscriber:
        return Subscriber(
            self._hidden or self.number.text().strip(), " ".join(self.name.text().split()),
            self._contact_id, self._attempt_id,
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
            self._place.addWidget(self.form, 1)
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
        grid.addWidget(self.fields["quantity"], 2, 0)
        grid.addWidget(self.fields["remark"], 2, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        top = QVBoxLayout()
        top.setContentsMargins(20, 14, 20, 0)
        top.setSpacing(12)
        top.addLayout(head)
        top.addLayout(grid)
        top.addWidget(self.note)
        self._place = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(self._place, 1)
        foot.setContentsMargins(20, 0, 20, 14)
        layout.addLayout(foot)
