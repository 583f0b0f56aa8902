"""New orders, changes and prints, for commands and windows alike."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from engine.errors import KnownError
from engine.forms.codec import load_form
from engine.forms.filling import Circumstances, Filling
from engine.forms.model import text_in
from engine.orders.model import Order, Subscriber
from engine.ports.storage import Stores
from engine.service import order_desk, order_taking
from rino_desktop import order_print
from rino_desktop.phones import to_e164
from rino_desktop.texts import language, t


def take(
    stores: Stores, service_name: str, subscriber: Subscriber, answers: Mapping[str, str],
    author: str, now: datetime, *, quantity: Decimal = Decimal(1), remark: str = "",
) -> Order:  # fmt: skip
    """A draft. ``answers``: as they are typed; KnownError where the form wants something else."""
    from dataclasses import replace

    service = stores.orders.service(service_name)
    settings = stores.orders.settings()
    if subscriber.number:
        number = to_e164(subscriber.number, settings.country)
        subscriber = replace(subscriber, number=number)
    version_id, given = None, dict(answers)
    if service.form:
        version = stores.forms.current(service.form)
        form = load_form(version.document, version.name)
        about = Circumstances({}, {"phone": subscriber.number})
        filling = Filling(form, about, language())
        given = _filled(filling, answers, service.form)
        version_id = version.id
    elif answers:
        raise KnownError(t("The service {name} has no form.", name=service.name))
    order = order_taking.new_order(
        service, subscriber, given, author, settings, now, quantity=quantity,
        form_version=version_id, remark=remark,
    )  # fmt: skip
    return order_desk.add(stores, order, now)


def _filled(filling: Filling, answers: Mapping[str, str], form: str) -> dict[str, str]:
    for name, text in answers.items():
        try:
            filling.enter(name, text)
        except KeyError:
            known = ", ".join(field.id for field in filling.form.fields if field.asks)
            raise KnownError(
                t("The form {form} asks for no {name}.", form=form, name=name),
                mend=t("Possible: {choices}.", choices=known),
            ) from None
    page = filling.first_faulty_page()
    if page is not None:
        filling.go(page.id)
        name, fault = next(iter(filling.page_faults().items()))
        field = filling.form.field(name)
        title = text_in(field.title, language()) if field is not None else name
        raise KnownError(
            t("{field} ({title}): {fault}.", field=name, title=title,
              fault=fault.words(language())),
            mend=f"--answer {name}=…",
        )  # fmt: skip
    return dict(filling.result().answers)


def print_to(stores: Stores, order_id: int, target: Path, now: datetime) -> None:
    order = stores.orders.get(order_id)
    asked = order_print.questions(stores, order)
    currency = stores.orders.settings().currency
    who = stores.audit.actor().name
    stores.audit.record(now, "order.print", str(order_id), {"file": target.name})
    order_print.write(order_print.sheet_of(order, asked, currency, now, taken_by=who), target)
