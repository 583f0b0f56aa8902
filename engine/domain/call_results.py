"""Results of a call that the product saves itself, beside those that schemes and forms name."""

#: With which operator the subscriber has talked last: his name.
OPERATOR = "operator"
#: What the operator says came of it: a code of the usual ones, or a campaign's own words.
OPERATOR_RESULT = "operator_result"
#: What the operator wrote about it, in his own words.
OPERATOR_NOTE = "operator_note"
#: And the name of a form that was filled in: ``complete`` or ``partial``.
FORM = "form:"


def is_counted(name: str) -> bool:
    """Whether its values are few enough to be counted: every note is another one."""
    return name != OPERATOR_NOTE
