"""One order: who ordered what, its price, its steps with their buttons, and its history."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.domain.masking import masked_text
from engine.orders import told
from engine.orders.machine import Begin, Finish, may_finish
from engine.orders.model import Change, ChangeKind, OrderState
from rino_desktop.ui import icons
from rino_desktop.ui.forms import clear
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress, on_panel
from rmt.flow_layout import FlowLayout
from rmt.orders import words
from rmt.orders.desk import OrderDetails
from rmt.orders.step_row import StepRow

_ACCEPTED = (OrderState.ACCEPTED, OrderState.IN_WORK)


class OrderView(Translated, QWidget):
    """``wanted``: a Command. ``accept_wanted``: with the price asked anew. ``reason_wanted``:
    "fail" or "cancel", for which a reason has to be given."""

    wanted = Signal(object)
    call_wanted = Signal(int, object)
    accept_wanted = Signal()
    reason_wanted = Signal(str)
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: OrderDetails | None = None
        self.masked = False
        self._currency = ""
        self.rows: dict[int, StepRow] = {}
        self.title, self.state, self.cost = QLabel(), QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.cost, "title")
        self.title.setWordWrap(True)
        self.accept_button, self.finish_button = QPushButton(), QPushButton()
        self.begin_button, self.fail_button = QPushButton(), QPushButton()
        self.cancel_button, self.print_button = QPushButton(), QPushButton()
        dress(self.accept_button, "primary")
        icons.set_on(self.print_button, "export")
        self.accept_button.clicked.connect(self.accept_wanted)
        self.finish_button.clicked.connect(lambda: self.wanted.emit(Finish()))
        self.begin_button.clicked.connect(lambda: self.wanted.emit(Begin()))
        self.fail_button.clicked.connect(lambda: self.reason_wanted.emit("fail"))
        self.cancel_button.clicked.connect(lambda: self.reason_wanted.emit("cancel"))
        self.print_button.clicked.connect(self.print_wanted)
        self._facts, self._steps = QGridLayout(), QVBoxLayout()
        self._steps.setSpacing(8)
        self.history = QLabel()
        dress(self.history, "secondary")
        self.history.setWordWrap(True)
        self.history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.steps_title, self.history_title = QLabel(), QLabel()
        for label in (self.steps_title, self.history_title):
            dress(label, "heading")
        self._lay_out()
        self.retranslate()

    def retranslate(self) -> None:
        self.accept_button.setText(self.tr("&Accept"))
        self.accept_button.setToolTip(self.tr("The subscriber agrees to the price"))
        self.finish_button.setText(self.tr("&Complete and charge"))
        self.begin_button.setText(self.tr("Take &up again"))
        self.fail_button.setText(self.tr("Cannot be done…"))
        self.cancel_button.setText(self.tr("Cancel the order…"))
        self.print_button.setText(self.tr("&Print…"))
        self.steps_title.setText(self.tr("Steps"))
        self.history_title.setText(self.tr("History"))
        if self._details is not None:
            self.show_order(self._details, self._currency)

    def mask_numbers(self, masked: bool) -> None:
        if masked != self.masked:
            self.masked = masked
            if self._details is not None:
                self.show_order(self._details, self._currency)

    @property
    def details(self) -> OrderDetails | None:
        return self._details

    def show_order(self, details: OrderDetails, currency: str) -> None:
        """As it is now; rows of the same order stay, with the focus and what is typed in them."""
        before, order = self._details, details.order
        self._details, self._currency = details, currency
        title = self.tr("Order № {number}: {service}")
        self.title.setText(title.format(number=order.id, service=order.service.name))
        self.state.setText(words.state(order))
        dress(self.state, words.colour(order).replace("accent", ""))
        self.cost.setText(words.cost(order, currency))
        if before is None or before.order.id != order.id or len(self.rows) != len(order.steps):
            self._make_rows()
        for step in order.steps:
            self.rows[step.number].show_step(step, order, masked=self.masked)
        self._show_facts()
        history = "\n".join(_line(change) for change in details.history)
        self.history.setText(masked_text(history) if self.masked else history)
        self.accept_button.setVisible(order.state is OrderState.DRAFT)
        self.finish_button.setVisible(order.state in _ACCEPTED)
        self.finish_button.setEnabled(may_finish(order))
        dress(self.finish_button, "primary" if may_finish(order) else "")
        self.begin_button.setVisible(order.state is OrderState.FAILED)
        self.fail_button.setVisible(order.state in _ACCEPTED)
        self.cancel_button.setVisible(order.is_open or order.state is OrderState.FAILED)

    def focus_first(self) -> None:
        """On what is to be done next."""
        buttons = [self.accept_button]
        for row in self.rows.values():
            buttons += [row.call_button, row.done_button]
        buttons += [self.finish_button, self.print_button]
        for button in buttons:
            if not button.isHidden() and button.isEnabled():
                button.setFocus()
                return

    def _make_rows(self) -> None:
        assert self._details is not None
        clear(self._steps)
        self.rows = {}
        for step in self._details.order.steps:
            row = StepRow(step)
            row.wanted.connect(self.wanted)
            row.call_wanted.connect(self.call_wanted)
            self.rows[step.number] = row
            self._steps.addWidget(row)

    def _show_facts(self) -> None:
        assert self._details is not None
        order, questions = self._details.order, self._details.questions
        facts: list[tuple[str, str]] = [
            (self.tr("Subscriber"), order.subscriber.name),
            (self.tr("Number"), order.subscriber.number),
            *((questions.get(name, name), value) for name, value in order.answers.items()),
            (self.tr("Taken by"), f"{order.author}, {words.moment(order.created_at)}"),
            (self.tr("Carried out by"), order.person),
            (self.tr("Remark"), order.remark),
            (self.tr("Reason"), order.reason),
        ]
        clear(self._facts)
        for row, (name, value) in enumerate(fact for fact in facts if fact[1]):
            label, text = QLabel(name), QLabel(masked_text(value) if self.masked else value)
            dress(label, "secondary")
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(text, row, 1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.state)
        head.addLayout(names, 1)
        head.addWidget(self.cost, 0, Qt.AlignmentFlag.AlignTop)
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(4)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 8, 20, 16)
        column.setSpacing(10)
        column.addLayout(self._facts)
        column.addWidget(self.steps_title)
        column.addLayout(self._steps)
        column.addWidget(self.history_title)
        column.addWidget(self.history)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(body)
        for ground in (scroll.viewport(), body):
            on_panel(ground)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QWidget()  # in two rows where the panel is narrow
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        flow = FlowLayout(foot, 8)
        for button in self._feet():
            flow.addWidget(button)
        below = QVBoxLayout()
        below.setContentsMargins(20, 10, 20, 14)
        below.addWidget(foot)
        for button in self._feet():
            button.setAutoDefault(False)
        top = QVBoxLayout(self)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        head.setContentsMargins(20, 14, 20, 6)
        top.addLayout(head)
        top.addWidget(scroll, 1)
        top.addLayout(below)

    def _feet(self) -> Sequence[QPushButton]:
        """What comes next before what ends it."""
        return (self.begin_button, self.accept_button, self.finish_button, self.fail_button,
                self.cancel_button, self.print_button)  # fmt: skip


def _line(change: Change) -> str:
    """One line of the history."""
    after = change.after
    match change.kind:
        case ChangeKind.CREATED:
            what = QCoreApplication.translate("orders", "ordered")
        case ChangeKind.STATE:
            what = words.phrase(told.STATES[OrderState(after)])
        case ChangeKind.PRICE:
            what = QCoreApplication.translate("orders", "price {price}").format(
                price=words.money(Decimal(after), "")
            )
        case ChangeKind.CHARGED:
            what = QCoreApplication.translate("orders", "charged {amount}").format(
                amount=words.money(Decimal(after), "")
            )
        case ChangeKind.COMMENT:
            what = ""
        case _:
            what = QCoreApplication.translate("orders", "step {number}: {what}").format(
                number=change.step, what=words.step_change(change)
            )
    said = " – ".join(part for part in (what, change.comment) if part)
    who = change.who or QCoreApplication.translate("orders", "system")
    return f"{words.moment(change.at)}  {who}: {said}"
