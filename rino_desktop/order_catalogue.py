"""A catalogue file into the database, with the forms that lie beside it."""

from pathlib import Path

from engine.errors import KnownError
from engine.orders.model import Service
from engine.ports.storage import Stores
from rino_desktop import campaign_outbox, forms, order_file, paths
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import t


def sample() -> Path:
    return paths.resources() / "orders" / "catalogue.toml"


def bring_in(stores: Stores, path: Path, author: str) -> tuple[tuple[Service, ...], list[str]]:
    """(services, names of forms that were published). All of it or, with a KnownError, nothing.
    Forms whose names are taken stay as they are."""
    file = order_file.read(path)
    taken = {form.name.casefold(): form for form in stores.forms.all()}
    published = []
    for form_path in file.forms:
        name = forms.name_of(form_path)
        if name.casefold() in taken:
            continue
        document = forms.read(form_path)
        forms.require_no_errors(name, forms.problems(document, name))
        stores.forms.publish(name, document, author)
        published.append(name)
    check(stores, file.services, path)
    stores.orders.save_services(file.services)
    if file.settings is not None:
        trunks = [trunk.name for trunk in stores.trunks.all()]
        for trunk in file.settings.trunks:
            if trunk.casefold() not in {name.casefold() for name in trunks}:
                raise KnownError(
                    t("{file}: there is no trunk {name}.", file=path, name=trunk),
                    mend=did_you_mean(trunk, trunks),
                )
        campaign_outbox.check_sources(path, file.settings.charges, stores)
        stores.orders.save_settings(file.settings)
    return file.services, published


def check(stores: Stores, services: tuple[Service, ...], place: object) -> None:
    """KnownError where a service names a form, a field of it or a source that is not there."""
    from engine.forms.codec import load_form

    published = {f.name.casefold(): f for f in stores.forms.all() if f.published}
    sources = {source.name.casefold() for source in stores.sources.all()}
    for service in services:
        if service.source and service.source.casefold() not in sources:
            raise KnownError(
                t("{place}: {service}: there is no data source {name}.", place=place,
                  service=service.name, name=service.source),
                mend="rino-desktop source add NAME --url …",
            )  # fmt: skip
        if not service.form:
            continue
        if service.form.casefold() not in published:
            raise KnownError(
                t("{place}: {service}: there is no published form {name}.", place=place,
                  service=service.name, name=service.form),
                mend="rino-desktop form import FILE",
            )  # fmt: skip
        version = stores.forms.current(service.form)
        form = load_form(version.document, version.name)
        known = [field.id for field in form.fields]
        for plan in service.steps:
            for name in (plan.first, plan.second, plan.date_field, plan.time_field):
                if name and name not in known:
                    raise KnownError(
                        t("{place}: {service}: the form {form} has no field {name}.", place=place,
                          service=service.name, form=service.form, name=name),
                        mend=did_you_mean(name, known),
                    )  # fmt: skip
