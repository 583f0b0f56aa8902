"""``order catalogue …``: services and their prices, and how the office takes orders."""

from pathlib import Path
from typing import TYPE_CHECKING

from rino_desktop.cli.context import Context
from rino_desktop.cli.numbered import user_name
from rino_desktop.cli.parser import Group
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores


def add_to(group: Group) -> None:
    catalogue = group.group("catalogue", t("services that can be ordered, with prices"))
    add = catalogue.command("add", t("a new one, or another price of one that is there"), _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--price", metavar="AMOUNT", help=t("of one unit"))
    add.add_argument("--unit", choices=("piece", "minute"), help=t("what the price is of"))
    add.add_argument("--code", metavar="CODE", help=t("what the billing system calls it"))
    add.add_argument("--tariff", metavar="NAME")
    add.add_argument("--form", metavar="NAME", help=t("asks what has to be known"))
    add.add_argument("--source", metavar="NAME", help=t("the data source that knows the price"))
    add.add_argument("--query", metavar="TEXT", help=t("asks it; parameters :number :code :tariff"))
    add.add_argument("--step-s", type=int, metavar="S", help=t("a begun one counts whole"))
    add.add_argument("--least-s", type=int, metavar="S", help=t("a connection counts no less"))
    add.add_argument("--step", action="append", metavar="TITLE",
                     help=t("an operator does it; repeatable"))  # fmt: skip
    add.add_argument("--not-offered", action="store_true", help=t("it cannot be ordered now"))
    catalogue.command("list", t("all services"), _list)
    bring = catalogue.command("import", t("a catalogue file with its forms; see docs/orders.md"),
                              _import)  # fmt: skip
    bring.add_argument("file", metavar="FILE", type=Path, nargs="?",
                       help=t("left out: the sample that comes with the program"))  # fmt: skip
    remove = catalogue.command("remove", t("remove a service; orders of it stay"), _remove)
    remove.add_argument("name", metavar="NAME")


def _add(context: Context) -> None:
    from dataclasses import replace

    from engine.orders.model import Service, StepKind, StepPlan, Unit
    from rino_desktop import order_catalogue, orders

    args = context.args
    name = " ".join(args.name.split())
    given = {
        key: getattr(args, key)
        for key in ("code", "tariff", "form", "source", "query", "step_s", "least_s")
        if getattr(args, key) is not None
    }
    if args.price is not None:
        given["price"] = orders.decimal_from(args.price)
    if args.unit:
        given["unit"] = Unit(args.unit)
    if args.step:
        given["steps"] = tuple(StepPlan(StepKind.MANUAL, title) for title in args.step)

    def save(stores: "Stores") -> Service:
        known = {each.name.casefold(): each for each in stores.orders.services()}
        before = known.get(name.casefold(), Service(name))
        service = replace(before, name=name, active=not args.not_offered, **given)
        order_catalogue.check(stores, (service,), name)
        stores.orders.save_services([service])
        return service

    service = context.transact(save)
    context.out.done(orders.service_document(service), t("Service {name} saved.", name=name))


def _list(context: Context) -> None:
    from rino_desktop import orders

    found, settings = context.transact(
        lambda stores: (stores.orders.services(), stores.orders.settings())
    )
    context.out.table(
        {"services": [orders.service_document(service) for service in found]},
        (t("name"), t("code"), t("price"), t("form"), t("steps"), ""),
        [
            (
                s.name, s.code or "–",
                f"{orders.money(s.price, settings.currency)} {orders.unit_word(s.unit)}"
                + (f" ({s.source})" if s.source else ""),
                s.form or "–", len(s.steps) or 1, "" if s.active else t("not offered"),
            )
            for s in found
        ],
        t("No services yet: rino-desktop order catalogue import"),
    )  # fmt: skip


def _import(context: Context) -> None:
    from rino_desktop import order_catalogue, orders

    path = context.args.file or order_catalogue.sample()
    services, forms = context.transact(
        lambda stores: order_catalogue.bring_in(stores, path, user_name(None))
    )
    context.out.done(
        {"services": [orders.service_document(each) for each in services], "forms": forms},
        t("Services: {names}.", names=", ".join(each.name for each in services) or "–"),
    )


def _remove(context: Context) -> None:
    name = context.args.name
    context.transact(lambda stores: stores.orders.remove_service(name))
    context.out.done({"name": name}, t("Service {name} removed.", name=name))
