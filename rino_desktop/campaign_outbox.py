"""``[[outbox]]`` of a campaign file: external stores, checked as far as can be without them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from engine.domain.outbox import OnRepeat, OutboxContent, OutboxSettings
from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.scheme.expressions import BadExpressionError
from engine.service.outbox.mapping import FIELDS, UnknownFieldError, compile_place, compile_value
from rino_desktop import secret_store
from rino_desktop.campaign_values import SCHEDULE, Place, SettingFault
from rino_desktop.settings import did_you_mean
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said

_LONGEST_NAME = 60
_MOST_COLUMNS = 200
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_METHODS = ("POST", "PUT", "PATCH")
_LINES = (".csv", ".jsonl", ".ndjson")
_COMMON = ("name", "store", "what", "timezone", "timeout_s", "tries")
#: Keys that go with each kind of store.
_KEYS: dict[str, tuple[str, ...]] = {
    "database": (
        "password_env", "table", "columns", "key", "on_repeat", "procedure", "arguments",
    ),
    "web": ("password_env", "token_env", "method", "body", "status"),
    "file": ("columns",),
}  # fmt: skip
_ALL_KEYS = (*_COMMON, *dict.fromkeys(key for keys in _KEYS.values() for key in keys))


@dataclass(frozen=True, slots=True)
class OutboxPlace(Place):
    """``section``: which one it is, "2" or "2 (promises)"."""

    def fault(self, key: str, problem: str, mend: str = "") -> KnownError:
        text = f"{self.file}: [[outbox]] {self.section} {key}: {problem}"
        return SettingFault(text, "outbox", "", f"{self.section} {key}: {problem}", mend)


def read(path: Path, raw: object, *, record: bool) -> tuple[OutboxSettings, ...]:
    """The tables ``[[outbox]]`` of a file. ``record``: whether the campaign records its calls."""
    if not isinstance(raw, list) or not all(isinstance(table, dict) for table in raw):
        raise KnownError(t("{file}: outbox: write [[outbox]].", file=path))
    outboxes: list[OutboxSettings] = []
    for number, table in enumerate(raw, 1):
        outbox, place = _outbox(path, number, table)
        if outbox.name.casefold() in {other.name.casefold() for other in outboxes}:
            raise place.fault("name", t("there are two outboxes of this name."))
        if OutboxContent.RECORDINGS in outbox.what and not record:
            raise place.fault("what", t("there are no recordings without record = true."))
        outboxes.append(outbox)
    return tuple(outboxes)


def check_sources(path: Path, outboxes: tuple[OutboxSettings, ...], stores: Stores) -> None:
    """Stores that are named must be registered, and be of the kind that the keys are for."""
    known = {source.name.casefold(): source for source in stores.sources.all()}
    for number, outbox in enumerate(outboxes, 1):
        if outbox.is_url:
            continue
        place = OutboxPlace(path, f"{number} ({outbox.name})")
        source = known.get(outbox.store.casefold())
        if source is None:
            names = [each.name for each in known.values()]
            raise place.fault(
                "store",
                t("there is no data source {name}, and it is no URL.", name=repr(outbox.store)),
                did_you_mean(outbox.store, names) or "rino-desktop source add NAME --url …",
            )
        kind = _kind_of_url(source.url)
        is_database = bool(outbox.table or outbox.procedure)
        if kind == "database" and not is_database:
            raise place.fault("table", t("missing."), t("A database needs a table or a procedure."))
        if kind != "database" and is_database:
            raise place.fault("store", t("{name} is no database.", name=outbox.store))


# --- one table --------------------------------------------------------------------------------


def _outbox(path: Path, number: int, table: Mapping[str, Any]) -> tuple[OutboxSettings, Place]:
    place = OutboxPlace(path, str(number))
    for key in table:
        if key not in _ALL_KEYS:
            raise place.fault(key, t("unknown key."), did_you_mean(key, _ALL_KEYS))
    for key in ("name", "store", "what"):
        if key not in table:
            raise place.fault(key, t("missing."))
    name = _name(place, "name", table["name"])
    place = OutboxPlace(path, f"{number} ({name})")
    store = _text(place, "store", table["store"])
    kind = _kind(place, store, table)
    for key in table:
        if key not in _COMMON and key not in _KEYS[kind]:
            raise place.fault(
                key,
                t("does not go with this kind of store."),
                t("Possible: {choices}.", choices=", ".join((*_COMMON, *_KEYS[kind]))),
            )
    readers: dict[str, Callable[[Place, str, Any], Any]] = {
        "what": _what,
        "password_env": _variable,
        "token_env": _variable,
        "table": _target,
        "columns": _mapping,
        "key": _target,
        "on_repeat": _on_repeat,
        "procedure": _target,
        "arguments": _arguments,
        "method": _method,
        "body": _mapping,
        "status": _status,
        "timezone": SCHEDULE["timezone"],
        "timeout_s": _seconds,
        "tries": _tries,
    }
    values = {key: readers[key](place, key, raw) for key, raw in table.items() if key in readers}
    outbox = OutboxSettings(name=name, store=store, **values)
    {"database": _check_database, "web": _check_web, "file": _check_file}[kind](place, outbox)
    return outbox, place


def _kind(place: Place, store: str, table: Mapping[str, Any]) -> str:
    if not store:
        raise place.fault("store", t("missing."))
    if "://" not in store:
        # A registered source: what it is shows when the database is asked.
        return "database" if "table" in table or "procedure" in table else "web"
    kind = _kind_of_url(store)
    if kind == "file":
        return kind
    try:
        parts = urlsplit(store)
        _ = parts.port
    except ValueError as error:
        raise place.fault("store", t("the URL cannot be read: {reason}.", reason=error)) from None
    if parts.password is not None:
        raise place.fault(
            "store", t("a password does not belong here."), 'password_env = "VARIABLE"'
        )
    option = secret_store.secret_in(store)
    if option:
        raise place.fault("store", t("a secret does not belong here ({what}).", what=option),
                          'token_env = "VARIABLE"')  # fmt: skip
    if kind == "web" and not parts.hostname:
        raise place.fault("store", t("the URL names no host."))
    if kind == "database":
        from rino_desktop import bootstrap

        try:
            bootstrap.check_store_url(store)
        except KnownError as error:
            raise place.fault("store", said(error)) from None
    return kind


def _kind_of_url(url: str) -> str:
    scheme = url.partition("://")[0].lower()
    return {"http": "web", "https": "web", "file": "file"}.get(scheme, "database")


def _check_database(place: Place, outbox: OutboxSettings) -> None:
    if outbox.table and outbox.procedure:
        raise place.fault("procedure", t("either a table or a procedure, not both."))
    if outbox.procedure:
        for key in ("columns", "key"):
            if getattr(outbox, key):
                raise place.fault(key, t("goes with a table."), t("A procedure has arguments."))
        if outbox.store.startswith("sqlite"):
            raise place.fault("procedure", t("SQLite has no procedures."), 'table = "…"')
        if not outbox.arguments:
            raise place.fault("arguments", t("missing."), 'arguments = ["key", "phone"]')
        return
    if not outbox.table:
        raise place.fault("table", t("missing."), t("A database needs a table or a procedure."))
    if outbox.arguments:
        raise place.fault("arguments", t("goes with a procedure."), t("A table has columns."))
    if not outbox.key:
        raise place.fault(
            "key",
            t("missing."),
            t("Name the text column that keeps the key of each row, so that none comes twice."),
        )
    if not outbox.columns and outbox.what != (OutboxContent.WRITES,):
        raise place.fault("columns", t("missing."), 'columns = { PHONE = "phone" }')
    for column in outbox.columns:
        if column.casefold() == outbox.key.casefold():
            raise place.fault(f"columns.{column}", t("the key column is filled by itself."))


def _check_web(place: Place, outbox: OutboxSettings) -> None:
    if outbox.token_env and outbox.password_env:
        raise place.fault("token_env", t("either a token or a password, not both."))
    if outbox.is_url:
        _check_address(place, outbox.store, web=True)


def _check_file(place: Place, outbox: OutboxSettings) -> None:
    _check_address(place, outbox.store, web=False)
    path = unquote(outbox.store.partition("://")[2])
    if not path.startswith("/") or ".." in Path(path).parts:
        raise place.fault(
            "store", t("must be an absolute path."), "file:///srv/out/{campaign}-{date}.csv"
        )
    if path.endswith("/") or Path(path).suffix.lower() in _LINES:
        return
    if not any(f"{{{name}}}" in path for name in ("key", "recording", "attempt_id")):
        raise place.fault(
            "store",
            t("every row would overwrite the one before it."),
            t("End it with .csv, .jsonl or /, or put {key} into the file's name."),
        )


def _check_address(place: Place, text: str, *, web: bool) -> None:
    try:
        compile_place(text, web=web)
    except UnknownFieldError as error:
        raise _no_field(place, "store", str(error)) from None
    except BadExpressionError as error:
        raise place.fault("store", _words(error)) from None


# --- values -----------------------------------------------------------------------------------


def _text(place: Place, key: str, raw: Any) -> str:
    if not isinstance(raw, str):
        raise place.fault(key, t("must be text in quotes."))
    return raw.strip()


def _name(place: Place, key: str, raw: Any) -> str:
    name = _text(place, key, raw)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise place.fault(key, t("must be 1 to {n} printable characters.", n=_LONGEST_NAME))
    return name


def _target(place: Place, key: str, raw: Any) -> str:
    name = _text(place, key, raw)
    if not name or not name.isprintable() or len(name) > 200 or any(c in name for c in "\"'`;"):
        raise place.fault(key, t("{name} cannot be a name in a database.", name=repr(raw)))
    return name


def _variable(place: Place, key: str, raw: Any) -> str:
    name = _text(place, key, raw)
    if not _VARIABLE.fullmatch(name):
        raise place.fault(key, t("{name} is no name of a variable.", name=repr(raw)))
    return name


def _what(place: Place, key: str, raw: Any) -> tuple[OutboxContent, ...]:
    names = [raw] if isinstance(raw, str) else raw
    possible = [content.value for content in OutboxContent]
    if not isinstance(names, list) or not names:
        raise place.fault(
            key,
            t("must be a list of what goes there."),
            t("Possible: {choices}.", choices=", ".join(possible)),
        )
    for name in names:
        if name not in possible:
            raise place.fault(
                key,
                t("unknown value {value}.", value=repr(name)),
                did_you_mean(str(name), possible),
            )
    return tuple(dict.fromkeys(map(OutboxContent, names)))


def _on_repeat(place: Place, key: str, raw: Any) -> OnRepeat:
    possible = [each.value for each in OnRepeat]
    if raw not in possible:
        raise place.fault(
            key, t("unknown value {value}.", value=repr(raw)), did_you_mean(str(raw), possible)
        )
    return OnRepeat(raw)


def _method(place: Place, key: str, raw: Any) -> str:
    method = _text(place, key, raw).upper()
    if method not in _METHODS:
        raise place.fault(
            key,
            t("unknown value {value}.", value=repr(raw)),
            t("Possible: {choices}.", choices=", ".join(_METHODS)),
        )
    return method


def _status(place: Place, key: str, raw: Any) -> tuple[int, ...]:
    numbers = raw if isinstance(raw, list) else [raw]
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int) or not 200 <= number <= 599:
            raise place.fault(
                key, t("must be a whole number from {least} to {most}.", least=200, most=599)
            )
    if not numbers:
        raise place.fault(key, t("missing."))
    return tuple(numbers)


def _seconds(place: Place, key: str, raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0.5 <= raw <= 300:
        raise place.fault(key, t("must be a number from {least} to {most}.", least=0.5, most=300))
    return float(raw)


def _tries(place: Place, key: str, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 1 <= raw <= 100:
        raise place.fault(
            key, t("must be a whole number from {least} to {most}.", least=1, most=100)
        )
    return raw


def _mapping(place: Place, key: str, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict) or not raw or len(raw) > _MOST_COLUMNS:
        raise place.fault(
            key, t("must be a table such as {example}.", example='{ PHONE = "phone" }')
        )
    seen: set[str] = set()
    for name, value in raw.items():
        _target(place, key, name)
        if name.casefold() in seen:
            raise place.fault(f"{key}.{name}", t("is there twice."))
        seen.add(name.casefold())
        _check_value(place, f"{key}.{name}", value)
    return dict(raw)


def _arguments(place: Place, key: str, raw: Any) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw or len(raw) > _MOST_COLUMNS:
        raise place.fault(key, t("must be a list such as {example}.", example='["key", "phone"]'))
    for number, value in enumerate(raw, 1):
        _check_value(place, f"{key} {number}", value)
    return tuple(raw)


def _check_value(place: Place, key: str, value: Any) -> None:
    if not isinstance(value, str):
        raise place.fault(
            key, t("must be text in quotes."), t("A constant is written {example}.", example='"=5"')
        )
    try:
        compile_value(value)
    except UnknownFieldError as error:
        raise _no_field(place, key, str(error)) from None
    except BadExpressionError as error:
        raise place.fault(key, _words(error)) from None


def _no_field(place: Place, key: str, name: str) -> KnownError:
    others = ["result.NAME", "contact.HEADER", "write.NAME"]
    return place.fault(
        key, t("there is no field {name}.", name=repr(name)), did_you_mean(name, [*FIELDS, *others])
    )


def _words(error: BadExpressionError) -> str:
    return f"{error.ru if language() == 'ru' else error.en}."
