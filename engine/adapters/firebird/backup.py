"""Backup while engines run, and restore, through Firebird's services.

The backup travels over the connection: whether the database is embedded or on a server, the file
is on this computer. It is gbak's portable format, so that a backup of an embedded 5.0 database
can also be brought to a server of that version or later, and one of a 3.0 server to either.
"""

import contextlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any, BinaryIO

import fdb
from fdb import ibase, services

from engine.adapters.firebird import runtime
from engine.adapters.firebird.address import Address
from engine.adapters.firebird.connection import Connection, require_embedded_exists
from engine.adapters.firebird.errors import connect_error, gds_code, lines_of
from engine.adapters.firebird.schema import drop_database, exists, require_known
from engine.errors import KnownError

# gbak's own error numbers (facility 12 of iberror.h) all begin here.
_GBAK_ERRORS = range(336330752, 336396288)
#: Attempts between a backup and its restore are fewer than this.
_SKIPPED_ATTEMPTS = 1_000_000


def backup(address: Address, password: str, file: Path) -> int:
    """Write a consistent backup to ``file``; returns its size in bytes.

    An earlier file of that name is replaced when the new one is complete, not before. Nobody but
    its owner may read it: all of the office's data are in it.
    """
    require_embedded_exists(address)
    Connection(address, password).close()  # says clearly what is wrong with the address
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with open(part, "xb", opener=_for_its_owner) as stream:
            with _service(address, password) as service:
                _run_backup(service, address, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
        return file.stat().st_size
    except fdb.Error as error:
        raise KnownError(
            "the backup of {address} failed: {reason}.",
            address=address,
            reason="; ".join(lines_of(error)),
        ) from error
    except OSError as error:
        raise KnownError(
            "cannot write the backup {file}: {reason}.", file=file, reason=error
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def restore(address: Address, password: str, file: Path, *, overwrite: bool = False) -> None:
    """Make the database from a backup; KnownError when there is one and ``overwrite`` is not set.

    A backup that cannot be read completely leaves nothing behind, and an existing database as it
    was. The schema stays as old as the backup: ``upgrade`` brings it up to date.
    """
    runtime.load()
    try:
        with file.open("rb") as stream:
            if address.embedded:
                _restore_embedded(address, password, stream, file, overwrite)
            else:
                _restore_on_server(address, password, stream, file, overwrite)
    except OSError as error:
        raise KnownError(
            "cannot read the backup {file}: {reason}.", file=file, reason=error
        ) from error


def _run_backup(service: Any, address: Address, stream: BinaryIO) -> None:
    # What fdb's local_backup does, but that refuses every path with a colon (a drive of a Windows
    # server) and every one that is not ASCII.
    request = services._ServiceActionRequestBuilder(ibase.isc_action_svc_backup)
    request.add_string(ibase.isc_spb_dbname, _service_name(address))
    request.add_string(ibase.isc_spb_bkp_file, b"stdout")
    request.add_numeric(ibase.isc_spb_options, 0)
    service._act(request)
    wanted = bytes([ibase.isc_info_svc_to_eof])
    buffer = service._result_buffer
    while True:
        fdb.fbcore.api.isc_service_query(
            service._isc_status, service._svc_handle, None, 0, b"", len(wanted), wanted,
            ibase.USHRT_MAX, buffer,
        )  # fmt: skip
        if fdb.fbcore.db_api_error(service._isc_status):
            raise fdb.fbcore.exception_from_status(
                fdb.DatabaseError, service._isc_status, "isc_service_query:"
            )
        part, end = service._extract_bytes(buffer, 1)
        stream.write(part)
        if ord(buffer[end]) == ibase.isc_info_end:
            return


def _service_name(address: Address) -> bytes:
    # The services know no "path is UTF-8": an embedded engine on Windows takes its code page.
    local = sys.platform == "win32" and address.embedded
    return address.database.encode("mbcs" if local else "utf-8")


def _restore_embedded(address: Address, password: str, stream: BinaryIO, file: Path,
                      overwrite: bool) -> None:  # fmt: skip
    target = address.path
    present = target.exists()
    if present:
        _require_may_replace(address, password, overwrite)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(
            "cannot make the folder {folder}: {reason}.", folder=target.parent, reason=error
        ) from error
    part = Address(str(target.with_name(f".{target.name}.{secrets.token_hex(4)}.restoring")))
    try:
        _run_restore(part, password, stream, file)
        if present:
            part.path.replace(target)
        else:
            # Unlike a rename this fails when somebody has made a database here meanwhile.
            _move_new(part.path, target)
    finally:
        with contextlib.suppress(OSError):
            part.path.unlink(missing_ok=True)


def _move_new(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        raise _exists_already(str(target)) from None
    except OSError:  # a file system without links
        source.rename(target)


def _restore_on_server(address: Address, password: str, stream: BinaryIO, file: Path,
                       overwrite: bool) -> None:  # fmt: skip
    if not exists(address, password):
        try:
            _run_restore(address, password, stream, file)
        except BaseException:
            with contextlib.suppress(KnownError):
                drop_database(address, password)
            raise
        return
    _require_may_replace(address, password, overwrite)
    # First beside the old one, which would be lost if the backup proved unreadable.
    trial = Address(
        database=f"{_file_on_server(address, password)}.{secrets.token_hex(4)}.restoring",
        host=address.host,
        port=address.port,
        user=address.user,
    )
    try:
        _run_restore(trial, password, stream, file)
    finally:
        with contextlib.suppress(KnownError):
            drop_database(trial, password)
    stream.seek(0)
    _run_restore(address, password, stream, file, replace=True)


def _run_restore(address: Address, password: str, stream: BinaryIO, file: Path, *,
                 replace: bool = False) -> None:  # fmt: skip
    try:
        with _service(address, password) as service:
            service.local_restore(stream, (_service_name(address),), replace=int(replace))
    except fdb.Error as error:
        if gds_code(error) in _GBAK_ERRORS:
            raise KnownError(
                "{file} is damaged or no backup of a database ({reason}).",
                mend="Use another backup.",
                file=file,
                reason=lines_of(error)[0],
            ) from error
        raise connect_error(address, error) from error
    connection = Connection(address, password)
    try:
        require_known(connection, str(file))
        # Attempts that came after the backup have left this database with their numbers: as keys
        # in external stores, as names of recordings. New attempts must not get the same ones.
        connection.begin()
        connection.next_ids("attempt_ids", _SKIPPED_ATTEMPTS)
        connection.commit()
    finally:
        connection.close()


def _require_may_replace(address: Address, password: str, overwrite: bool) -> None:
    if not overwrite:
        raise _exists_already(str(address))
    try:
        connection = Connection(address, password)
    except KnownError:
        if address.embedded:
            return  # so damaged that it cannot be opened: the very reason for a restore
        raise
    try:
        connection.begin(read_only=True)
        others = connection.value(
            "SELECT COUNT(*) FROM MON$ATTACHMENTS"
            " WHERE MON$ATTACHMENT_ID <> CURRENT_CONNECTION AND MON$SYSTEM_FLAG = 0"
        )
        connection.rollback()
    finally:
        connection.close()
    if others:
        raise KnownError(
            "{address} is in use by {others} other connection(s).",
            mend="Stop all engines and close all programs that use it, then restore.",
            address=address,
            others=others,
        )


def _exists_already(name: str) -> KnownError:
    return KnownError(
        "{name} exists already; a restore would replace it.",
        mend="Restore to another path, or say that it may be overwritten.",
        name=name,
    )


def _file_on_server(address: Address, password: str) -> str:
    connection = Connection(address, password)
    try:
        connection.begin(read_only=True)
        return str(connection.value("SELECT MON$DATABASE_NAME FROM MON$DATABASE"))
    finally:
        connection.close()


@contextlib.contextmanager
def _service(address: Address, password: str) -> Any:
    runtime.load()
    host = "service_mgr"
    if not address.embedded:
        server = f"[{address.host}]" if ":" in address.host else address.host
        host = f"inet://{server}:{address.port}/service_mgr"
    # fdb insists on a password; the embedded engine looks at none.
    service = services.connect(
        host=host, user=address.user.encode(), password=(password or "none").encode()
    )
    try:
        yield service
    finally:
        with contextlib.suppress(fdb.Error):
            service.close()
