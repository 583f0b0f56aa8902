"""Every rule of the ledger in words, Russian and English."""

from collections.abc import Mapping

from engine.domain.preset_model import Preset
from engine.domain.refusal import QUOTA_FULL, SKIPPED, Refusal

_RULES: Mapping[str, tuple[str, str]] = {
    "do_not_call": ("номер в стоп-листе", "the number is on the do-not-call list"),
    "hours": ("нерабочие часы кампании", "outside the campaign's calling hours"),
    "legal_hours": ("часы, когда закон запрещает звонить", "outside the hours the law allows"),
    "limit_calls": ("исчерпано число звонков", "the permitted number of calls is used up"),
    "limit_conversations": (
        "исчерпано число разговоров", "the permitted number of conversations is used up",
    ),
    "limit_messages": (
        "исчерпано число голосовых сообщений",
        "the permitted number of voice messages is used up",
    ),
    "limit_abandoned": (
        "недавно был потерянный вызов", "an abandoned call was made not long ago",
    ),
    "in_call": (
        "в эту минуту ему уже звонят или с ним говорят",
        "he is being called, or is on the line with us, at this very moment",
    ),
    "consent": ("нет действующего согласия", "there is no valid consent"),
    "skipped": ("телефонист отложил звонок", "an operator has put the call off"),
    "erased": (
        "данные контакта удалены по сроку хранения: загрузите список заново",
        "his data were deleted by retention: import the list again",
    ),
    "too_early": (
        "по правилам повторов этот номер набирают позже",
        "by the retry rules this number is called later",
    ),
    "quota_full": ("квота набрана", "the quota is full"),
    "quota_busy": (
        "последние места в квоте заняты идущими вызовами",
        "calls in progress have the last places in the quota",
    ),
}  # fmt: skip
_CONSENTS: Mapping[object, tuple[str, str]] = {
    "none": ("согласий на этот номер нет", "none is on file for the number"),
    "without_proof": ("у согласия нет подтверждения", "it has no proof"),
    "revoked": ("согласие отозвано", "it was revoked"),
    "expired": ("срок согласия истёк", "it has expired"),
    "not_yet": ("согласие ещё не действует", "it does not hold yet"),
}
#: Why operators put contacts off, where a campaign names no reasons of its own.
_REASONS: Mapping[object, tuple[str, str]] = {
    "not_now": ("неподходящее время", "not a good time"),
    "needs_preparation": ("сначала нужно кое-что выяснить", "something has to be found out first"),
    "wrong_data": ("неверные данные", "the data are wrong"),
    "other": ("другая причина", "another reason"),
}
_WINDOWS: Mapping[object, tuple[str, str]] = {
    "day": ("за календарный день", "in the calendar day"),
    "week": ("за календарную неделю", "in the calendar week"),
    "month": ("за календарный месяц", "in the calendar month"),
}
_UNITS_RU = {"d": "д", "h": "ч", "m": "мин", "s": "с"}


def rule_words(rule: str, language: str) -> str:
    """The rule by itself; the code of one that this version does not know."""
    words = _RULES.get(rule)
    return rule if words is None else words[0 if language == "ru" else 1]


def skip_reason(reason: object, *, ru: bool) -> str:
    """A campaign's own reasons are said as they are."""
    known = _REASONS.get(reason)
    return str(reason) if known is None else known[0 if ru else 1]


def refusal_words(refusal: Refusal, language: str, law: Preset | None = None) -> str:
    """The rule with what decided it; ``law``: the preset that it belongs to, where it is known."""
    ru = language == "ru"
    text = rule_words(refusal.rule, language)
    if refusal.rule == QUOTA_FULL and not refusal.inputs.get("cells"):
        text = "не подходит ни под одну ячейку квот" if ru else "fits no cell of the quotas"
    detail = _detail(refusal, ru)
    if detail:
        text = f"{text} ({detail})"
    title = refusal.preset if law is None else f"{law.title(language)}, {law.key}"
    return f"{title}: {text}" if title else text


def _detail(refusal: Refusal, ru: bool) -> str:
    given = refusal.inputs
    if refusal.rule.startswith("limit_"):
        window = given.get("window", "")
        known = _WINDOWS.get(window)
        if known is not None:
            span = known[0 if ru else 1]
        else:
            span = f"за {_duration_ru(str(window))}" if ru else f"in {window}"
        counted, maximum = given.get("counted", ""), given.get("maximum", "")
        return f"{counted} {span}, можно {maximum}" if ru else f"{counted} {span}, of {maximum}"
    if refusal.rule in ("hours", "legal_hours"):
        clock = str(given.get("local_time", ""))[11:16]
        return f"у абонента {clock}" if ru else f"{clock} at the subscriber's"
    if refusal.rule == "consent":
        known = _CONSENTS.get(given.get("consent"))
        return "" if known is None else known[0 if ru else 1]
    if refusal.rule == SKIPPED:
        return ", ".join(filter(None, (skip_reason(given.get("reason", ""), ru=ru),
                                       str(given.get("operator", "")))))  # fmt: skip
    if refusal.rule.startswith("quota_"):
        cells = given.get("cells")
        return "; ".join(map(str, cells)) if isinstance(cells, list) else ""
    return ""


def _duration_ru(text: str) -> str:
    """ "7d" → "7 д"."""
    spaced = "".join(f" {_UNITS_RU[c]} " if c in _UNITS_RU else c for c in text)
    return " ".join(spaced.split())
