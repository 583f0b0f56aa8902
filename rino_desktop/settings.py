"""The global options: command line, then environment, then configuration file, then defaults."""

import difflib
import hashlib
import os
import tomllib
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.errors import KnownError
from rino_desktop import log, paths, secret_store
from rino_desktop.texts import LANGUAGES, system_language, t
from rino_desktop.texts.errors import reason_of

#: Longer than anything honest takes: a conflict is given up after 3 s and a connection after 10 s,
#: and nothing that dialling waits for reads more than an index leads it to.
STUCK_AFTER_S = 180.0
#: Two renewals of the lease and what keeps them waiting; less would end engines that are well.
_LEAST_STUCK_S = 10.0


#: Talks that are longer are rare, and whoever upgrades waits for them.
DRAIN_S = 1800.0
#: What a stop without patience gives; and nobody waits for more than a day.
_DRAIN_S = (30.0, 86_400.0)


#: The secret of a database on a server.
DATABASE_PASSWORD = "RINO_DB_PASSWORD"  # noqa: S105 # its name


@dataclass(frozen=True, slots=True)
class DataSource:
    """An external database that contact lists are built from."""

    name: str
    url: str
    #: Name of the environment variable that holds the password; "" for none.
    password_env: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """``database``: a path or a firebird:// URL; ``password``: None when none was given."""

    database: str
    password: str | None
    language: str
    json: bool
    log_level: str
    #: A folder of this machine: the voice store itself or, where that has an address, what this
    #: node keeps of it (recordings that wait for their upload, copies).
    voice_store: Path
    sources: Mapping[str, DataSource] = field(default_factory=dict)
    #: The address of a voice store elsewhere; "": it is the folder.
    voice_store_url: str = ""
    #: Who has said where it is: "option", "environment", "file", "desktop" (who works there has
    #: chosen it), or "default".
    voice_store_from: str = "default"
    #: Name of the speech engine; "": the built-in one.
    speech: str = ""
    #: Voice packs for campaigns that name none, by their names in the voice store.
    voice_pack: tuple[str, ...] = ()
    #: Folder of the administrator's own legal presets; None: not said.
    presets: Path | None = None
    #: An engine that shows no sign of life for so many seconds is stuck; 0: nobody watches.
    stuck_after_s: float = STUCK_AFTER_S
    #: How long live calls may go on when the engine is asked to end after them; seconds.
    drain_s: float = DRAIN_S
    #: How lines of the log look: one of ``log.FORMATS``.
    log_format: str = "text"
    #: Where an engine shows its figures, ADDRESS:PORT or PORT; "": nowhere.
    metrics: str = ""
    #: Which of "db", "lang" somebody has given (options, environment, file), and not left to the
    #: default: the desktop's own choices come after those.
    given: frozenset[str] = frozenset()

    @property
    def voice_packs_folder(self) -> Path:
        return self.voice_store / "packs"


_KEYS: dict[str, type] = {
    "db": str,
    "lang": str,
    "log_level": str,
    "log_format": str,
    "metrics": str,
    "json": bool,
    "voice_store": str,
    "voice_spool": str,
    "voice_pack": str,
    "speech": str,
    "sources": dict,
    "presets": str,
    "stuck_after_s": int,
    "drain_s": int,
}
_SOURCE_KEYS = ("url", "password_env")


def resolve(options: Namespace) -> Settings:
    """``options``: the parsed global options, those not given missing or None."""
    file = _read(Path(options.config)) if getattr(options, "config", None) else {}

    def given(name: str) -> object:
        return getattr(options, name, None) or file.get(name)

    voice_store, voice_store_from = _voice_store(options, file)
    database = str(
        getattr(options, "db", None)
        or os.environ.get("RINO_DB")
        or file.get("db")
        or paths.default_database()
    )
    return Settings(
        database=database,
        password=database_password(database),
        language=str(given("lang") or system_language()),
        json=bool(given("json")),
        log_level=str(given("log_level") or "warning"),
        log_format=_log_format(options, file),
        metrics=_metrics(options, file),
        voice_store=_voice_folder(voice_store, file.get("voice_spool")),
        voice_store_url=voice_store if "://" in voice_store else "",
        voice_store_from=voice_store_from,
        sources=file.get("sources", {}),  # type: ignore[arg-type] # built by _sources
        speech=str(os.environ.get("RINO_SPEECH") or file.get("speech") or "").strip(),
        voice_pack=tuple(
            name.strip()
            for name in str(
                os.environ.get("RINO_VOICE_PACK") or file.get("voice_pack") or ""
            ).split(",")
            if name.strip()
        ),
        presets=Path(str(file["presets"])).expanduser() if file.get("presets") else None,
        stuck_after_s=_stuck_after_s(file),
        drain_s=_drain_s(file),
        given=frozenset(
            name
            for name in ("db", "lang")
            if given(name) or (name == "db" and "RINO_DB" in os.environ)
        ),
    )


def _log_format(options: Namespace, file: Mapping[str, object]) -> str:
    given = getattr(options, "log_format", None) or os.environ.get("RINO_LOG_FORMAT")
    wanted = str(given or file.get("log_format") or "text")
    if wanted not in log.FORMATS:
        raise KnownError(
            t("log_format (or RINO_LOG_FORMAT) cannot be {value}.", value=wanted),
            mend=t("Possible: {choices}.", choices=", ".join(log.FORMATS)),
        )
    return wanted


def _metrics(options: Namespace, file: Mapping[str, object]) -> str:
    given = getattr(options, "metrics", None) or os.environ.get("RINO_METRICS")
    wanted = str(given or file.get("metrics") or "").strip()
    # An option takes back what the file says.
    return "" if wanted.lower() == "off" else wanted


def _voice_store(options: Namespace, file: Mapping[str, object]) -> tuple[str, str]:
    """The place, and who has said it."""
    said = {
        "option": getattr(options, "voice_store", None),
        "environment": os.environ.get("RINO_VOICE_STORE"),
        "file": file.get("voice_store"),
        "default": paths.voice_store(),
    }
    return next((str(place), who) for who, place in said.items() if place)


def with_voice_store(settings: Settings, place: str) -> Settings:
    """As somebody at the desktop has chosen it, "": the default one; what was said by options,
    environment or file stays."""
    if settings.voice_store_from not in ("default", "desktop"):
        return settings
    place = place.strip()
    return replace(
        settings,
        voice_store=_voice_folder(place or str(paths.voice_store()), None),
        voice_store_url=place if "://" in place else "",
        voice_store_from="desktop" if place else "default",
    )


def database_password(database: str) -> str | None:
    """Of a database on a server: of the environment, or of the keyring."""
    if "://" not in database:
        return os.environ.get(DATABASE_PASSWORD)
    return secret_store.own_secret(DATABASE_PASSWORD) or None


def _seconds(given: object) -> float:
    """-1 for what is no number."""
    try:
        return float(str(given).replace(",", "."))
    except ValueError:
        return -1.0


def _drain_s(file: Mapping[str, object]) -> float:
    given = os.environ.get("RINO_DRAIN") or file.get("drain_s", DRAIN_S)
    seconds = _seconds(given)
    least, most = _DRAIN_S
    if not least <= seconds <= most:
        raise KnownError(
            t("drain_s (or RINO_DRAIN) cannot be {value}.", value=given),
            mend=t("Give seconds, from {least} to {most}.", least=f"{least:.0f}",
                   most=f"{most:.0f}"),
        )  # fmt: skip
    return seconds


def _stuck_after_s(file: Mapping[str, object]) -> float:
    given = os.environ.get("RINO_STUCK_AFTER") or file.get("stuck_after_s", STUCK_AFTER_S)
    seconds = _seconds(given)
    if seconds != 0 and not _LEAST_STUCK_S <= seconds < 1e6:
        raise KnownError(
            t("stuck_after_s (or RINO_STUCK_AFTER) cannot be {value}.", value=given),
            mend=t("Give seconds, at least {least}, or 0: then nobody watches over the engine.",
                   least=f"{_LEAST_STUCK_S:.0f}"),
        )  # fmt: skip
    return seconds


def _voice_folder(voice_store: str, spool: object) -> Path:
    if "://" not in voice_store:
        return Path(voice_store).expanduser()
    if spool:
        return Path(str(spool)).expanduser()
    # One folder for each store: another address must not get what waits for this one.
    place = voice_store.partition("?")[0].rstrip("/")
    name = hashlib.sha256(place.encode()).hexdigest()[:12]
    return paths.voice_store().with_name(f"voice-{name}")


def _read(path: Path) -> dict[str, object]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise KnownError(
            t("{file}: cannot be read: {reason}.", file=path, reason=reason_of(error))
        ) from None
    except (ValueError, RecursionError) as error:
        raise KnownError(t("{file}: not valid TOML: {reason}.", file=path, reason=error)) from None
    for key, value in values.items():
        if key not in _KEYS:
            raise KnownError(
                t("{file}: unknown key {key}.", file=path, key=key), mend=did_you_mean(key, _KEYS)
            )
        if not isinstance(value, _KEYS[key]):
            raise KnownError(
                t("{file}: {key} has the wrong type.", file=path, key=key),
                mend=t("Expected: {kind}.", kind=_KEYS[key].__name__),
            )
    _one_of(path, values, "lang", LANGUAGES)
    _one_of(path, values, "log_level", log.LEVELS)
    _one_of(path, values, "log_format", log.FORMATS)
    values["sources"] = _sources(path, values.get("sources", {}))
    return values


def _sources(path: Path, tables: Mapping[str, object]) -> dict[str, DataSource]:
    sources = {}
    for name, table in tables.items():
        place = f"[sources.{name}]"
        if not isinstance(table, dict) or not isinstance(table.get("url"), str):
            raise KnownError(
                t("{file}: {key} has no url.", file=path, key=place),
                mend='url = "firebird://USER@HOST/DATABASE" | "sqlite:///FILE"',
            )
        for key, value in table.items():
            if key not in _SOURCE_KEYS or not isinstance(value, str):
                raise KnownError(
                    t("{file}: unknown key {key}.", file=path, key=f"{place}.{key}"),
                    mend=did_you_mean(key, _SOURCE_KEYS),
                )
        sources[name] = DataSource(name, table["url"], table.get("password_env", ""))
    return sources


def _one_of(path: Path, values: Mapping[str, object], key: str, choices: tuple[str, ...]) -> None:
    if key in values and values[key] not in choices:
        raise KnownError(
            t("{file}: {key} has an unknown value.", file=path, key=key),
            mend=t("Possible: {choices}.", choices=", ".join(choices)),
        )


def did_you_mean(word: str, possible: Mapping[str, object] | tuple[str, ...] | list[str]) -> str:
    """The mend for a word that is none of ``possible``."""
    near = difflib.get_close_matches(word, list(possible), n=1, cutoff=0.5)
    if near:
        return t("Did you mean {word}?", word=near[0])
    if not possible:
        return ""
    return t("Possible: {choices}.", choices=", ".join(sorted(possible)))
