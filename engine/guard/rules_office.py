"""Rules of the stores of what belongs to the whole office: schemes, forms, requests, people …"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.domain.rights import Right
from engine.guard import masks, masks_audit, masks_desk, secret_uses
from engine.guard.rule import ENGINE, EVERYBODY, Arguments, Rule, needs, of_oneself
from engine.guard.rules_campaigns import of_contact, of_number
from engine.guard.view import View
from engine.ports.people import User

_SCHEMES = needs(Right.SCHEMES_EDIT)
_FORMS = needs(Right.FORMS_EDIT)
_CATALOGUES = needs(Right.CATALOGUES_EDIT)
_OPERATORS = needs(Right.OPERATORS_EDIT)
#: How long what is kept, and what is deleted by these rules.
_SETTINGS = needs(Right.SETTINGS_EDIT).in_office()
_WORK = needs(Right.REQUESTS_WORK)
#: Written back is the whole, and what is masked would be written for good.
_WORK_ON = needs(Right.REQUESTS_WORK, also=Right.PERSONAL_DATA).in_office()
_AT_WORK = (Right.CALLS_TAKE,)
#: Names, numbers and addresses of everybody: for who talks with subscribers, works on what they
#: ask for, or keeps the directory, and no client's own people.
_LOOK_UP = needs(Right.CALLS_TAKE, Right.REQUESTS_WORK, Right.CATALOGUES_EDIT).in_office()
_OF_CALLS = needs(Right.CALLS_TAKE, Right.REPORTS_VIEW, Right.CONTACTS_VIEW)


def _user(view: View, user: User) -> User:
    """Hashes of others' passwords are nobody's business."""
    if view.may(Right.PEOPLE_EDIT) or view.is_oneself(user.id):
        return user
    return replace(user, password_hash="")


def _users(view: View, users: list[User]) -> list[User]:
    return [
        _user(view, user)
        for user in users
        if view.may_see_operator(user.id) or view.is_oneself(user.id) or view.may(Right.PEOPLE_EDIT)
    ]


def _looked_up(view: View, found: Any) -> Any:
    """What is masked would be found out by asking for its parts."""
    if not view.acting.powers.allows_somewhere(Right.PERSONAL_DATA):
        view.require(Right.PERSONAL_DATA)
    return found


#: What is taken out, under names of their own.
_TAKEN_OUT = frozenset({"contact.export", "contact.complaint", "client.usage"})


def _export(arguments: Arguments) -> Right | None:
    """Whoever takes something out says so in the log; who may not, cannot."""
    action = str(arguments["action"])
    return Right.EXPORT if action.startswith("export.") or action in _TAKEN_OUT else None


def _asks_person(arguments: Arguments) -> Right | None:
    """Who sees masked numbers and names must not find them out by asking for parts of them."""
    wanted = arguments["wanted"]
    links = getattr(wanted, "links", None)
    asked = wanted.text or getattr(wanted, "number", "") or (links is not None and links.phone)
    return Right.PERSONAL_DATA if asked else None


def _card(view: View, found: Any) -> Any:
    if found.campaign_id and not view.may(Right.CALLS_TAKE):
        view.require(Right.CONTACTS_VIEW, found.campaign_id)
    return masks_desk.card(view, found)


OFFICE: Mapping[str, Mapping[str, Rule]] = {
    "trunks": {
        # Their passwords stand elsewhere.
        "by_name": EVERYBODY, "all": EVERYBODY,
        **dict.fromkeys(
            ("add", "change"), needs(Right.TRUNKS_EDIT).asking(secret_uses.of_trunk)
        ),
        "remove": needs(Right.TRUNKS_EDIT),
    },
    "schemes": {
        **dict.fromkeys(
            ("draft", "current", "version", "numbered", "versions", "published_ids", "all",
             "require_unused", "removed", "documents", "open_editors"), EVERYBODY,
        ),
        **dict.fromkeys(
            ("save_draft", "publish", "rollback", "rename", "delete", "restore", "copy"), _SCHEMES
        ),
        "keep_open": of_oneself("user", rights=(Right.SCHEMES_EDIT,)),
        "close_open": replace(of_oneself("user"), blocked_too=True),
    },
    "forms": {
        **dict.fromkeys(("draft", "current", "version", "versions", "all"), EVERYBODY),
        **dict.fromkeys(("save_draft", "publish", "rename", "copy", "delete"), _FORMS),
    },
    "form_answers": {
        "save": needs(Right.CALLS_TAKE, Right.REQUESTS_WORK),
        "of_call": _OF_CALLS.in_office().giving(masks.each(masks_desk.filled_form)),
        "of_contact": _OF_CALLS.in_campaign(of_contact).giving(masks.each(masks_desk.filled_form)),
        "of_form": needs(Right.REPORTS_VIEW, also=Right.PERSONAL_DATA).in_office(),
        "results_of": _OF_CALLS.in_office().giving(
            lambda view, found: found if view.unmasked() else masks.texts(found)
        ),
        "save_draft": of_oneself("user"),
        "drafts": of_oneself("user"),
        "drop_draft": of_oneself("user"),
    },
    "user_state": {
        "get": of_oneself("user"), "put": of_oneself("user"), "of_user": of_oneself("user"),
    },
    "directory": {
        **dict.fromkeys(("sources", "status"), EVERYBODY),
        **dict.fromkeys(("search", "get"), _LOOK_UP.giving(_looked_up)),
        **dict.fromkeys(
            ("source", "save_source", "remove_source", "merge", "ids_of", "remove",
             "begin_rebuild", "index", "end_rebuild"), _CATALOGUES,
        ),
    },
    "requests": {
        "add": _WORK_ON, "save": _WORK_ON,
        "get": _WORK.giving(masks_desk.request),
        "history": replace(_WORK, also=Right.PERSONAL_DATA),
        "find": replace(_WORK, command=_asks_person).giving(masks.each(masks_desk.request)),
        "counts": _WORK,
        "due_escalations": ENGINE, "set_escalation": ENGINE,
        "categories": EVERYBODY, "category": EVERYBODY, "groups": EVERYBODY,
        **dict.fromkeys(("save_category", "remove_category", "save_group", "remove_group"),
                        _CATALOGUES),
        "rename_person": needs(Right.PEOPLE_EDIT),
    },
    "callbacks": {
        "add": _WORK_ON, "save": _WORK_ON, "set_timer": _WORK,
        "get": _WORK.giving(masks_desk.callback),
        "written": _WORK.giving(masks.maybe(masks_desk.callback)),
        **dict.fromkeys(("of", "open", "of_team", "of_phone", "timers"),
                        _WORK.giving(masks.each(masks_desk.callback))),
        **dict.fromkeys(("due", "called_by"), ENGINE),
        "rename_person": needs(Right.PEOPLE_EDIT),
    },
    "orders": {
        "add": _WORK_ON, "save": _WORK_ON,
        "get": _WORK.giving(masks_desk.order),
        "get_locked": _WORK.giving(masks_desk.order),
        "history": replace(_WORK, also=Right.PERSONAL_DATA),
        "find": replace(_WORK, command=_asks_person).giving(masks.each(masks_desk.order)),
        **dict.fromkeys(("own_step", "due", "orphans", "running"), ENGINE),
        "services": EVERYBODY, "service": EVERYBODY, "settings": EVERYBODY,
        **dict.fromkeys(("save_services", "remove_service", "save_settings"), _CATALOGUES),
        "rename_person": needs(Right.PEOPLE_EDIT),
    },
    "history": {
        "of_phones": needs(Right.CALLS_TAKE, Right.CONTACTS_VIEW).giving(masks_desk.history),
    },
    "incoming": {
        "routes": EVERYBODY, "trunks": EVERYBODY,
        **dict.fromkeys(
            ("add_route", "change_route", "move_route", "remove_route", "set_trunk"),
            needs(Right.INCOMING_EDIT),
        ),
        **dict.fromkeys(
            ("allocate_ids", "open", "mark_answered", "save_result", "close", "settle",
             "interrupt", "on_the_line"), ENGINE,
        ),
        "rung_back": needs(Right.INCOMING_EDIT).giving(masks.maybe(masks_desk.rung_back)),
        "calls": replace(_OF_CALLS, command=of_number).in_office()
        .giving(masks.each(masks_desk.incoming)),
        "call": _OF_CALLS.in_office().giving(masks_desk.incoming),
        "trace": replace(_OF_CALLS.in_office(), also=Right.PERSONAL_DATA),
    },
    "operators": {
        **dict.fromkeys(
            ("queues", "pause_reasons", "settings_revision", "talked_last", "order_answer"),
            EVERYBODY,
        ),
        "operators": EVERYBODY.giving(masks_desk.operators),
        "sessions": EVERYBODY.giving(masks_desk.sessions),
        "statuses": EVERYBODY.giving(masks_desk.statuses),
        "status": EVERYBODY.giving(masks_desk.status),
        "statuses_since": EVERYBODY.giving(masks_desk.status_feed),
        **dict.fromkeys(
            ("set_skills", "save_queue", "remove_queue", "save_pause_reason",
             "remove_pause_reason"), _OPERATORS,
        ),
        **dict.fromkeys(
            ("save_status", "take_orders", "answer_order", "save_talk", "close_talks"), ENGINE,
        ),
        "begin_session": of_oneself("operator_id", rights=_AT_WORK),
        "beat": of_oneself("operator_id", rights=_AT_WORK),
        "end_session": replace(of_oneself("operator_id"), blocked_too=True),
        "order": of_oneself("operator_id", Right.OPERATOR_STATE,
                            rights=(Right.CALLS_TAKE, Right.OPERATOR_STATE)),
        "save_result": of_oneself("operator_id", rights=_AT_WORK),
        "put_result": needs(Right.CALLS_TAKE),
        "results_of": _OF_CALLS.in_office().giving(
            lambda view, found: found if view.unmasked() else masks.texts(found)
        ),
        "talks": of_oneself("operator_id", Right.REPORTS_VIEW).in_office()
        .giving(masks.each(masks_desk.talk)),
        "spans": of_oneself("operator_id", Right.REPORTS_VIEW, Right.OPERATOR_STATE).in_office(),
        "card": needs(Right.CALLS_TAKE, Right.CONTACTS_VIEW).giving(masks.maybe(_card)),
        "abandon_counts": needs(Right.CAMPAIGN_VIEW, Right.REPORTS_VIEW).in_campaign(),
        "count_history": _SETTINGS, "expire_history": _SETTINGS,
        "send_message": needs(Right.OPERATOR_STATE),
        "messages": of_oneself("operator_id", Right.OPERATOR_STATE),
        "read_message": of_oneself("operator_id"),
    },
    "users": {
        "lock": EVERYBODY,
        **dict.fromkeys(("add", "change", "remove"), needs(Right.PEOPLE_EDIT)),
        "set_password": of_oneself("name", Right.PEOPLE_EDIT),
        "by_name": EVERYBODY.giving(_user),
        "by_id": replace(EVERYBODY.giving(masks.maybe(_user)), blocked_too=True),
        "all": EVERYBODY.giving(_users),
        "exist": EVERYBODY,
        "tries": of_oneself("name", Right.PEOPLE_EDIT),
        "put_tries": of_oneself("name", Right.PEOPLE_EDIT),
        "forget_tries": EVERYBODY,
    },
    "rights": {
        "roles": EVERYBODY, "role": EVERYBODY,
        **dict.fromkeys(("save_role", "remove_role", "grant", "revoke"), needs(Right.PEOPLE_EDIT)),
        "grants": needs(Right.PEOPLE_EDIT),
        "acting": of_oneself("user_id", Right.PEOPLE_EDIT),
        "require": Rule(command=lambda arguments: arguments["right"]).in_campaign(),
        "powers": EVERYBODY.giving(lambda view, _all: view.acting.powers),
    },
    "monitor": {
        "live_calls": needs(Right.CAMPAIGN_VIEW).in_campaign(),
        "retries_ahead": needs(Right.CAMPAIGN_VIEW).in_campaign(),
        "lines_in_use": needs(Right.CAMPAIGN_VIEW),
        "live_incoming": needs(Right.CAMPAIGN_VIEW).giving(
            lambda view, found: found if view.may_see_all_campaigns else []
        ),
        "spent_today": needs(Right.CAMPAIGN_VIEW),
    },
    "legal_presets": {
        "all": EVERYBODY,
        **dict.fromkeys(("add", "remove"), needs(Right.SETTINGS_EDIT)),
    },
    "audit": {
        "record": Rule(command=_export).in_campaign(),
        "actor": EVERYBODY,
        "entries": Rule((Right.AUDIT_VIEW,), command=masks_audit.asks_number)
        .giving(masks.each(masks_audit.entry)),
        "count_before": needs(Right.AUDIT_VIEW, Right.SETTINGS_EDIT).in_office(),
        "remove_before": _SETTINGS,
    },
    "voice_files": {
        **dict.fromkeys(("rules", "last_run", "deletions", "server_time"), EVERYBODY),
        **dict.fromkeys(
            ("set_rule", "remove_rule", "deleted_files", "begin_run", "ended_run",
             "deleted_before", "known_attempts", "keep_run", "ask_runs", "is_marked", "mark",
             "clock", "note_clock"), _SETTINGS,
        ),
    },
}  # fmt: skip
