"""The sample schemes that come with the product; ``db init`` publishes them."""

from engine.ports.storage import Database, Stores
from rino_desktop import paths
from rino_desktop.schemes import name_of, read


def install(database: Database) -> list[str]:
    """Publish every scheme of ``resources/schemes``; returns their names. Those that are there
    and the same stay as they are."""
    found = {
        name_of(path): read(path)
        for path in sorted((paths.resources() / "schemes").glob("*.scheme.json"))
    }

    def publish(stores: Stores) -> None:
        for name, document in found.items():
            stores.schemes.publish(name, document)

    database.transact(publish)
    return list(found)
