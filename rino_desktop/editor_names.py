"""Names outside a scheme that the editor's forms offer: other schemes, sources, functions."""

from collections.abc import Sequence
from contextlib import suppress

from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.scheme.codec import load_scheme
from rino_desktop.form_desk import Runs
from rino_desktop.scheme_library import published_document


class NamesOutside:
    """``editor.scheme_names.KnownNames``; ``refresh`` reads them. ``scripts``: names of registered
    functions."""

    def __init__(self, database: Runs, scripts: Sequence[str] = ()) -> None:
        self._database = database
        self._scripts = scripts
        self._names: dict[str, list[str]] = {}
        self._variables: dict[str, list[str]] = {}

    def names(self, role: str) -> Sequence[str]:
        return self._names.get(role, ())

    def variables_of(self, scheme: str) -> Sequence[str]:
        return self._variables.get(scheme.casefold(), ())

    async def refresh(self) -> None:
        """StorageUnavailable; what was known stays known then."""

        def work(stores: Stores) -> None:
            schemes = [each.name for each in stores.schemes.all()]
            stored = [outbox.name for each in stores.campaigns.all()
                      for outbox in each.settings.outbox]  # fmt: skip
            self._names = {
                "scheme": schemes,
                "source": [each.name for each in stores.sources.all()],
                "store": list(dict.fromkeys(stored)),
                "script": sorted(self._scripts),
            }
            for name in schemes:
                document = published_document(stores, name.casefold())
                # One that cannot be read must not keep all others from being opened.
                with suppress(KnownError):
                    if document is not None:
                        scheme = load_scheme(document, name)
                        self._variables[name.casefold()] = [v.name for v in scheme.variables]

        await self._database.run(work)
