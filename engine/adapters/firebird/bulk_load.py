"""Contact lists into the database: one transaction for a whole file, many rows per statement."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import fdb

from engine.adapters.firebird import imports
from engine.adapters.firebird.address import Address
from engine.adapters.firebird.audit import FirebirdAuditStore
from engine.adapters.firebird.bulk_contacts import Load
from engine.adapters.firebird.campaigns import FirebirdCampaignStore
from engine.adapters.firebird.connection import Connection, require_embedded_exists
from engine.adapters.firebird.errors import is_conflict, is_duplicate, is_lost, one_line
from engine.adapters.firebird.schema import require_current
from engine.adapters.firebird.stores import FirebirdStores, for_actor
from engine.domain.rights import Right
from engine.errors import BugError, KnownError
from engine.ports.audit import Actor
from engine.ports.lists import BuiltList, FileNote, ImportOutcome
from engine.ports.storage import NewContact, StorageUnavailable


class FirebirdBulkLoader:
    """``engine.ports.lists.BulkLoader`` on a connection of its own, opened for each call.
    ``actor``: who imports; he needs the right to."""

    def __init__(self, address: Address, password: str = "", actor: Actor | None = None) -> None:
        self._address = address
        self._password = password
        self._actor = actor or Actor()

    def _connect(self) -> Connection:
        require_embedded_exists(self._address)
        connection = Connection(self._address, self._password)
        try:
            require_current(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def do_not_call(self, campaign_id: int) -> set[str]:
        connection = self._connect()
        try:
            connection.begin(read_only=True)
            phones = {phone for (phone,) in connection.stream("SELECT phone FROM do_not_call")}
            phones.update(
                phone
                for (phone,) in connection.stream(
                    "SELECT d.phone FROM campaigns c JOIN client_do_not_call d"
                    " ON d.client_id = c.client_id WHERE c.id = ?",
                    (campaign_id,),
                )
            )
            connection.commit()
        except fdb.Error as error:
            raise self._failure(error) from error
        finally:
            connection.close()
        return phones

    def load(
        self,
        campaign_id: int,
        file_name: str,
        batches: Iterator[Sequence[NewContact]],
        progress: Callable[[int], None] | None = None,
        built: BuiltList | None = None,
        note: Callable[[], FileNote] | None = None,
    ) -> ImportOutcome:
        """See the port. Contacts are matched by their first phone; a row all of whose phones the
        campaign already has, whosever they are, matches the contact of its first one. Of a new
        contact the phones that another contact of the campaign has are left out: nobody is
        called twice. ``progress`` is told how many contacts have been loaded."""
        connection = self._connect()
        try:
            connection.begin()
            stores = FirebirdStores(connection, self._actor)
            # A file is contacts that somebody brings; whatever else is a list by a criterion.
            right = Right.LISTS_BUILD if note is None else Right.CONTACTS_EDIT
            for_actor(stores, self._actor).rights.require(right, campaign_id)
            load = Load(connection, campaign_id)
            if built is None:
                outcome = load.run(file_name, batches, progress)
            else:
                outcome = load.run_built(file_name, batches, progress, built)
            _write_history(connection, self._actor, load, file_name, outcome, note and note())
            if built is not None and built.dry_run:
                connection.rollback()
            else:
                connection.commit()
        except fdb.Error as error:
            self._roll_back(connection)
            raise self._failure(error) from error
        except BaseException:
            self._roll_back(connection)
            raise
        finally:
            connection.close()
        return outcome

    @staticmethod
    def _roll_back(connection: Connection) -> None:
        try:
            connection.rollback()
        except fdb.Error:
            connection.abandon()  # the server rolls back what nobody commits

    def _failure(self, error: fdb.Error) -> Exception:
        if is_lost(error):
            return StorageUnavailable(f"{self._address}: {one_line(error)}")
        if is_duplicate(error) or is_conflict(error):
            return KnownError(
                "another import into this campaign is under way; nothing has been imported.",
                mend="Import the file again when it has ended.",
            )
        return BugError(f"Firebird refused: {one_line(error)}")


def _write_history(
    connection: Connection, actor: Actor, load: Load, file_name: str, outcome: ImportOutcome,
    note: FileNote | None,
) -> None:  # fmt: skip
    """Who it was and what was refused; of a file in the audit log, too."""
    rejects = imports.rejects_document(note.rejects) if note is not None else None
    connection.execute(
        "UPDATE imports SET imported_by = ?, rejected = ?, rejects = ? WHERE id = ?",
        (actor.name[:100] or None, note and note.rejected, rejects, load.number),
    )
    if note is None:
        return
    campaign = FirebirdCampaignStore(connection).get(load.campaign)
    told = {
        "file": file_name, "contacts": outcome.contacts, "updated": outcome.updated,
        "unchanged": outcome.unchanged, "rejected": note.rejected,
    }  # fmt: skip
    FirebirdAuditStore(connection, actor).record(
        datetime.now(UTC), "contacts.import", campaign.name, told, subject_id=load.number,
        campaign_id=campaign.id,
    )  # fmt: skip
