"""What the audit log tells of what was done, in words: names of details and their values.

Codes that are not known here stand as they are written: those of settings that have no word, and
of earlier and later versions.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from engine.domain.campaign import CampaignState
from engine.routing.supervising_words import supervision_text
from rino_desktop import audit_setting_words, campaign_field_words, texts
from rino_desktop.campaign_control import state_word
from rino_desktop.retention import kind_word
from rino_desktop.texts import t


def details_text(details: Mapping[str, object]) -> str:
    """``{"state": ["draft", "running"]}`` as ``state: draft → running``."""
    names = (
        audit_setting_words.preset_names() | audit_setting_words.trunk_names() | _names()
        | {key: label for key, (label, _) in campaign_field_words.words().items()}
    )  # fmt: skip
    parts = []
    for name, value in details.items():
        if name == "client" and value == "" and "numbers" in details:
            continue  # the office's own list
        label = names.get(name) or audit_setting_words.name_of(name)
        if name == "kind" and "format" in details:
            name = "report"  # a table of its own, not what is kept for so many days
        if isinstance(value, list) and len(value) == 2 and not _is_one(name, value):
            said = f"{_said(name, value[0])} → {_said(name, value[1])}"
        else:
            said = _said(name, value)
        parts.append(f"{label}: {said}")
    return "; ".join(parts)


def _is_one(name: str, value: Sequence[object]) -> bool:
    """A list of two, and not what was before and after."""
    return name in _LISTS and all(isinstance(each, str) for each in value)


def _names() -> dict[str, str]:
    return {
        "archived": t("in the archive"),
        "at": t("time of day"),
        "before": t("older than"),
        "blocked": t("blocked"),
        "bytes": t("bytes"),
        "call": t("call"),
        "calls": t("calls"),
        "campaign": t("campaign"),
        "campaigns": t("campaigns"),
        "client": t("client"),
        "contacts": t("contacts"),
        "count": t("how many"),
        "days": t("days"),
        "details": t("details"),
        "do_not_call": t("on the do-not-call list"),
        "entries": t("entries"),
        "fields": t("fields"),
        "file": t("file"),
        "files": t("files"),
        "format": t("format"),
        "given": t("given"),
        "kind": t("kind"),
        "lines": t("lines"),
        "list": t("list"),
        "matches": t("people who match"),
        "mode": t("mode"),
        "modes": t("seconds in each mode"),
        "name": t("name"),
        "names": t("names"),
        "number": t("number"),
        "numbers": t("numbers"),
        "origin": t("made of"),
        "own_refusals": t("refusals count for this client only"),
        "password": t("password"),
        "phones": t("numbers"),
        "place": t("place"),
        "proxy": t("SIP server"),
        "reason": t("reason"),
        "rejected": t("rows refused"),
        "report": t("report"),
        "returned": t("back again, people"),
        "rights": t("rights"),
        "role": t("role"),
        "rows": t("rows"),
        "seconds": t("seconds"),
        "since": t("since"),
        "skills": t("skills"),
        "source": t("source"),
        "state": t("state"),
        "taken": t("taken away"),
        "trouble": t("trouble"),
        "trunk": t("trunk"),
        "unchanged": t("left as they were"),
        "until": t("until"),
        "updated": t("brought up to date"),
        "user": t("account name"),
        "why": t("reason"),
        "withdrawn": t("withdrawn, people"),
        "works": t("works"),
        "zones": t("time zones"),
    }  # fmt: skip


def _said(name: str, value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, str):
        said = _VALUES.get(name, str)(value)
        return said if said else value
    if isinstance(value, Mapping):
        return ", ".join(f"{_said(name, key)} {_said('', each)}" for key, each in value.items())
    if isinstance(value, Sequence):
        return ", ".join(_said(name, each) for each in value)
    return json.dumps(value, ensure_ascii=False)


def _state(code: str) -> str:
    wishes = {
        "available": t("available"), "break": t("on a break"), "sign-out": t("signed out"),
        "end-wrap-up": t("wrap-up ended"),
    }  # fmt: skip
    if code in set(CampaignState):
        return state_word(CampaignState(code))
    return wishes.get(code, code)


def _mode(code: str) -> str:
    return {
        "listen": t("listening"), "whisper": t("whispering"), "join": t("joined"),
    }.get(code, code)  # fmt: skip


def _why(code: str) -> str:
    return supervision_text(code, texts.language())


def _password(code: str) -> str:
    return t("changed") if code == "changed" else code


_LISTS = frozenset({"given", "mapping", "phones", "rights", "taken", "zones"})
#: Name → value in words; "" where there are none.
_VALUES: Mapping[str, Callable[[str], str]] = {
    "kind": kind_word, "mode": _mode, "modes": _mode, "password": _password,
    "report": audit_setting_words.report_word, "role": audit_setting_words.role_word,
    "state": _state, "why": _why,
}  # fmt: skip
