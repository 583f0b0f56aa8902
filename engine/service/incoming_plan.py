"""What a call that comes in is led by: its scheme, and what that may know of the caller."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from engine.domain.calling_hours import zone_of
from engine.domain.campaign import CampaignSettings
from engine.domain.incoming import Choice, RouteKind, after_hours
from engine.errors import KnownError, Phrase
from engine.ivr.model import CallFacts
from engine.ports.incoming import RungBack
from engine.ports.telephony import IncomingCall
from engine.service.call_plan import CallPlan, facts_of
from engine.service.campaign_watch import IncomingPlan, PublishedScheme, Snapshot
from engine.service.outside_steps import StepOwner

#: Folder of recordings and messages of callers who belong to no campaign.
FOLDER = "incoming calls"


class RouteFault(KnownError):
    """The route cannot be followed now; its after-hours scheme answers instead."""


class Operators(Protocol):
    """Whom calls can be put through to (engine.service.routing.roster)."""

    def has_queue(self, name: str) -> bool: ...
    def operator_named(self, name: str) -> int | None: ...


def scheme_of(plan: IncomingPlan, choice: Choice, operators: Operators) -> PublishedScheme:
    """Raises RouteFault."""
    found = plan.schemes.get(choice.target.casefold())
    if choice.kind is not RouteKind.SCHEME:
        _require_there(choice, operators)
        found = plan.led.get(choice.route.id)
    if isinstance(found, PublishedScheme):
        return found
    raise RouteFault(
        "the scheme '{name}' cannot be used: {reason}",
        name=choice.target,
        reason=found or Phrase("it is not there"),
    )


def _require_there(choice: Choice, operators: Operators) -> None:
    if choice.kind is RouteKind.QUEUE and not operators.has_queue(choice.target):
        raise RouteFault("there is no queue named '{name}'.", name=choice.target)
    if choice.kind is RouteKind.OPERATOR and operators.operator_named(choice.target) is None:
        raise RouteFault("{name} is no operator.", name=choice.target)


def followed(
    plan: IncomingPlan, choice: Choice, operators: Operators
) -> tuple[Choice, PublishedScheme | None, str]:
    """What is really done: the choice or, where that cannot be followed, what answers after
    hours; its scheme, None: the call is refused; and what stood in the way, "" for nothing."""
    if choice.kind is RouteKind.REJECT:
        return choice, None, ""
    try:
        return choice, scheme_of(plan, choice, operators), ""
    except RouteFault as fault:
        why = str(fault)
    instead = after_hours(choice.route)
    if choice.after_hours or instead.kind is RouteKind.REJECT:
        return choice, None, why
    try:
        return instead, scheme_of(plan, instead, operators), why
    except RouteFault as fault:
        return instead, None, f"{why}; {fault}"


@dataclass(frozen=True, slots=True)
class Files:
    """Where recordings and messages of one call go; see EngineParts."""

    recording_name: Callable[[str, int, datetime], str]
    message_name: Callable[[str, int, datetime, int], str]
    recording_path: Callable[[str], Path]


def call_plan(
    event: IncomingCall, number: int, phone: str, choice: Choice, scheme: PublishedScheme,
    matched: RungBack | None, snapshot: Snapshot, files: Files, operator_id: int | None,
) -> CallPlan:  # fmt: skip
    """``number``: the call's in the database; ``operator_id``: to whom the route leads. OSError
    when nothing can be recorded."""
    route = choice.route.settings
    context = None if matched is None else snapshot.contexts.get(matched.campaign_id)
    settings = CampaignSettings(FOLDER) if context is None else context.campaign.settings
    settings = replace(settings, max_call_s=route.max_call_s, record=route.record)
    told = {
        "called_back": "false" if matched is None else "true",
        "called_number": event.called,
        "incoming": "true",
    }
    if context is not None and matched is not None:
        contact = matched.contact
        facts = facts_of(
            context.campaign,
            phone or event.caller,
            max(contact.progress.attempts, 1),
            contact.zones,
            event.at,
            seed=number,
        )
        facts = replace(facts, variables={**facts.variables, **told})
        fields: Mapping[str, str] = contact.fields
        owner = StepOwner(matched.campaign_id, contact.id, matched.attempt_id, phone)
    else:
        zone = zone_of(route.timezone)
        today = (event.at if zone is None else event.at.astimezone(zone)).date()
        facts = CallFacts(phone or event.caller, today=today, at=event.at,
                          zones=(route.timezone,), seed=number, variables=told)  # fmt: skip
        fields, owner = {}, StepOwner(0, 0, None, phone or event.caller)
    recording, recording_name = None, ""
    if route.record:
        recording_name = _own(files.recording_name(FOLDER, number, event.at))
        recording = files.recording_path(recording_name)

    def message(count: int) -> tuple[Path, str]:
        name = _own(files.message_name(FOLDER, number, event.at, count))
        return files.recording_path(name), name

    return CallPlan(
        call_id=event.call_id,
        phone=phone or event.caller,
        trunk_id=event.trunk_id,
        trunk_ids=(event.trunk_id,) if context is None else context.trunk_ids,
        caller_id="",
        settings=settings,
        scheme=scheme.compiled,
        facts=facts,
        fields={**fields, **told},
        recording=recording,
        recording_name=recording_name,
        message=message,
        versions=scheme.versions,
        owner=owner,
        incoming_id=number,
        operator_id=operator_id,
        sticky=None if matched is None else matched.operator_id,
    )


def _own(name: str) -> str:
    """Numbers of attempts and of incoming calls have nothing to do with each other: a campaign of
    our folder's name must not share a file with us."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/in-{file}"
