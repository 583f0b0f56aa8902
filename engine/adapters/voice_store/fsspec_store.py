"""A voice store behind a URL: SFTP, S3, SMB and whatever else fsspec has a library for."""

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import fsspec  # type: ignore[import-untyped]

from engine.adapters.voice_store import names
from engine.adapters.voice_store.address import PASSWORD, StoreAddress, parse
from engine.errors import KnownError
from engine.ports.voice_store import StoredFile, StoreUnavailable

T = TypeVar("T")

#: A file appears there when it is complete: nothing to be moved into place.
_WHOLE_OR_NOTHING = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "memory"})
_LIBRARIES = {"s3": "s3fs", "s3a": "s3fs", "smb": "smbprotocol", "gs": "gcsfs", "gcs": "gcsfs",
              "az": "adlfs", "abfs": "adlfs", "sftp": "paramiko", "ssh": "paramiko",
              "http": "aiohttp", "https": "aiohttp"}  # fmt: skip
_CHANGED = ("mtime", "LastModified", "last_modified", "modified", "last_write_time", "created")


class FsspecStore:
    """Fulfils engine.ports.voice_store.FileStore. One connection, used by one thread at a time;
    made when it is needed, and anew after every failure."""

    def __init__(self, url: str, environment: Mapping[str, str]) -> None:
        self._address = parse(url)
        #: Asked for a password when a connection is made: that may take its time.
        self._environment, self._password = environment, ""
        self._class = _class_of(self._address)
        self._root = str(self._class._strip_protocol(self._address.plain)).rstrip("/")
        self._files: Any = None
        self._lock = threading.RLock()

    @property
    def place(self) -> str:
        return self._address.plain

    # --- the port ------------------------------------------------------------------------------

    def is_there(self) -> bool:
        if self._address.protocol in _WHOLE_OR_NOTHING:
            return True  # such stores have no folders
        return self._do(lambda files: files.info(self._root or "/")) is not None

    def files(self, folder: str = "") -> Iterator[StoredFile]:
        # One folder at a time, so that nobody waits for a list of millions.
        for stored in self._below(folder):
            if names.is_shown(stored.name):
                yield stored

    def _below(self, folder: str) -> Iterator[StoredFile]:
        entries = self._do(lambda files: self._entries(files, folder)) or []
        for entry in entries:
            if entry["type"] == "directory":
                yield from self._below(self._name(entry))
            else:
                yield self._stored(entry)

    def folders(self, folder: str) -> list[str]:
        entries = self._do(lambda files: self._entries(files, folder)) or []
        return sorted(
            self._name(entry).rpartition("/")[2]
            for entry in entries
            if entry["type"] == "directory"
        )

    def _entries(self, files: Any, folder: str) -> list[dict[str, Any]]:
        files.invalidate_cache()
        place = self._path(folder) if folder else self._root or "/"
        entries: list[dict[str, Any]] = files.ls(place, detail=True)
        # S3 lists a folder's own marker, and a file when asked for the folder of its name.
        return [
            entry
            for entry in entries
            if entry["name"].rstrip("/").lstrip("/") != place.rstrip("/").lstrip("/")
        ]

    def facts(self, name: str) -> StoredFile | None:
        path = self._path(name)

        def look(files: Any) -> StoredFile | None:
            files.invalidate_cache()
            info = files.info(path)
            return self._stored(info, name) if info["type"] != "directory" else None

        return self._do(look)

    def fetch(self, name: str, target: Path) -> StoredFile | None:
        path = self._path(name)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _local_trouble(target, error) from error
        part = target.with_name(names.temporary(target.name))

        def fetch(files: Any) -> StoredFile:
            files.invalidate_cache()
            info = files.info(path)
            files.get_file(path, str(part))
            if part.stat().st_size != info["size"]:
                raise ConnectionError("the file came incomplete")
            return self._stored(info, name)

        try:
            stored = self._do(fetch)
            if stored is not None:
                part.replace(target)
        except OSError as error:
            raise _local_trouble(target, error) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return stored

    def put(self, source: Path, name: str) -> StoredFile:
        path, size = self._path(name), source.stat().st_size
        direct = self._address.protocol in _WHOLE_OR_NOTHING
        there = path if direct else self._path(names.temporary(name))

        def put(files: Any) -> StoredFile:
            if not direct:  # such stores have no folders, and would make a bucket instead
                _make_folder(files, path.rpartition("/")[0])
            files.put_file(str(source), there)
            files.invalidate_cache()
            info = files.info(there)
            if info["size"] != size:
                raise ConnectionError(f"only {info['size']} of {size} bytes have arrived")
            if not direct:
                self._move(files, there, path)
                files.invalidate_cache()
                info = files.info(path)
            return self._stored(info, name)

        stored = self._do(put)
        if stored is not None:
            return stored
        source.stat()  # FileNotFoundError: it was the source that has gone
        raise KnownError(
            "The voice store {store} is not there.",
            mend="Create the place, or mend its address.", store=self.place,
        )  # fmt: skip

    @staticmethod
    def _move(files: Any, old: str, new: str) -> None:
        try:
            files.mv(old, new)
        except FileExistsError:  # SMB does not replace
            files.rm_file(new)
            files.mv(old, new)

    def delete(self, name: str) -> bool:
        path = self._path(name)

        def delete(files: Any) -> bool:
            files.invalidate_cache()
            if files.info(path)["type"] == "directory":
                return False
            files.rm_file(path)
            return True

        deleted = self._do(delete) or False
        if deleted and self._address.protocol not in _WHOLE_OR_NOTHING:
            self._remove_empty(path.rpartition("/")[0])
        return deleted

    def _remove_empty(self, folder: str) -> None:
        """Days and campaigns whose last recording has gone."""
        while len(folder) > len(self._root):
            try:
                with self._lock:
                    if self._files is None or self._files.ls(folder, detail=False):
                        return
                    self._files.rmdir(folder)
            except Exception:  # somebody has put a file there just now: all the better
                return
            folder = folder.rpartition("/")[0]

    def delete_leftovers(self, older_than: datetime) -> int:
        count = 0
        for stored in self._below(""):
            old = stored.changed_at is not None and stored.changed_at < older_than
            if old and names.is_leftover(stored.name):
                count += self.delete(stored.name)
        return count

    def close(self) -> None:
        with self._lock:
            self._drop()

    # --- the connection ------------------------------------------------------------------------

    def _do(self, work: Callable[[Any], T]) -> T | None:
        """None: there is no such file. Nothing of a library's own errors gets out of here."""
        with self._lock:
            try:
                if self._files is None:
                    self._files = self._class(skip_instance_cache=True, **self._options())
                return work(self._files)
            except (FileNotFoundError, NotADirectoryError):
                return None
            except KnownError:
                raise
            except Exception as error:
                # Whatever state the connection is in now, the next try makes a new one.
                self._drop()
                raise self._told(error) from error

    def _options(self) -> Mapping[str, object]:
        self._password = self._environment.get(PASSWORD, "") if self._address.password else ""
        secret = {"password": self._password} if self._password else {}
        return {**self._address.options, **secret}

    def _drop(self) -> None:
        files, self._files = self._files, None
        if files is not None and hasattr(files, "end"):
            with contextlib.suppress(Exception):
                files.end()

    def _told(self, error: Exception) -> KnownError:
        kind, reason = type(error).__name__, " ".join(str(error).split()) or type(error).__name__
        reason = self._without_secrets(reason)
        number = getattr(error, "errno", None)
        if isinstance(error, PermissionError) or number == errno.EACCES:
            return KnownError(
                "No permission in the voice store {store}: {reason}.",
                mend="Check the rights of the user there, and the credentials in the environment.",
                store=self.place, reason=reason,
            )  # fmt: skip
        if number in (errno.ENOSPC, errno.EDQUOT):
            return KnownError(
                "There is no space left in the voice store {store}.",
                mend="Free some space there.", store=self.place,
            )  # fmt: skip
        if kind in ("AuthenticationException", "BadAuthenticationType", "PasswordRequiredException",
                    "NoCredentialsError", "PartialCredentialsError", "LogonFailure"):  # fmt: skip
            return KnownError(
                "The voice store {store} does not let us in: {reason}.",
                mend="Check the user in its address and the password or keys in the environment.",
                store=self.place, reason=reason,
            )  # fmt: skip
        if kind == "BadHostKeyException" or "known_hosts" in reason:
            return KnownError(
                "The voice store {store} cannot prove who it is: {reason}.",
                mend="If the server is the right one, put its key into ~/.ssh/known_hosts "
                "(ssh-keyscan HOST).",
                store=self.place, reason=reason,
            )  # fmt: skip
        if isinstance(error, TypeError):
            return KnownError(
                "The voice store's address {url} cannot be used: {why}.",
                mend="Check the options after the question mark.",
                url=self.place, why=reason,
            )  # fmt: skip
        return StoreUnavailable(
            "The voice store {store} cannot be reached: {reason}.", store=self.place, reason=reason
        )

    def _without_secrets(self, text: str) -> str:
        return text.replace(self._password, "***") if self._password else text

    # --- names ---------------------------------------------------------------------------------

    def _path(self, name: str) -> str:
        return f"{self._root}/{names.checked(name)}"

    def _name(self, entry: Mapping[str, Any]) -> str:
        path = str(entry["name"]).lstrip("/")
        return path.removeprefix(self._root.lstrip("/")).strip("/")

    def _stored(self, info: Mapping[str, Any], name: str = "") -> StoredFile:
        changed = next((info[key] for key in _CHANGED if info.get(key) is not None), None)
        if isinstance(changed, int | float):
            changed = datetime.fromtimestamp(changed, UTC)
        if isinstance(changed, datetime) and changed.tzinfo is None:
            changed = changed.replace(tzinfo=UTC)
        if not isinstance(changed, datetime):
            changed = None
        size = int(info.get("size") or 0)
        tag = str(info.get("ETag") or f"{changed.timestamp() if changed else ''}-{size}")
        return StoredFile(name or self._name(info), size, changed, tag)


def _class_of(address: StoreAddress) -> Any:
    try:
        if address.protocol in ("sftp", "ssh"):
            from engine.adapters.voice_store.sftp import KnownHostsSftp

            return KnownHostsSftp
        return fsspec.get_filesystem_class(address.protocol)
    except ImportError as error:
        raise KnownError(
            "Voice stores by {protocol}:// need a library that is not installed.",
            mend="Install it: pip install {library}",
            protocol=address.protocol,
            library=_LIBRARIES.get(address.protocol, error),
        ) from error
    except ValueError as error:
        raise KnownError(
            "The voice store's address {url} cannot be used: there is no kind {protocol}://.",
            mend="It is a folder, or a URL such as sftp://USER@HOST/FOLDER or s3://BUCKET/FOLDER.",
            url=address.plain, protocol=address.protocol,
        ) from error  # fmt: skip


def _make_folder(files: Any, folder: str) -> None:
    try:
        files.makedirs(folder, exist_ok=True)
    except OSError:
        # Not all look before they leap: another node may have made it at this very moment.
        if not files.isdir(folder):
            raise


def _local_trouble(target: Path, error: OSError) -> KnownError:
    return KnownError(
        "{path} cannot be written: {reason}.",
        mend="Check the folder's permissions and the space on its disk.",
        path=target, reason=error,
    )  # fmt: skip


os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")  # no S3 key: told at once, not in 5 s
