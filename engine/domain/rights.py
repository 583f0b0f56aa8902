"""Who may do what: rights, the roles that bundle them, and the powers of one person.

A person has one role for the whole office, and any number of roles for single campaigns. What he
may do is the union of them. Rights that concern no campaign count only when a role for the whole
office has them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Right(StrEnum):
    """The values are lasting codes: they stand in the database and in commands."""

    CAMPAIGN_VIEW = "campaign_view"
    CAMPAIGN_EDIT = "campaign_edit"
    CAMPAIGN_RUN = "campaign_run"
    CONTACTS_VIEW = "contacts_view"
    CONTACTS_EDIT = "contacts_edit"
    LISTS_BUILD = "lists_build"
    #: Numbers, names and what else a contact's fields tell are shown as they are, not masked.
    PERSONAL_DATA = "personal_data"
    EXPORT = "export"
    RECORDINGS_HEAR = "recordings_hear"
    REPORTS_VIEW = "reports_view"
    LISTEN = "listen"
    WHISPER = "whisper"
    JOIN = "join"
    OPERATOR_STATE = "operator_state"
    #: To sit at a workstation and talk with subscribers.
    CALLS_TAKE = "calls_take"
    #: Requests, promised callbacks and orders of subscribers.
    REQUESTS_WORK = "requests_work"
    DO_NOT_CALL_EDIT = "do_not_call_edit"
    SCHEMES_EDIT = "schemes_edit"
    FORMS_EDIT = "forms_edit"
    REPORT_FORMS_EDIT = "report_forms_edit"
    SCHEDULES_EDIT = "schedules_edit"
    #: The catalogue of services, categories of requests, the directory.
    CATALOGUES_EDIT = "catalogues_edit"
    #: Skills, queues, reasons of breaks.
    OPERATORS_EDIT = "operators_edit"
    CLIENTS_EDIT = "clients_edit"
    #: Ways that calls which come in are led.
    INCOMING_EDIT = "incoming_edit"
    TRUNKS_EDIT = "trunks_edit"
    SOURCES_EDIT = "sources_edit"
    SETTINGS_EDIT = "settings_edit"
    BACKUP = "backup"
    AUDIT_VIEW = "audit_view"
    #: Whoever has it can give himself all others.
    PEOPLE_EDIT = "people_edit"


#: Those that can be had for single campaigns.
OF_CAMPAIGNS = frozenset({
    Right.CAMPAIGN_VIEW, Right.CAMPAIGN_EDIT, Right.CAMPAIGN_RUN, Right.CONTACTS_VIEW,
    Right.CONTACTS_EDIT, Right.LISTS_BUILD, Right.PERSONAL_DATA, Right.EXPORT,
    Right.RECORDINGS_HEAR, Right.REPORTS_VIEW, Right.LISTEN, Right.WHISPER, Right.JOIN,
})  # fmt: skip

EVERY_RIGHT = frozenset(Right)
#: What only administrators have unless somebody is given a role of the office's own.
_OF_ADMINISTRATORS = frozenset({
    Right.TRUNKS_EDIT, Right.SOURCES_EDIT, Right.SETTINGS_EDIT, Right.BACKUP, Right.AUDIT_VIEW,
    Right.PEOPLE_EDIT,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """``code``: lasting; ``name``: as the office calls its own role, "" for a built-in one."""

    code: str
    rights: frozenset[Right]
    name: str = ""

    @property
    def built_in(self) -> bool:
        return self.code in BUILT_IN


OPERATOR = Role(
    "operator",
    frozenset({
        Right.CALLS_TAKE, Right.REQUESTS_WORK, Right.PERSONAL_DATA, Right.CAMPAIGN_VIEW,
        Right.RECORDINGS_HEAR,
    }),
)  # fmt: skip
SUPERVISOR = Role("supervisor", EVERY_RIGHT - _OF_ADMINISTRATORS - {Right.CALLS_TAKE})
ADMINISTRATOR = Role("administrator", EVERY_RIGHT - {Right.CALLS_TAKE})
#: Nothing for the whole office: what somebody with it may do he is given for single campaigns.
CONFINED = Role("confined", frozenset())
BUILT_IN: Mapping[str, Role] = MappingProxyType(
    {role.code: role for role in (SUPERVISOR, OPERATOR, ADMINISTRATOR, CONFINED)}
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody has for one campaign."""

    user_id: int
    role: str
    campaign_id: int


@dataclass(frozen=True, slots=True)
class Powers:
    """What somebody may do: in the whole office, and in single campaigns besides."""

    everywhere: frozenset[Right] = frozenset()
    in_campaigns: Mapping[int, frozenset[Right]] = field(default_factory=dict)

    def allows(self, right: Right, campaign_id: int | None = None) -> bool:
        """``campaign_id`` None: in the whole office."""
        if right in self.everywhere:
            return True
        return campaign_id is not None and right in self.in_campaigns.get(campaign_id, ())

    def allows_somewhere(self, right: Right) -> bool:
        """In the whole office or in one campaign at least."""
        return right in self.everywhere or any(
            right in rights for rights in self.in_campaigns.values()
        )

    def campaigns(self, right: Right) -> frozenset[int] | None:
        """Those in which he has it; None: in all there are."""
        if right in self.everywhere:
            return None
        return frozenset(each for each, rights in self.in_campaigns.items() if right in rights)


NO_POWERS = Powers()
ALL_POWERS = Powers(EVERY_RIGHT)


def powers_of(role: Role | None, granted: Iterable[tuple[int, Role]]) -> Powers:
    """``role``: for the whole office, None where it has been deleted; ``granted``: (campaign,
    role for it). Of the latter only the rights count that can be had for single campaigns."""
    in_campaigns: dict[int, frozenset[Right]] = {}
    for campaign_id, each in granted:
        known = in_campaigns.get(campaign_id, frozenset())
        in_campaigns[campaign_id] = known | (each.rights & OF_CAMPAIGNS)
    return Powers(role.rights if role is not None else frozenset(), in_campaigns)


def confined_to(
    campaigns: Iterable[int], role: Role | None, granted: Iterable[tuple[int, Role]]
) -> Powers:
    """Of somebody who sees one client's ``campaigns`` and no others: there he may do what his role
    allows; of what concerns the whole office nothing is left but to take calls."""
    his = set(campaigns)
    kept = [(campaign, each) for campaign, each in granted if campaign in his]
    if role is None:
        return powers_of(None, kept)
    calls = Role(role.code, role.rights & {Right.CALLS_TAKE}, role.name)
    return powers_of(calls, [*kept, *((campaign, role) for campaign in his)])


def rights_from(codes: Iterable[str]) -> frozenset[Right]:
    """Those this program knows: a later version may have written others."""
    known = {str(right): right for right in Right}
    return frozenset(known[code] for code in codes if code in known)
