"""Rules of lists by criteria: segments, whom a criterion finds, imports."""

from collections.abc import Mapping

from engine.domain.rights import Right
from engine.guard.rule import Rule, needs

_BUILD = needs(Right.LISTS_BUILD)
#: A criterion may ask about contacts of every campaign, and about subscribers of the billing
#: system.
_ASK = _BUILD.in_office()
_SEE = needs(Right.LISTS_BUILD, also=Right.PERSONAL_DATA).in_office()

LISTS: Mapping[str, Mapping[str, Rule]] = {
    "segments": {
        **dict.fromkeys(("all", "by_name", "get"), _BUILD),
        **dict.fromkeys(("save", "delete"), _BUILD.in_office()),
        "use": _BUILD.in_campaign(),
        "of_campaign": needs(Right.CAMPAIGN_VIEW).in_campaign(),
    },
    "list_people": {
        **dict.fromkeys(("put", "count", "callable", "names", "asked_of_calls"), _ASK),
        **dict.fromkeys(("sample", "all", "values"), _SEE),
    },
    "imports": {
        "of_campaign": needs(Right.CONTACTS_VIEW).in_campaign(),
        "get": needs(Right.CONTACTS_VIEW).in_office(),
        "rejects": needs(Right.CONTACTS_VIEW, also=Right.PERSONAL_DATA).in_office(),
        **dict.fromkeys(
            ("count_rejects", "forget_rejects"), needs(Right.SETTINGS_EDIT).in_office()
        ),
        **dict.fromkeys(("would_undo", "undo"), needs(Right.CONTACTS_EDIT).in_office()),
        **dict.fromkeys(
            ("templates", "save_template", "remove_template"),
            needs(Right.LISTS_BUILD, Right.CONTACTS_EDIT),
        ),
    },
}
