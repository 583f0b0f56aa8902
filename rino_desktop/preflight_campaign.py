"""The check before the start, of what the shared database knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from engine.domain.calling_hours import CallingHours, zone_of
from engine.domain.campaign import Campaign, CampaignMode, CampaignSettings
from engine.domain.presets import bound, check_campaign, in_force, lawful_schedule
from engine.domain.trunk import Trunk, TrunkStatus
from engine.errors import KnownError
from engine.guard import NoRight
from engine.ports.audit import AuditFilter
from engine.ports.storage import ContactCounts, Stores
from rino_desktop import bootstrap, campaign_funnel, preflight_list, presets, schemes
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_people import require_people
from rino_desktop.campaign_references import References
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.scheme_library import PublishedLibrary
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import retold, said

if TYPE_CHECKING:
    from rino_desktop.settings import Settings

#: A backup that is older is told of.
_BACKUP_AGE = timedelta(days=7)
#: Too little of a calling day is left to begin.
_SHORT = timedelta(minutes=30)


@dataclass(frozen=True)
class _Case:
    office: "Settings"
    stores: Stores
    campaign: Campaign
    now: datetime

    @property
    def settings(self) -> CampaignSettings:
        return self.campaign.settings

    @cached_property
    def counts(self) -> ContactCounts:
        return self.stores.contacts.counts(self.campaign.id)

    @cached_property
    def trunks(self) -> list[Trunk]:
        """Those of the campaign that there are."""
        wanted = {name.casefold() for name in self.settings.trunks}
        return [each for each in self.stores.trunks.all() if each.name.casefold() in wanted]

    @cached_property
    def engines(self) -> list[str]:
        sessions = self.stores.nodes.sessions()
        return sorted(s.node for s in sessions if s.lease_until > self.now)

    @cached_property
    def scheme_document(self) -> str | None:
        version = self.stores.schemes.published_ids().get(self.settings.scheme.casefold())
        return None if version is None else self.stores.schemes.version(version).document

    def clock(self, moment: datetime) -> str:
        there = moment.astimezone(zone_of(self.settings.schedule.timezone))
        same = there.date() == self.now.astimezone(there.tzinfo).date()
        return f"{there:%H:%M}" if same else f"{there:%d.%m %H:%M}"


def findings(
    office: "Settings", stores: Stores, campaign: Campaign, now: datetime
) -> list[Finding]:
    """In the order in which they are to be mended."""
    case = _Case(office, stores, campaign, now)
    checks: tuple[Callable[[_Case], Iterator[Finding]], ...] = (
        _scheme, _references, _form, _law, _contacts, _list, _consents, _hours, _trunks, _lines,
        _caller_id, _engine, _operators, _backup,
    )  # fmt: skip
    return [finding for check in checks for finding in _allowed(check, case)]


def _allowed(check: Callable[[_Case], Iterator[Finding]], case: _Case) -> Iterator[Finding]:
    """What somebody has no right to look at does not keep him from what he has."""
    try:
        yield from check(case)
    except NoRight as error:
        yield Finding("right", State.WARNING, t("not looked at"), said(error))


def _scheme(case: _Case) -> Iterator[Finding]:
    what, name = t("scheme"), case.settings.scheme
    if not name:
        if case.settings.mode is not CampaignMode.MANUAL:
            yield Finding("scheme", State.BLOCKS, what, t("No scheme is named."),
                          t("Choose one."), Action.SCHEME)  # fmt: skip
        return
    document = case.scheme_document
    if document is None:
        yield Finding("scheme", State.BLOCKS, what,
                      t("There is no published scheme {name}.", name=name),
                      t("Draw it and publish it."), Action.SCHEME)  # fmt: skip
        return
    try:
        found = schemes.problems(document, name, PublishedLibrary(case.stores))
    except KnownError as error:
        yield Finding("scheme", State.BLOCKS, what, said(error), action=Action.SCHEME)
        return
    errors = [each for each in found if each.is_error]
    if errors:
        yield Finding("scheme", State.BLOCKS, what, errors[0].text, action=Action.SCHEME)
    elif found:
        yield Finding("scheme", State.WARNING, what, found[0].text, action=Action.SCHEME)
    else:
        yield Finding("scheme", State.OK, what, t("{name}: published, without errors", name=name))
    yield from _prompts(document, name)


def _prompts(document: str, name: str) -> Iterator[Finding]:
    from engine.scheme.codec import load_scheme

    scheme = load_scheme(document, name)
    what = t("prompts")
    missing = [
        f"{prompt} ({tongue})"
        for prompt, recordings in scheme.prompts.items()
        for tongue in scheme.languages
        if tongue not in recordings or not (recordings[tongue].file or recordings[tongue].text)
    ]
    if missing:
        yield Finding("prompts", State.BLOCKS, what,
                      t("Nothing is recorded or written for: {names}.",
                        names=", ".join(missing[:5])),
                      action=Action.SCHEME)  # fmt: skip
        return
    spoken = sum(
        1
        for each in scheme.prompts.values()
        for tongue in scheme.languages
        if not each[tongue].file
    )
    words = t("All are there.")
    if spoken:
        words += " " + t("Synthesised, since nobody has recorded them: {n}.", n=spoken)
    yield Finding("prompts", State.OK, what, words)


def _references(case: _Case) -> Iterator[Finding]:
    references = References(case.office)
    found = references.of_campaign(case.stores, case.settings)
    what = t("what the scheme names")
    for each in found:
        state = State.BLOCKS if each.is_error else State.WARNING
        yield Finding("references", state, what, said(each.missing.error()), action=Action.STORES)
    if case.scheme_document is not None:
        try:
            require_people(case.stores, case.settings, bootstrap.node_types())
        except KnownError as error:
            yield Finding("people", State.BLOCKS, t("operators"), said(error),
                          action=Action.SCHEME)  # fmt: skip
        else:
            yield from preflight_list.of_operators(case.stores, case.settings)
    for line in references.voice_packs(case.settings):
        yield Finding("voice_packs", State.WARNING, t("voice packs"), line)


def _form(case: _Case) -> Iterator[Finding]:
    name, what = case.settings.form, t("form")
    if not name:
        if case.settings.mode is not CampaignMode.AUTOMATIC:
            yield Finding("form", State.WARNING, what, t("Operators have nothing to fill in."),
                          t("Choose a form."), Action.FORM)  # fmt: skip
        return
    if name.casefold() in {form.name.casefold() for form in case.stores.forms.all()}:
        yield Finding("form", State.OK, what, name)
    else:
        yield Finding("form", State.BLOCKS, what, t("there is no form {name}.", name=name),
                      action=Action.FORM)  # fmt: skip


def _law(case: _Case) -> Iterator[Finding]:
    what = t("legal preset")
    if not case.settings.preset:
        yield Finding("preset", State.WARNING, what,
                      t("None: nothing but the campaign's own rules holds."),
                      t("Ask a lawyer which laws hold for these calls."),
                      Action.PRESET)  # fmt: skip
        return
    try:
        settings = bound(
            case.settings, presets.of_office(case.office, case.stores), case.now.date()
        )
    except KnownError as error:
        yield Finding("preset", State.BLOCKS, what, said(error), action=Action.PRESET)
        return
    rules = in_force(settings.rules, case.now.date())
    broken = check_campaign(replace(settings, rules=rules))
    for each in broken:
        source = f" ({each.source})" if each.source else ""
        yield Finding("preset", State.BLOCKS, what, each.text(language()) + source,
                      action=Action.PRESET)  # fmt: skip
    if not broken:
        titles = ", ".join(rule.title(language()) for rule in rules)
        yield Finding("preset", State.OK, what, t("kept: {titles}", titles=titles))


def _contacts(case: _Case) -> Iterator[Finding]:
    what = t("list")
    if not case.counts.total:
        yield Finding("contacts", State.BLOCKS, what, t("The list is empty."),
                      t("Import one, or build it by criteria."), Action.CONTACTS)  # fmt: skip
        return
    funnel = campaign_funnel.read(case.stores, case.campaign, case.now)
    words = t("Contacts: {total}; match now {matches}, callable now {callable}.",
              total=funnel.total, matches=funnel.matches_now,
              callable=funnel.callable_now)  # fmt: skip
    if funnel.callable_now:
        yield Finding("contacts", State.OK, what, words)
    else:
        held = max(funnel.steps, key=lambda step: step.count)
        why = f"{held.words[:1].upper()}{held.words[1:]}: {held.count}."
        yield Finding("contacts", State.WARNING, what, f"{words} {why}", action=held.action)


def _list(case: _Case) -> Iterator[Finding]:
    if case.counts.total:
        yield from preflight_list.of_list(
            case.stores, case.campaign, case.scheme_document, case.now
        )


def _consents(case: _Case) -> Iterator[Finding]:
    for rule in in_force(case.settings.rules, case.now.date()):
        asked = rule.consent
        if asked is None or (asked.purposes and case.settings.purpose not in asked.purposes):
            continue
        lacking = case.stores.waiting.without_consent(
            case.campaign.id, asked.kinds, case.now, proof=asked.proof
        )
        waiting = case.counts.new + case.counts.waiting_retry
        what, law = t("consents"), rule.title(language())
        if not lacking:
            yield Finding("consents", State.OK, what, t("On file for all: {law}.", law=law))
        else:
            yield Finding(
                "consents", State.BLOCKS if lacking == waiting else State.WARNING, what,
                t("{law}: {n} of {total} have none and are not called.",
                  law=law, n=lacking, total=waiting),
                t("File the consents with their proofs: {command}",
                  command="rino-desktop consent import"),
            )  # fmt: skip


def _hours(case: _Case) -> Iterator[Finding]:
    what = t("calling hours")
    hours = CallingHours(lawful_schedule(case.settings))
    zones = (case.settings.schedule.timezone,)
    if not hours.allowed(zones, case.now):
        opening = hours.next_opening(zones, case.now)
        if opening is None:
            yield Finding("hours", State.BLOCKS, what, t("There are none."), action=Action.HOURS)
        else:
            yield Finding("hours", State.WARNING, what,
                          t("Closed now; they begin at {time} ({zone}).",
                            time=case.clock(opening), zone=zones[0]),
                          action=Action.HOURS)  # fmt: skip
        return
    end = hours.span(zones, case.now).until
    if end is not None and end - case.now < _SHORT:
        yield Finding("hours", State.WARNING, what,
                      t("Open only until {time} today.", time=case.clock(end)),
                      action=Action.HOURS)  # fmt: skip
    else:
        until = "24:00" if end is None else case.clock(end)
        yield Finding("hours", State.OK, what, t("Open now, until {time}.", time=until))


def _trunks(case: _Case) -> Iterator[Finding]:
    what = t("trunks")
    present = {trunk.name.casefold() for trunk in case.trunks}
    for name in case.settings.trunks:
        if name.casefold() not in present:
            yield Finding("trunk", State.BLOCKS, what, t("There is no trunk {name}.", name=name),
                          t("Connect it, or choose another."), Action.TRUNK)  # fmt: skip
    if not case.settings.trunks:
        yield Finding("trunk", State.BLOCKS, what, t("No trunk is named."), action=Action.TRUNK)
    seen = {row[1]: (row[2], row[3]) for row in case.stores.nodes.trunk_status(case.now)}
    for trunk in case.trunks:
        status, detail = seen.get(trunk.id, (TrunkStatus.UNKNOWN, ""))
        if status is TrunkStatus.FAILED:
            yield Finding("trunk", State.WARNING, what,
                          f"{trunk.name}: {t('does not answer')} {retold(detail)}".strip(),
                          t("Look at its address and password."), Action.TRUNK)  # fmt: skip
        elif status is TrunkStatus.READY:
            yield Finding("trunk", State.OK, what, f"{trunk.name}: {t('answers')}")
        else:
            yield Finding("trunk", State.WARNING, what,
                          t("{name}: no engine has tried it yet.", name=trunk.name),
                          action=Action.ENGINE)  # fmt: skip


def _lines(case: _Case) -> Iterator[Finding]:
    lines = sum(trunk.settings.lines for trunk in case.trunks)
    if case.trunks and lines < case.settings.max_lines:
        yield Finding("lines", State.WARNING, t("lines"),
                      t("The campaign wants {wanted}, its trunks have {lines}.",
                        wanted=case.settings.max_lines, lines=lines),
                      action=Action.LINES)  # fmt: skip
    elif case.trunks:
        words = t("{wanted} of {lines}", wanted=case.settings.max_lines, lines=lines)
        yield Finding("lines", State.OK, t("lines"), words)


def _caller_id(case: _Case) -> Iterator[Finding]:
    what = t("the number that is shown")
    own = case.settings.caller_id
    shown = own or ", ".join({x.settings.caller_id for x in case.trunks if x.settings.caller_id})
    if shown:
        yield Finding("caller_id", State.OK, what, shown)
    else:
        yield Finding("caller_id", State.WARNING, what,
                      t("None: what subscribers see is up to the operator of the trunk."),
                      action=Action.CALLER_ID)  # fmt: skip


def _engine(case: _Case) -> Iterator[Finding]:
    if case.engines:
        yield Finding("engine", State.OK, t("engine"), ", ".join(case.engines))
    else:
        yield Finding("engine", State.WARNING, t("engine"), t("No engine is running."),
                      t("Nothing is dialled until one is."), Action.ENGINE)  # fmt: skip


def _operators(case: _Case) -> Iterator[Finding]:
    if case.settings.mode is CampaignMode.AUTOMATIC and case.settings.operators is None:
        return
    what, rules = t("operators"), case.settings.operators
    skill = rules.skill if rules is not None else ""
    least = rules.minimum_level if rules is not None else 1
    able = {
        operator.id for operator in case.stores.operators.operators()
        if not skill or operator.skills.get(skill, 0) >= least
    }  # fmt: skip
    if not able:
        words = t("Nobody has the skill {skill}.", skill=skill) if skill else t("There are none.")
        action = Action.OPERATORS if skill else Action.PEOPLE
        yield Finding("operators", State.WARNING, what, words, action=action)
        return
    here = sum(1 for s in case.stores.operators.statuses() if s.present and s.operator_id in able)
    if here:
        yield Finding(
            "operators", State.OK, what, t("Signed in: {n} of {all}.", n=here, all=len(able))
        )
    else:
        yield Finding("operators", State.WARNING, what,
                      t("None of {all} has signed in.", all=len(able)),
                      action=Action.OPERATORS)  # fmt: skip


def _backup(case: _Case) -> Iterator[Finding]:
    what = t("backup of the database")
    try:
        last = case.stores.audit.entries(AuditFilter(action="backup.make"), 1)
    except NoRight:
        return  # whoever may read the audit log sees to it
    if not last:
        yield Finding("backup", State.WARNING, what, t("None has been made."),
                      action=Action.BACKUP)  # fmt: skip
    elif case.now - last[0].at > _BACKUP_AGE:
        days = (case.now - last[0].at).days
        yield Finding("backup", State.WARNING, what, t("The last is {n} days old.", n=days),
                      action=Action.BACKUP)  # fmt: skip
    else:
        yield Finding("backup", State.OK, what, case.clock(last[0].at))
