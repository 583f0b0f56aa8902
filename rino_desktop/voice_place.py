"""Where the voice store is: who has said it, and how somebody at the desktop chooses another."""

from datetime import datetime
from pathlib import Path

from engine.errors import KnownError
from engine.ports.storage import Stores
from rino_desktop import bootstrap
from rino_desktop.settings import Settings, with_voice_store
from rino_desktop.texts import t


def place_of(settings: Settings) -> str:
    """For people: a folder, or the address without its options."""
    return settings.voice_store_url.partition("?")[0] or str(settings.voice_store.absolute())


def told_by(settings: Settings) -> str:
    return {
        "option": t("said by the option --voice-store"),
        "environment": t("said by the environment: RINO_VOICE_STORE"),
        "file": t("said by the configuration file: voice_store"),
        "desktop": t("chosen here"),
        "demo": t("the demo's own"),
    }.get(settings.voice_store_from, t("the usual place"))


def fixed(settings: Settings) -> str:
    """Why it cannot be chosen here; "" when it can."""
    if settings.voice_store_from in ("default", "desktop"):
        return ""
    if settings.voice_store_from == "demo":
        return t("The demo has a place of its own: leave it first.")
    return t("It is {how}. Change it there, and start the program anew.", how=told_by(settings))


def tried(settings: Settings, place: str) -> Settings:
    """With that place, "" for the usual one, which can be read and written now. KnownError."""
    place = place.strip()
    if place and "://" not in place and not Path(place).expanduser().is_absolute():
        raise KnownError(
            t("{place} is neither an address nor a folder with its whole path.", place=place),
            mend=t("Choose the folder, or write it from its beginning."),
        )
    changed = with_voice_store(settings, place)
    store = bootstrap.voice_store(changed)
    try:
        if place:
            store.check_place()
        store.check()
    finally:
        store.close(0)
    return changed


def note_move(stores: Stores, before: Settings, after: Settings, now: datetime) -> None:
    places = [place_of(before), place_of(after)]
    if places[0] != places[1]:
        stores.audit.record(now, "voice.place", places[1], {"place": places})
