"""Published schemes made ready for calls, each together with the schemes that it calls.

A scheme is compiled once per version, and again when one that it calls or jumps to has got
another current version: new calls take it, a call under way keeps what it began with.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from engine.errors import KnownError
from engine.ivr.compile import CompiledScheme, compile_scheme
from engine.ports.schemes import SchemeVersion
from engine.ports.storage import Database, Stores
from engine.scheme.codec import load_scheme
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes

log = logging.getLogger(__name__)

#: Casefolded names of the schemes that one calls → ids of the versions it was made with; None:
#: there was none.
Called = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class PublishedScheme:
    version: SchemeVersion
    compiled: CompiledScheme
    #: Scheme → id of the version that calls run on; "" for this one.
    versions: Mapping[str, int] = field(default_factory=dict)


def is_stale(called: Called | None, published: Mapping[str, int]) -> bool:
    """Whether a scheme has to be made ready (again). ``called``: None when it never was;
    ``published``: casefolded name → id of the current version."""
    return called is None or any(published.get(name) != made for name, made in called.items())


class PublishedSchemes:
    """By the id of their version. What is no usable scheme is kept as the reason why not."""

    def __init__(self, database: Database, node_types: NodeTypes) -> None:
        self._database = database
        self._node_types = node_types
        self._made: dict[int, tuple[PublishedScheme | str, Called]] = {}
        #: Schemes that others call, by the id of their version.
        self._others: dict[int, Scheme | KnownError] = {}

    def __getitem__(self, version_id: int) -> PublishedScheme | str:
        return self._made[version_id][0]

    def called(self) -> dict[int, Called]:
        return {version_id: called for version_id, (_, called) in self._made.items()}

    async def make(self, versions: Iterable[SchemeVersion], published: Mapping[str, int]) -> None:
        """Make these ready. Raises StorageUnavailable."""
        for version in versions:
            while True:
                asked: dict[str, int | None] = {}
                made = await asyncio.to_thread(self._compile, version, published, asked)
                missing = [i for i in asked.values() if i is not None and i not in self._others]
                if not missing:
                    self._made[version.id] = (made, asked)
                    break
                for other in await self._database.run(partial(_versions, ids=missing)):
                    self._others[other.id] = await asyncio.to_thread(_loaded, other)
        current = set(published.values())
        for version_id in self._others.keys() - current:
            del self._others[version_id]

    def _compile(
        self, version: SchemeVersion, published: Mapping[str, int], asked: dict[str, int | None]
    ) -> PublishedScheme | str:
        def library(name: str) -> Scheme | None:
            key = name.casefold()
            asked[key] = published.get(key)
            other = self._others.get(asked[key] or 0)
            if isinstance(other, KnownError):
                raise other
            return other

        try:
            scheme = load_scheme(version.document)
            compiled = compile_scheme(scheme, self._node_types, library)
            return PublishedScheme(version, compiled, _version_ids(version, compiled, asked))
        except KnownError as error:
            return str(error)
        except Exception as error:
            # A strange document or a faulty plug-in must not take the other campaigns with it.
            log.exception("scheme %s, version %d", version.name, version.version)
            return f"{type(error).__name__}: {error}"


def _version_ids(
    version: SchemeVersion, compiled: CompiledScheme, asked: Mapping[str, int | None]
) -> dict[str, int]:
    """By the names that the nodes give when they are visited."""
    found = {"": max(version.id, 0)}  # one that is made for a route is nowhere to be read
    for key, scheme in compiled.schemes.items():
        name = scheme.start.visited.scheme
        if name:
            found[name] = asked.get(key) or 0
    return found


def _versions(stores: Stores, ids: list[int]) -> list[SchemeVersion]:
    return [stores.schemes.version(version_id) for version_id in ids]


def _loaded(version: SchemeVersion) -> Scheme | KnownError:
    try:
        return load_scheme(version.document, version.name)
    except KnownError as error:
        return error.with_traceback(None)
