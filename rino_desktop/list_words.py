"""Criteria read back as a sentence, and the words of their parts."""

from engine.lists.criteria import Condition, Criterion, Field, Group, Kind, Match, Operator
from rino_desktop.texts import t


def sentence(criterion: Criterion) -> str:
    """The whole of it in the user's language."""
    base = criterion.base
    if base.source:
        who = t("People of {source}, {entity}", source=base.source, entity=base.entity)
    elif base.campaigns:
        who = t("Contacts of {campaigns}", campaigns=", ".join(base.campaigns))
    else:
        who = t("Contacts of all campaigns")
    told = who if not criterion.root.parts else f"{who}: {group_words(criterion.root)}"
    if criterion.pinned_in:
        told += "; " + t("pinned in: {count}", count=len(criterion.pinned_in))
    if criterion.pinned_out:
        told += "; " + t("pinned out: {count}", count=len(criterion.pinned_out))
    return told + "."


def group_words(group: Group) -> str:
    parts = []
    for part in group.parts:
        if isinstance(part, Condition):
            parts.append(condition_words(part))
        else:
            inner = group_words(part)
            parts.append(inner if part.match is Match.NONE or len(part.parts) < 2 else f"({inner})")
    word = f" {t('or')} " if group.match is Match.ANY else f" {t('and')} "
    if group.match is Match.NONE:
        told = t("none of ({parts})", parts="; ".join(parts))
    else:
        told = word.join(parts) or (t("everybody") if group.match is Match.ALL else t("nobody"))
    return t("a call: {words}", words=told) if group.of_calls else told


def condition_words(part: Condition) -> str:
    name = field_word(part.field)
    values = [value_word(part.field, value) for value in part.values]
    if part.operator is Operator.BETWEEN:
        return t("{field} from {first} to {last}", field=name, first=values[0], last=values[1])
    if part.operator in (Operator.OLDER_DAYS, Operator.LAST_DAYS, Operator.NEXT_DAYS):
        told = {
            Operator.OLDER_DAYS: t("{field} longer ago than {days} days"),
            Operator.LAST_DAYS: t("{field} in the last {days} days"),
            Operator.NEXT_DAYS: t("{field} in the next {days} days"),
        }[part.operator]
        return told.format(field=name, days=values[0])
    if part.operator in (Operator.YES, Operator.NO):
        return f"{name}: {operator_word(part.operator)}"
    return " ".join([name, operator_word(part.operator), ", ".join(values)]).strip()


def field_word(field: Field) -> str:
    plain = {
        Kind.PHONE: t("number"),
        Kind.ZONE: t("time zone"),
        Kind.CAMPAIGN: t("campaign"),
        Kind.LIST: t("list (file)"),
        Kind.STATE: t("state of the contact"),
        Kind.DO_NOT_CALL: t("on the do-not-call list"),
        Kind.CALLS: t("number of calls"),
        Kind.CALL_RESULT: t("outcome of a call"),
        Kind.CALL_CAMPAIGN: t("campaign of a call"),
        Kind.CALL_DATE: t("date of a call"),
    }
    if field.kind in plain:
        return plain[field.kind]
    if field.kind is Kind.SOURCE:
        return f"{field.source}: {field.entity}.{field.name}"
    told = {
        Kind.CONSENT: t("consent “{name}”"),
        Kind.RESULT: t("result “{name}”"),
        Kind.ANSWER: t("answer to “{name}”"),
    }.get(field.kind, "{name}")
    return told.format(name=field.name)


def operator_word(operator: Operator) -> str:
    return {
        Operator.EQUALS: t("is"),
        Operator.DIFFERS: t("is not"),
        Operator.CONTAINS: t("contains"),
        Operator.BEGINS: t("begins with"),
        Operator.IN_LIST: t("is one of"),
        Operator.EMPTY: t("is empty"),
        Operator.FILLED: t("is filled in"),
        Operator.LESS: t("less than"),
        Operator.AT_MOST: t("at most"),
        Operator.MORE: t("more than"),
        Operator.AT_LEAST: t("at least"),
        Operator.BETWEEN: t("between"),
        Operator.OLDER_DAYS: t("longer ago, days"),
        Operator.LAST_DAYS: t("in the last days"),
        Operator.NEXT_DAYS: t("in the next days"),
        Operator.YES: t("yes"),
        Operator.NO: t("no"),
    }[operator]


def value_word(field: Field, value: str) -> str:
    """Dispositions and states by their words, all else as it is."""
    if field.kind is Kind.STATE:
        return {
            "new": t("not called yet"),
            "waiting_retry": t("waits for a retry"),
            "in_progress": t("in a call"),
            "done": t("done"),
            "excluded": t("excluded"),
        }.get(value, value)
    if field.kind is Kind.CALL_RESULT:
        return disposition_words().get(value, value)
    return value


def disposition_words() -> dict[str, str]:
    return {
        "completed": t("heard to the end"),
        "partial": t("hung up before the end"),
        "opted_out": t("asked not to be called"),
        "callback": t("callback promised"),
        "transferred": t("transferred"),
        "served": t("served by an operator"),
        "abandoned": t("no operator in time"),
        "machine": t("answering machine"),
        "user_busy": t("busy"),
        "no_answer": t("no answer"),
        "rejected": t("rejected"),
        "invalid_number": t("no such number"),
        "network_failure": t("network failure"),
        "cancelled": t("cancelled"),
        "interrupted": t("interrupted"),
    }
