"""The sample schemes that come with the product; ``db init`` publishes them."""

from engine.ports.storage import Database, Stores
from rino_desktop import paths, schemes


def install(database: Database) -> list[str]:
    """Publish every scheme of ``resources/schemes``; returns their names. Those that are there
    and the same stay as they are."""
    found = {
        schemes.name_of(path): schemes.read(path)
        for path in sorted((paths.resources() / "schemes").glob("*.scheme.json"))
    }

    def publish(stores: Stores) -> None:
        for name, document in found.items():
            stores.schemes.publish(name, document)

    database.transact(publish)
    return list(found)
