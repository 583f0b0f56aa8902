"""The sample schemes and forms that come with the product: ``db init`` publishes them, ``db
upgrade`` those that are new."""

from engine.ports.storage import Database, Stores
from rino_desktop import forms, paths
from rino_desktop.schemes import name_of, read


def install(database: Database) -> list[str]:
    """Publish every scheme of ``resources/schemes`` whose name is free, and return the names; forms
    likewise. What an office has made of a sample is its own."""
    found = {
        name_of(path): read(path)
        for path in sorted((paths.resources() / "schemes").glob("*.scheme.json"))
    }

    def publish(stores: Stores) -> list[str]:
        taken = {scheme.name.casefold() for scheme in stores.schemes.all()}
        new = [name for name in found if name.casefold() not in taken]
        for name in new:
            stores.schemes.publish(name, found[name])
        forms.install_samples(stores)
        return new

    return database.transact(publish)
