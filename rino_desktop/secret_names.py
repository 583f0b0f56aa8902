"""Which secrets the office's set-up names, and what for."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from engine.ports.storage import Stores
from rino_desktop import secret_store, sources
from rino_desktop.secret_store import Place
from rino_desktop.settings import DATABASE_PASSWORD, Settings
from rino_desktop.texts import t

VOICE_STORE_PASSWORD = "RINO_VOICE_STORE_PASSWORD"  # noqa: S105 # its name


@dataclass(frozen=True, slots=True)
class NamedSecret:
    """``place``: where this computer finds it."""

    name: str
    used_by: tuple[str, ...]
    place: Place


def of_other_trunks(name: str) -> Callable[[Stores], set[str]]:
    """The names of secrets of trunks that are called otherwise."""
    return lambda stores: {
        each.settings.password_env
        for each in stores.trunks.all()
        if each.name.casefold() != name.casefold()
    }


def of_other_sources(name: str) -> Callable[[Stores], set[str]]:
    return lambda stores: {
        each.password_env
        for each in stores.sources.all()
        if each.name.casefold() != name.casefold()
    }


def of_other_schedules(name: str) -> Callable[[Stores], set[str]]:
    """``name`` "": of all."""
    return lambda stores: {
        _of_mail(each.mail) for each in stores.schedules.all() if each.name != name
    }


def named(settings: Settings, stores: Stores) -> list[NamedSecret]:
    """Without their values."""
    users: dict[str, list[str]] = defaultdict(list)

    def note(name: str, user: str) -> None:
        if name and user not in users[name]:
            users[name].append(user)

    if "://" in settings.database:
        note(DATABASE_PASSWORD, t("the database"))
    if settings.voice_store_url:
        note(VOICE_STORE_PASSWORD, t("the voice store"))
    for trunk in stores.trunks.all():
        note(trunk.settings.password_env, t("trunk {name}", name=trunk.name))
    for source in sources.all_sources(settings, stores):
        for name in (source.password_env, *secret_store.names_in(source.url)):
            note(name, t("data source {name}", name=source.name))
    for campaign in stores.campaigns.all():
        for outbox in campaign.settings.outbox:
            for name in (outbox.password_env, outbox.token_env):
                note(name, t("outbox {name} of {campaign}", name=outbox.name,
                             campaign=campaign.name))  # fmt: skip
    for schedule in stores.schedules.all():
        note(_of_mail(schedule.mail), t("scheduled report {name}", name=schedule.name))
    alarms = stores.alarms.settings()
    for name in (
        _of_mail(alarms.mail), alarms.secret_env, *secret_store.names_in(alarms.webhook)
    ):  # fmt: skip
        note(name, t("alarms"))
    return [
        NamedSecret(name, tuple(used_by), secret_store.place_of(name))
        for name, used_by in sorted(users.items())
        if used_by
    ]


def _of_mail(mail: str) -> str:
    """``mail``: as JSON, "" for none."""
    return str(json.loads(mail).get("password_env", "")) if mail else ""
