"""Ringing one number with a campaign's scheme: asked of the engines, followed, told."""

import json
from collections.abc import Mapping
from datetime import datetime

from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.reports import names
from rino_desktop.phones import to_e164
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import retold

#: How long an engine may take to pick a test call up, before we say that none does; seconds.
PICK_UP_S = 15.0
POLL_S = 0.3


def order(stores: Stores, name: str, number: str, fields: Mapping[str, str], now: datetime) -> int:
    """The command's number. KnownError when no engine lives, or the number is none."""
    campaign = stores.campaigns.by_name(name)
    if not any(session.lease_until > now for session in stores.nodes.sessions()):
        raise KnownError(
            t("No engine is running, so nobody can ring."),
            mend="rino-desktop --engine",
        )
    phone = to_e164(number, campaign.settings.country)
    arguments: dict[str, object] = {"number": phone, "fields": dict(fields)}
    return stores.nodes.post_command("test_call", campaign.id, arguments, now)


def outcome(stores: Stores, command_id: int) -> tuple[bool, dict[str, object] | None]:
    """(an engine has taken it, what came of it; None while it goes on)."""
    command = stores.nodes.command(command_id)
    if command.result.startswith("{"):
        found: dict[str, object] = json.loads(command.result)
        return True, found
    return bool(command.result) or command.done_at is not None, None


def nobody_takes() -> KnownError:
    return KnownError(
        t("No engine has taken the test call within {seconds} s.", seconds=int(PICK_UP_S)),
        mend="rino-desktop doctor",
    )


def require_placed(result: Mapping[str, object]) -> None:
    """KnownError with the reason when it was not."""
    fault = result.get("error")
    if fault:
        raise KnownError(
            t("The test call was not placed: {reason}.", reason=retold(str(fault)).rstrip("."))
        )


def blocks(stores: Stores, name: str) -> dict[str, str]:
    """Id → name of the blocks of the campaign's published scheme."""
    from engine.scheme.codec import load_scheme

    scheme = stores.campaigns.by_name(name).settings.scheme
    version = stores.schemes.published_ids().get(scheme.casefold())
    if version is None:
        return {}
    document = stores.schemes.version(version).document
    return {node.id: node.name for node in load_scheme(document, scheme).nodes}


def lines(result: Mapping[str, object], blocks: Mapping[str, str]) -> list[str]:
    """What a test call brought, for people; what is empty is left out. ``blocks``: id → name."""
    found = []
    for key, value in result.items():
        if key == "results" and isinstance(value, dict):
            found += [t("Result {name}: {value}", name=n, value=v) for n, v in value.items()]
        elif key == "written" and isinstance(value, list):
            for row in value:
                values = ", ".join(f"{n} = {v}" for n, v in row.items() if n != "store")
                found.append(
                    t("Would be written to {store}: {values}", store=row["store"], values=values)
                )
        elif key == "callback_at" and value:
            when = f"{datetime.fromisoformat(str(value)).astimezone():%Y-%m-%d %H:%M:%S}"
            found.append(
                t("Promised to call back at {when}; a test call keeps no promise.", when=when)
            )
        elif key == "asked_not_to_be_called":
            if value:
                found.append(t("Asked not to be called; a test call puts nobody on the list."))
        elif value not in ({}, [], None, ""):
            found += _plain(key, str(value), blocks)
    return found


def _plain(key: str, text: str, blocks: Mapping[str, str]) -> list[str]:
    """One figure of a call, as people read it."""
    tongue = language()
    if key == "disposition":
        return [t("Ended: {how}", how=names.disposition(text, tongue))]
    if key == "hangup_cause":
        return [t("Hung up: {cause}", cause=names.cause(text, tongue))]
    if key == "sip_code":
        return [t("Answer of the network: {code}", code=text)]
    if key == "talk_s":
        return [t("Talked for {seconds} s", seconds=f"{float(text):.0f}")]
    if key == "node":  # one of a scheme that was called has no name here
        return [t("Last block of the scheme: {name}", name=blocks[text])] if text in blocks else []
    return [f"{key}: {text}"]
