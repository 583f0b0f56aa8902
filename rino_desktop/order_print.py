"""An order on paper."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from engine.domain import masking
from engine.errors import KnownError
from engine.orders.model import Order, StepKind
from engine.ports.storage import Stores
from engine.reports import numbers, taken
from engine.reports.formats import sheet as paper
from engine.reports.formats.sheet import Block, Sheet
from engine.reports.words import text as report_word
from rino_desktop import orders
from rino_desktop.texts import language, t


def questions(stores: Stores, order: Order) -> dict[str, str]:
    """Field → what the form asks there; of the version that was filled in."""
    if order.form_version is None:
        return {}
    from engine.forms.codec import load_form
    from engine.forms.model import text_in

    version = stores.forms.version(order.form_version)
    form = load_form(version.document, version.name)
    return {field.id: text_in(field.title, language()) for field in form.fields}


def is_masked(stores: Stores, order: Order) -> bool:
    """Whether operators may not see its numbers: the campaign that the order came from wants it,
    or cannot be asked any more."""
    call, contact = order.subscriber.attempt_id, order.subscriber.contact_id
    if call is not None and (card := stores.operators.card(call)) is not None:
        return card.mask_numbers
    if contact is None:
        return False  # whoever took the order has typed the number himself
    try:
        campaign = stores.campaigns.get(stores.contacts.get(contact).campaign_id)
    except KnownError:
        return True
    return campaign.settings.mask_numbers


def sheet_of(
    order: Order, asked: dict[str, str], currency: str, now: datetime, *, masked: bool = False,
    taken_by: str = "",
) -> Sheet:  # fmt: skip
    """``masked``: whoever prints it may not see numbers; ``taken_by``: who it is."""
    subscriber = order.subscriber
    number, text = (masking.masked, masking.masked_text) if masked else (str, str)
    facts = [
        (t("Service"), order.service.name),
        (t("Subscriber"), text(subscriber.name)),
        (t("Number"), number(subscriber.number)),
        (t("Taken by"), f"{order.author}, {_moment(order.created_at)}"),
        (t("Carried out by"), order.person),
        (t("State"), orders.state_word(order.state)),
        (t("Over at"), _moment(order.ended_at)),
        (t("Reason"), text(order.reason)),
        (t("Remark"), text(order.remark)),
    ]
    answers = [(asked.get(name, name), text(value)) for name, value in order.answers.items()]
    steps = [step for step in order.steps if step.kind is not StepKind.NOTE]
    price = order.price.amount if order.price is not None else order.service.price
    money = [
        (t("Price"), f"{orders.money(price, currency)} {orders.unit_word(order.service.unit)}")
    ]
    if order.charge is not None:
        money.append((t("Quantity"), format(order.charge.quantity, "f")))
    blocks = [
        Block(facts=_given(facts)),
        *([Block(t("Form"), _given(answers))] if answers else []),
        Block(
            t("Carried out"),
            columns=("№", t("Step"), t("What became of it"), t("When")),
            rows=[
                (
                    str(step.number),
                    text(step.title),
                    text(orders.step_text(step)),
                    _moment(step.changed_at),
                )
                for step in steps
            ],
            widths=(0.06, 0.37, 0.34, 0.23),
        ),
        Block(t("Cost"), _given(money)),
    ]
    total = ("", "")
    if order.charge is not None:
        total = (t("To be paid"), orders.money(order.charge.amount, currency))
    return Sheet(
        t("Order № {number}", number=order.id), order.service.name, blocks, total, language(),
        now, report_word("page", language()),
        taken.stamp(taken_by, now, now.astimezone().tzinfo or UTC, language()), taken_by,
    )  # fmt: skip


def write(sheet: Sheet, target: Path) -> None:
    """By the file's ending: .pdf, .html, else text. OSError when it cannot be written."""
    ending = target.suffix.casefold()
    if ending == ".pdf":
        paper.write_pdf(target, sheet)
    elif ending in (".html", ".htm"):
        paper.write_html(target, sheet)
    else:
        target.write_text(paper.text(sheet), encoding="utf-8")


def _given(facts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in facts if value]


def _moment(moment: datetime | None) -> str:
    """By the clock of whoever prints, as his language writes it."""
    if moment is None:
        return ""
    return numbers.moment(moment, moment.astimezone().tzinfo or UTC, language())
