"""Speech, sound files and telephony."""

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop import paths, secret_store
from rino_desktop.settings import Settings
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.speech import Speech
    from engine.ports.telephony import Telephony
    from engine.service.voice import VoiceService
    from engine.service.voice_store import VoiceStore
    from rino_desktop.form_desk import Runs
    from rino_desktop.prompt_desk import StoredPrompts


def speech(name: str = "") -> "Speech":
    """The speech engine of this name: the built-in "espeak" (also ""), or a plug-in's."""
    from importlib.metadata import entry_points

    from engine.adapters.speech.espeak import EspeakSpeech
    from engine.ports.speech import ENTRY_POINT_GROUP
    from rino_desktop.plugins import load_entry

    if name in ("", "espeak"):
        return EspeakSpeech()
    found = entry_points(group=ENTRY_POINT_GROUP)
    for entry in found.select(name=name):
        factory = load_entry(entry)
        try:
            engine: Speech = factory()
        except KnownError:
            raise
        except Exception as error:  # a stranger's code: anything may go wrong in it
            raise KnownError(
                t("The speech engine {name} cannot be started: {reason}.", name=name, reason=error),
                mend=t("Mend or remove the plug-in."),
            ) from error
        return engine
    known = ["espeak", *(entry.name for entry in found)]
    raise KnownError(
        t("There is no speech engine {name}.", name=name),
        mend=t("Possible: {choices}.", choices=", ".join(sorted(set(known)))),
    )


def all_voices(settings: Settings) -> "Speech":
    """The speech engine of the settings, with the voices of all that are installed to choose
    from; one that cannot be used is not offered."""
    from importlib.metadata import entry_points

    from engine.ports.speech import ENTRY_POINT_GROUP
    from rino_desktop.all_voices import AllVoices

    usual = settings.speech or "espeak"
    installed = {"espeak", *(entry.name for entry in entry_points(group=ENTRY_POINT_GROUP))}
    others: dict[str, Speech] = {}
    for name in sorted(installed - {usual}):
        with suppress(KnownError):
            others[name] = speech(name)
    return AllVoices(usual, speech(settings.speech), others)


def voice_store(settings: Settings) -> "VoiceStore":
    """Prompts and recordings: a folder of this machine, or what the address names."""

    from engine.adapters.voice_store import open_folder, open_url
    from engine.adapters.voice_store.address import PASSWORD
    from engine.service.voice_store import VoiceStore

    url = settings.voice_store_url
    environment = secret_store.Environment(PASSWORD)
    remote = (lambda: open_url(url, environment)) if url else None
    return VoiceStore(settings.voice_store, open_folder, remote)


def voice_service(settings: Settings, store: "VoiceStore | None" = None) -> "VoiceService":
    from engine.service.voice import VoiceService
    from engine.service.voice_packs import VoicePacks

    store = store or voice_store(settings)
    store.folder.mkdir(parents=True, exist_ok=True)
    return VoiceService(
        store.folder,
        settings.voice_store / "cache",
        speech(settings.speech),
        find_elsewhere=store.find if store.remote else None,
        shipped=paths.resources() / "prompts",
        packs=VoicePacks(
            settings.voice_packs_folder, settings.voice_store / "cache/packs", settings.voice_pack
        ),
    )


def stored_prompts(settings: Settings, database: "Runs | None" = None) -> "StoredPrompts":
    """The prompts of the editor. ``database``: where schemes are, to tell which takes are used."""
    from rino_desktop.prompt_desk import StoredPrompts

    place = settings.voice_store_url.partition("?")[0] or str(settings.voice_store.absolute())
    # One folder for each store: another one must not get what waits for this one.
    waiting = paths.data_folder() / "takes" / hashlib.sha256(place.encode()).hexdigest()[:12]
    return StoredPrompts(
        lambda: voice_store(settings),
        lambda store: voice_service(settings, store),
        lambda: all_voices(settings),
        waiting,
        paths.resources() / "prompts",
        database,
    )


def telephony() -> "Telephony":
    from engine.adapters.pjsip.adapter import PjsipTelephony

    return PjsipTelephony(passwords=secret_store.secret)
