"""The check before the start, of whether list, scheme and operators fit each other."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from engine.domain.calling_hours import CallingHours, zone_of
from engine.domain.campaign import Campaign, CampaignMode, CampaignSettings
from engine.domain.presets import lawful_schedule
from engine.ports.storage import Stores
from engine.quotes import quoted
from rino_desktop import bootstrap
from rino_desktop.campaign_actions import Action
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.scheme_library import PublishedLibrary
from rino_desktop.texts import language, t

#: A longer day is not worth a word.
_LONG_DAY = timedelta(hours=6)


def of_list(
    stores: Stores, campaign: Campaign, document: str | None, now: datetime
) -> Iterator[Finding]:
    """Columns that are looked for and not there; numbers of whom nobody knows where they are."""
    yield from _columns(stores, campaign, document)
    yield from _zones(stores, campaign, now)
    erased = stores.contact_life.erased(campaign.id)
    if erased:
        yield Finding(
            "erased", State.WARNING, t("data of contacts"),
            t("Of {n} who were still to be called the data were deleted by retention: they are not "
              "called.", n=erased),
            t("Import the list again: who has data again is called."), Action.CONTACTS,
        )  # fmt: skip


def _columns(stores: Stores, campaign: Campaign, document: str | None) -> Iterator[Finding]:
    from engine.scheme.codec import load_scheme
    from engine.scheme.values import ContactFields

    what, settings = t("columns of the list"), campaign.settings
    there = ContactFields(dict.fromkeys(stores.contact_book.field_names([campaign.id]), "-"))
    if document is not None:
        lacking = [
            variable.fields[0]
            for variable in load_scheme(document, settings.scheme).variables
            if variable.fields and not settings.variables.get(variable.name)
            and not any(there.get(header) for header in variable.fields)
        ]  # fmt: skip
        if lacking:
            names = ", ".join(quoted(name, language()) for name in lacking)
            yield Finding(
                "columns", State.WARNING, what,
                t("The scheme looks for columns that the list has not: {names}. It will know "
                  "nothing of that.", names=names),
                t("Rename the columns and import the list again, or let the scheme look for "
                  "others."), Action.CONTACTS,
            )  # fmt: skip
    if settings.person and not there.get(settings.person):
        yield Finding(
            "person", State.WARNING, what,
            t("The list has no column {name}: calls to several numbers of one person are not "
              "counted together.", name=settings.person),
            action=Action.PRESET,
        )  # fmt: skip


def _zones(stores: Stores, campaign: Campaign, now: datetime) -> Iterator[Finding]:
    hours = CallingHours(lawful_schedule(campaign.settings))
    waiting = stores.waiting.zones(campaign.id, now)
    short: dict[tuple[str, ...], int] = {}
    for zone in waiting:
        if len(zone.zones) > 1:
            short[zone.zones] = short.get(zone.zones, 0) + zone.due + zone.later
    if not short:
        return
    zones, n = max(short.items(), key=lambda item: item[1])
    total = sum(zone.due + zone.later for zone in waiting)
    what = t("time zones")
    mend = t("Import the list again with a column of the region or the time zone.")
    opening = now if hours.allowed(zones, now) else hours.next_opening(zones, now)
    if opening is None:
        yield Finding(
            "zones", State.WARNING, what,
            t("Of {n} of {total} only the number is known, which may be anywhere in the country: "
              "there is no hour at which it is allowed everywhere.", n=n, total=total),
            mend, Action.CONTACTS,
        )  # fmt: skip
        return
    until = hours.span(zones, opening).until
    if until is None or until - opening > _LONG_DAY:
        return
    home = campaign.settings.schedule.timezone
    begin, end = (moment.astimezone(zone_of(home)) for moment in (opening, until))
    yield Finding(
        "zones", State.WARNING, what,
        t("Of {n} of {total} only the number is known, which may be anywhere in the country: they "
          "are called {hours} ({zone}), when it is allowed everywhere.", n=n, total=total,
          hours=f"{begin:%d.%m %H:%M}–{end:%H:%M}", zone=home),
        mend, Action.CONTACTS,
    )  # fmt: skip


def of_operators(stores: Stores, settings: CampaignSettings) -> Iterator[Finding]:
    """A scheme that connects to telephone numbers only makes the dialer wait for people to whom
    nobody comes."""
    from engine.ivr.compile import compile_scheme, needs_operator

    if settings.mode is not CampaignMode.AUTOMATED:
        return
    library = PublishedLibrary(stores)
    scheme = library(settings.scheme)
    if scheme is None or needs_operator(compile_scheme(scheme, bootstrap.node_types(), library)):
        return
    meant = settings.pacing is not None or settings.operators is not None
    yield Finding(
        "operator_block", State.BLOCKS if meant else State.WARNING, t("operators"),
        t("The scheme {name} has no block “Connect operator”: operators who have signed in get no "
          "calls, and yet are waited for.", name=settings.scheme),
        t("Choose a scheme that has it, or let the robot talk."), Action.SCHEME,
    )  # fmt: skip
