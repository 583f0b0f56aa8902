"""Callbacks of operators as commands show them."""

from datetime import datetime
from typing import Any

from engine.domain.callback_hours import local_times
from engine.domain.callbacks import Callback, CallbackState
from engine.domain.campaign import CampaignSettings
from rino_desktop.cli.output import iso, local
from rino_desktop.texts import t


def state_word(state: CallbackState) -> str:
    words = {
        CallbackState.WAITING: t("planned"),
        CallbackState.REMINDED: t("reminded"),
        CallbackState.TAKEN: t("taken"),
        CallbackState.MISSED: t("missed"),
        CallbackState.DONE: t("rung back"),
        CallbackState.CANCELLED: t("callback cancelled"),
    }
    return words[state]


def whose(callback: Callback) -> str:
    owner = callback.owner or t("the team")
    text = f"{owner} ← {callback.missed_by}" if callback.missed_by else owner
    if not callback.given_up:
        return text
    return t("{whose}: not reached, calls: {count}", whose=text, count=callback.tries)


def there(callback: Callback, settings: CampaignSettings) -> str:
    """The subscriber's own time; several where it is not known which."""
    times = local_times(settings, callback.zones, callback.due_at)
    return " / ".join(f"{local:%H:%M}" for _, local in times)


def document(callback: Callback, now: datetime) -> dict[str, Any]:
    return {
        "id": callback.id,
        "phone": callback.phone,
        "due_at": iso(callback.due_at),
        "overdue": callback.overdue(now),
        "state": callback.state,
        "owner": callback.owner or None,
        "missed_by": callback.missed_by or None,
        "taken_by": callback.taken_by or None,
        "tries": callback.tries,
        "caller": callback.caller,
        "note": callback.note,
        "zones": list(callback.zones),
        "contact": callback.contact_id,
        "campaign": callback.campaign_id,
        "queue": callback.queue or None,
        "author": callback.author,
        "created_at": iso(callback.created_at),
        "ended_at": iso(callback.ended_at),
        "revision": callback.revision,
    }


def line(callback: Callback, settings: CampaignSettings) -> str:
    """One for people."""
    return t(
        "{phone}, {time} ({there} there); {state}; {whose}",
        phone=callback.phone,
        time=local(callback.due_at),
        there=there(callback, settings),
        state=state_word(callback.state),
        whose=whose(callback),
    )
