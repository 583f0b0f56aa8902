"""The editor's schemes, in the database: ``editor.desk.SchemeDesk``."""

import socket
from datetime import UTC, datetime

from editor.desk import Called
from engine.domain.flow import SchemeFlow
from engine.errors import KnownError
from engine.ivr.trace import CallTrace
from engine.ports.schemes import Draft, OpenEditor, SchemeVersion, VersionInfo
from engine.ports.storage import Stores
from engine.ports.traces import TracedCall
from engine.scheme.codec import LARGEST, load_scheme
from engine.scheme.model import Scheme
from engine.scheme.node_types import NodeTypes
from engine.scheme.parameters import references
from engine.scheme.validate_node import node_facts
from rino_desktop import schemes
from rino_desktop.form_desk import Runs
from rino_desktop.scheme_library import PublishedLibrary, drafted
from rino_desktop.scheme_publishing import consequences, require_no_errors
from rino_desktop.settings import Settings
from rino_desktop.texts import t
from rino_desktop.texts.errors import said

_CALLS_SHOWN = 200


class DatabaseSchemeDesk:
    """``user``: who is signed in."""

    def __init__(
        self, database: Runs, user: str, node_types: NodeTypes, settings: Settings
    ) -> None:
        self._database = database
        self._settings = settings
        #: Versions that have been read, by their numbers: what is published stays as it is.
        self._read: dict[int, Scheme] = {}
        self._node_types = node_types
        self.user = user
        self.computer = this_computer()

    async def draft(self, name: str) -> Draft | None:
        return await self._database.run(lambda stores: stores.schemes.draft(name))

    async def save(self, name: str, document: str, based_on: int | None) -> Draft:
        if len(document) > LARGEST:  # what is saved can be opened again
            raise KnownError(
                t("The scheme {name} is too large to be saved.", name=name),
                mend=t("Put a part of it into a scheme of its own (select, ⋯)."),
            )
        return await self._database.run(
            lambda stores: stores.schemes.save_draft(name, document, self.user, based_on)
        )

    async def publish(self, name: str, document: str, comment: str, based_on: int) -> SchemeVersion:
        """Judged in the transaction that publishes: others may have changed what it calls."""

        def work(stores: Stores) -> SchemeVersion:
            library = PublishedLibrary(stores)
            require_no_errors(name, schemes.problems(document, name, library))
            return stores.schemes.publish(
                name, document, author=self.user, comment=comment, based_on=based_on
            )

        return await self._database.run(work)

    async def consequences(self, name: str, document: str) -> list[str]:
        return await self._database.run(
            lambda stores: consequences(
                stores, self._settings, self._node_types, name, document
            ).lines()
        )

    async def rollback(self, name: str, version: int) -> SchemeVersion:
        return await self._database.run(lambda stores: stores.schemes.rollback(name, version))

    async def versions(self, name: str) -> list[VersionInfo]:
        return await self._database.run(lambda stores: stores.schemes.versions(name))

    async def numbered(self, name: str, version: int) -> SchemeVersion:
        return await self._database.run(lambda stores: stores.schemes.numbered(name, version))

    async def keep_open(self, name: str) -> list[OpenEditor]:
        now = datetime.now(UTC)
        user, computer = self.user, self.computer

        def work(stores: Stores) -> list[OpenEditor]:
            stores.schemes.keep_open(name, user, computer, now)
            return [
                other
                for other in stores.schemes.open_editors(name, now)
                if (other.user, other.computer) != (user, computer)
            ]

        return await self._database.run(work)

    async def close_open(self, name: str) -> None:
        user, computer = self.user, self.computer
        await self._database.run(lambda stores: stores.schemes.close_open(name, user, computer))

    async def state(self, key: str) -> object:
        return await self._database.run(lambda stores: stores.user_state.get(self.user, key))

    async def put_state(self, key: str, value: object) -> None:
        await self._database.run(lambda stores: stores.user_state.put(self.user, key, value))

    async def called(self, wanted: frozenset[str]) -> Called:
        def work(stores: Stores) -> Called:
            found: dict[str, Scheme] = {}
            missing: set[str] = set()
            published = stores.schemes.published_ids()
            waiting = sorted(name.casefold() for name in wanted)
            while waiting:
                name = waiting.pop()
                if name in found or name in missing:
                    continue
                version_id = published.get(name)
                if version_id is None:
                    missing.add(name)
                    continue
                try:
                    found[name] = self._version(stores, version_id, name)
                except KnownError:
                    # One that cannot be read counts as none: the others can be tried out.
                    missing.add(name)
                    continue
                waiting.extend(self._called(found[name]))
            drafts = missing & drafted(stores) if missing else set()
            return Called(found, frozenset(drafts), frozenset(missing - drafts))

        return await self._database.run(work)

    def _version(self, stores: Stores, version_id: int, name: str) -> Scheme:
        """The same object as long as the version is the same."""
        if version_id not in self._read:
            self._read[version_id] = load_scheme(stores.schemes.version(version_id).document, name)
        return self._read[version_id]

    def _called(self, scheme: Scheme) -> set[str]:
        return {
            reference.text.casefold()
            for node in scheme.nodes
            if (facts := node_facts(node, self._node_types)).parameters is not None
            for reference in references(facts.parameters)
            if reference.role == "scheme"
        }

    async def campaigns(self) -> list[tuple[int, str]]:
        def work(stores: Stores) -> list[tuple[int, str]]:
            return [(each.id, each.settings.name) for each in stores.campaigns.all()]

        return await self._database.run(work)

    async def flows(
        self, name: str, version: int, campaign_id: int | None, since: datetime | None
    ) -> SchemeFlow:
        return await self._database.run(
            lambda stores: stores.traces.flows(name, version, campaign_id, since)
        )

    async def recent_calls(self, name: str, phone: str) -> list[TracedCall]:
        return await self._database.run(
            lambda stores: stores.traces.recent_calls(name, phone, _CALLS_SHOWN)
        )

    async def traced(self, attempt_id: int) -> tuple[TracedCall, CallTrace, SchemeVersion]:
        def work(stores: Stores) -> tuple[TracedCall, CallTrace, SchemeVersion]:
            call, trace = stores.traces.call(attempt_id), stores.traces.of_attempt(attempt_id)
            if call is None or trace is None:
                raise KnownError(
                    t("There is no trace of the attempt {attempt}.", attempt=attempt_id),
                    mend=t(
                        "Only answered calls have one, as long as it is kept (voice retention)."
                    ),
                )
            return call, trace, stores.schemes.version(call.version_id)

        return await self._database.run(work)

    def words(self, error: Exception) -> str:
        return said(error)


def this_computer() -> str:
    """As others see it who have the same scheme open."""
    return socket.gethostname()
