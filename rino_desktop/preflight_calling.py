"""The check before the start: when, over what, and by whom calls are made."""

from collections.abc import Iterator
from datetime import timedelta

from engine.domain.calling_hours import CallingHours
from engine.domain.campaign import CampaignMode
from engine.domain.presets import lawful_schedule
from engine.domain.trunk import TrunkStatus
from engine.guard import NoRight
from engine.ports.audit import AuditFilter
from rino_desktop.campaign_actions import Action
from rino_desktop.preflight_case import Case
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

#: A backup that is older is told of.
_BACKUP_AGE = timedelta(days=7)
#: Too little of a calling day is left to begin.
_SHORT = timedelta(minutes=30)


def hours(case: Case) -> Iterator[Finding]:
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


def trunks(case: Case) -> Iterator[Finding]:
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


def lines(case: Case) -> Iterator[Finding]:
    lines = sum(trunk.settings.lines for trunk in case.trunks)
    if case.trunks and lines < case.settings.max_lines:
        yield Finding("lines", State.WARNING, t("lines"),
                      t("The campaign wants {wanted}, its trunks have {lines}.",
                        wanted=case.settings.max_lines, lines=lines),
                      action=Action.LINES)  # fmt: skip
    elif case.trunks:
        words = t("{wanted} of {lines}", wanted=case.settings.max_lines, lines=lines)
        yield Finding("lines", State.OK, t("lines"), words)


def caller_id(case: Case) -> Iterator[Finding]:
    what = t("the number that is shown")
    own = case.settings.caller_id
    shown = own or ", ".join({x.settings.caller_id for x in case.trunks if x.settings.caller_id})
    if shown:
        yield Finding("caller_id", State.OK, what, shown)
    else:
        yield Finding("caller_id", State.WARNING, what,
                      t("None: what subscribers see is up to the operator of the trunk."),
                      action=Action.CALLER_ID)  # fmt: skip


def engine(case: Case) -> Iterator[Finding]:
    if case.engines:
        yield Finding("engine", State.OK, t("engine"), ", ".join(case.engines))
    else:
        yield Finding("engine", State.WARNING, t("engine"), t("No engine is running."),
                      t("Nothing is dialled until one is."), Action.ENGINE)  # fmt: skip


def operators(case: Case) -> Iterator[Finding]:
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


def backup(case: Case) -> Iterator[Finding]:
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
