"""Which secrets the office's set-up names, and what for."""

from collections import defaultdict
from dataclasses import dataclass

from engine.domain.secret_names import SecretKind, names_in
from engine.guard import require_secret, secret_uses, secrets_of_others
from engine.guard.secret_uses import SecretUser
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


@dataclass(frozen=True, slots=True)
class Owner:
    """A thing that is being set up. ``name``: as it is in the database; "" for none so far."""

    kind: SecretKind
    name: str

    def others(self, stores: Stores) -> set[str]:
        """The names of secrets that anything else has."""
        return secrets_of_others(stores, self.kind, self.name)

    def require(self, stores: Stores, secret: str) -> None:
        """NoRight: whoever sets it up may not change that secret."""
        require_secret(stores, self.kind, secret)


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
    for user in secret_uses.users(stores):
        for use in user.uses:
            note(use.name, _words(user))
    for source in sources.declared(settings, stores):
        for name in (source.password_env, *names_in(source.url)):
            note(name, t("data source {name}", name=source.name))
    return [
        NamedSecret(name, tuple(used_by), secret_store.place_of(name))
        for name, used_by in sorted(users.items())
        if used_by
    ]


def _words(user: SecretUser) -> str:
    match user.kind:
        case SecretKind.TRUNK:
            return t("trunk {name}", name=user.name)
        case SecretKind.SOURCE:
            return t("data source {name}", name=user.name)
        case SecretKind.OUTBOX:
            campaign = user.campaign.name if user.campaign is not None else ""
            return t("outbox {name} of {campaign}", name=user.name, campaign=campaign)
        case SecretKind.REPORT:
            return t("scheduled report {name}", name=user.name)
        case SecretKind.ALARM:
            return t("alarms")
