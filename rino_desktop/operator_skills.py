"""What operators can do, and how well: the window and the command line set it by the same rules."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.texts import t

if TYPE_CHECKING:
    from datetime import datetime

    from engine.domain.operator import Operator
    from engine.ports.storage import Stores

#: Bounds of a level; queues and campaigns ask for one within them.
LEAST_LEVEL, MOST_LEVEL = 1, 100
#: Characters of a skill's name.
LONGEST_NAME = 100


def operator_named(stores: "Stores", name: str) -> "Operator":
    """KnownError: nobody has that name, or he takes no calls."""
    user = stores.users.by_name(name)
    for operator in stores.operators.operators():
        if operator.id == user.id:
            return operator
    raise KnownError(
        t("{name} is no operator who may sign in.", name=user.name),
        mend=t("Give him the role: rino-desktop user role NAME operator"),
    )


def known_skills(stores: "Stores") -> tuple[str, ...]:
    """Those that operators have and those that queues and campaigns ask for, by name."""
    found = {skill for each in stores.operators.operators() for skill in each.skills}
    return tuple(sorted(found | _asked_for(stores), key=str.casefold))


def set_skills(
    stores: "Stores", name: str, skills: Iterable[tuple[str, int]], now: "datetime"
) -> "Operator":
    """All that the operator can do; what is not named is forgotten. A skill that others know by
    other capitals is spelled as they have it, for a queue finds its operators by the exact name.
    What was there and what is there now goes into the audit log. KnownError as ``checked`` has it,
    or for somebody who is no operator."""
    operator = operator_named(stores, name)
    others = {
        skill
        for each in stores.operators.operators() if each.id != operator.id
        for skill in each.skills
    }  # fmt: skip
    spelled = {skill.casefold(): skill for skill in (*others, *_asked_for(stores))}
    wanted = {spelled.get(skill.casefold(), skill): level for skill, level in checked(skills)}
    if wanted != operator.skills:
        stores.operators.set_skills(operator.id, wanted)
        stores.audit.record(
            now, "user.skills", operator.name,
            {"skills": [words(operator.skills), words(wanted)]}, subject_id=operator.id,
        )  # fmt: skip
    return replace(operator, skills=wanted)


def checked(skills: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """(skill, level) with blanks in order. KnownError for a name that is empty, too long or there
    twice, and for a level out of bounds."""
    found: list[tuple[str, int]] = []
    for name, level in skills:
        skill = " ".join(name.split())
        if not skill:
            raise KnownError(t("A skill needs a name."))
        if len(skill) > LONGEST_NAME:
            raise KnownError(
                t("The name of a skill is too long."),
                mend=t("At most {n} characters.", n=LONGEST_NAME),
            )
        if skill.casefold() in (each.casefold() for each, _ in found):
            raise KnownError(t("The skill {name} is there twice.", name=skill))
        if not LEAST_LEVEL <= level <= MOST_LEVEL:
            raise KnownError(
                t("The level of {name} must be from {least} to {most}.",
                  name=skill, least=LEAST_LEVEL, most=MOST_LEVEL)
            )  # fmt: skip
        found.append((skill, level))
    return found


def words(skills: Mapping[str, int]) -> str:
    """As the command line takes them: "sales=2, русский=3"."""
    return ", ".join(f"{skill}={level}" for skill, level in sorted(skills.items()))


def _asked_for(stores: "Stores") -> set[str]:
    asked = {queue.skill for queue in stores.operators.queues()}
    for campaign in stores.campaigns.all():
        if campaign.settings.operators is not None:
            asked.add(campaign.settings.operators.skill)
    return asked - {""}
