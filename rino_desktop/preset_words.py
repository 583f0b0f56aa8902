"""The rules of a legal preset in words, one by one; where two of them differ, and where one is
laxer than the law it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from engine.domain.campaign_terms import CampaignMode, DayHours, LegalHours, Purpose
from engine.domain.durations import format_duration, format_hours
from engine.domain.preset_model import CallLimit, Counted, LabelRule, Per, Preset, Scope
from engine.domain.preset_strictness import Laxer
from engine.reports.names import disposition
from rino_desktop.texts import language, t


@dataclass(frozen=True, slots=True)
class Rule:
    """``key``: which rule of a preset it is, the same in another preset ("hours.weekdays",
    "limit …"); ``subject``: what it is about; ``text``: a whole sentence, ``short``: what it says
    of its subject."""

    key: str
    subject: str
    short: str
    text: str


def rules(preset: Preset) -> list[Rule]:
    """In the order of the file."""
    return list(_rules(preset))


def _rules(preset: Preset) -> Iterator[Rule]:
    if preset.hours is not None:
        yield from _hours(preset.hours)
    for limit in preset.limits:
        yield _limit(limit)
    if preset.consent is not None:
        kinds = ", ".join(preset.consent.kinds)
        short = t("{kinds}, with proof", kinds=kinds) if preset.consent.proof else kinds
        text = (
            t("Only with a consent ({kinds}) that has its proof.", kinds=kinds)
            if preset.consent.proof
            else t("Only with a consent ({kinds}).", kinds=kinds)
        )
        if preset.consent.purposes:
            names = ", ".join(sorted(purpose_words()[each] for each in preset.consent.purposes))
            short = t("{what}; purposes: {names}", what=short, names=names)
            text = t("{rule} Purposes: {names}.", rule=text, names=names)
        yield Rule("consent", t("consent"), short, text)
    if preset.opt_out_within is not None:
        within = duration(preset.opt_out_within)
        text = (
            t("Who asks not to be called is not called any more, within {duration}; here at once.",
              duration=within)
            if preset.opt_out_within
            else t("Who asks not to be called is not called any more, at once.")
        )  # fmt: skip
        yield Rule("opt_out.within", t("who asks not to be called"), within, text)
    if preset.min_ring_s:
        seconds = f"{preset.min_ring_s:g}"
        yield Rule("ring.least_s", t("ringing, s at least"), seconds,
                   t("Ring for at least {seconds} s.", seconds=seconds))  # fmt: skip
    if preset.abandon is not None:
        share, within = _percent(preset.abandon.share), duration(preset.abandon.window)
        seconds = f"{preset.abandon.answer_within_s:g}"
        yield Rule("abandon", t("abandoned calls"),
                   t("{share} in {duration}, an operator within {seconds} s", share=share,
                     duration=within, seconds=seconds),
                   t("Abandoned calls: {share} of live answers at most, within {window}; an "
                     "operator or a message within {seconds} s.", share=share, window=within,
                     seconds=seconds))  # fmt: skip
    for ban in sorted(preset.bans, key=str):
        mode, purpose = mode_words()[ban.mode], purpose_words()[ban.purpose]
        yield Rule(f"ban {ban.mode.value} {ban.purpose.value}", t("who may not be called"),
                   t("{purpose}: mode {mode}", purpose=purpose, mode=mode),
                   t("Forbidden: mode {mode} with purpose {purpose}.", mode=mode,
                     purpose=purpose))  # fmt: skip
    for outcome, least in preset.min_delays:
        name = disposition(outcome.value, language())
        yield Rule(f"min_delay.{outcome.value}", t("pause after “{outcome}”", outcome=name),
                   duration(least),
                   t("After “{outcome}” no call for {duration}.", outcome=name,
                     duration=duration(least)))  # fmt: skip
    if preset.purpose_declared:
        yield Rule("purpose_declared", t("purpose"), t("has to be declared"),
                   t("The purpose has to be declared."))  # fmt: skip
    if preset.label is not None:
        yield Rule("label", t("label"), _label(preset.label),
                   t("Label: {what}.", what=_label(preset.label)))  # fmt: skip
    records = preset.records_ru if language() == "ru" else preset.records_en
    if records:
        yield Rule("records", t("records"), records, records)


@dataclass(frozen=True, slots=True)
class Difference:
    """ "–" for nothing."""

    subject: str
    law: str
    ours: str


def differences(preset: Preset, law: Preset) -> list[Difference]:
    """In the law's order, then what the preset says besides."""
    ours = {rule.key: rule for rule in rules(preset)}
    theirs = {rule.key: rule for rule in rules(law)}
    found = []
    for key in (*theirs, *(key for key in ours if key not in theirs)):
        one, other = theirs.get(key), ours.get(key)
        if one is None or other is None or one.short != other.short:
            subject = (one or other or ours[key]).subject
            found.append(
                Difference(subject, one.short if one else "–", other.short if other else "–")
            )
    return found


def laxer_text(found: Laxer, preset: Preset, law: Preset) -> str:
    """A sentence that names the rule and where the law is to be read."""
    where = law.title(language()) + (f" ({law.source})" if law.source else "")
    if found.limit is not None:
        return t("{law} asks: {rule} No limit of this preset keeps it.", law=where,
                 rule=_limit(found.limit).text)  # fmt: skip
    theirs = _said(found.rule, law)
    ours = _said(found.rule, preset)
    subject = _subject(found.rule)
    return t("{subject}: {ours} is laxer than {law}: {theirs}.", subject=subject, ours=ours,
             law=where, theirs=theirs)  # fmt: skip


def laxer_short(found: Laxer, law: Preset) -> str:
    """What the law says, for the place where it is filled in."""
    if found.limit is not None:
        return _limit(found.limit).text
    return t("the law: {rule}", rule=_said(found.rule, law))


def _said(key: str, preset: Preset) -> str:
    if key == "hours.country":
        return (preset.hours.country if preset.hours else "") or t("nothing")
    of = {rule.key: rule.short for rule in rules(preset)}
    if key == "hours":
        parts = [short for name, short in of.items() if name.startswith("hours.")]
        return ", ".join(dict.fromkeys(parts)) or t("nothing")
    if key == "ban":
        return "; ".join(s for name, s in of.items() if name.startswith("ban ")) or t("nothing")
    return of.get(key) or of.get(key.partition(".")[0]) or t("nothing")


def _subject(key: str) -> str:
    section = key.partition(".")[0]
    if key.startswith("min_delay."):
        name = disposition(key.partition(".")[2], language())
        return t("pause after “{outcome}”", outcome=name)
    words = {
        "hours": t("calling hours"), "hours.weekdays": t("hours on weekdays"),
        "hours.weekend": t("hours on the weekend"), "hours.holidays": t("hours on holidays"),
        "hours.country": t("whose holidays"), "consent": t("consent"),
        "opt_out": t("who asks not to be called"), "ring": t("ringing, s at least"),
        "abandon": t("abandoned calls"), "ban": t("who may not be called"),
        "purpose_declared": t("purpose"), "label": t("label"),
    }  # fmt: skip
    return words.get(key) or words[section]


def _hours(hours: LegalHours) -> Iterator[Rule]:
    for name, subject, span in (
        ("weekdays", t("hours on weekdays"), hours.weekdays),
        ("weekend", t("hours on the weekend"), hours.weekend),
        ("holidays", t("hours on holidays"), hours.holidays),
    ):
        if name == "holidays" and not hours.country:
            continue
        country = f" ({hours.country})" if name == "holidays" else ""
        text = t("{subject}, by the subscriber's clock: {hours}.",
                 subject=_capital(subject) + country, hours=span_words(span))  # fmt: skip
        yield Rule(f"hours.{name}", subject + country, span_words(span), text)


def span_words(hours: DayHours) -> str:
    if hours.start >= hours.end:
        return t("never")
    return format_hours(hours).replace("-", "–")


def _limit(limit: CallLimit) -> Rule:
    counted, window = counted_words()[limit.count], _window(limit)
    whom = t("one person") if limit.per is Per.PERSON else t("one number")
    scope = {
        Scope.ALL: t("over all campaigns"),
        Scope.PURPOSE: t("over campaigns of the same purpose"),
        Scope.CAMPAIGN: t("over the campaign"),
    }[limit.scope]
    text = t("At most {maximum} in {window}: {counted}, {whom}, {scope}.",
             maximum=limit.maximum, window=window, counted=counted, whom=whom, scope=scope,
             )  # fmt: skip
    if limit.talk_s:
        text = t("{rule} A conversation lasts {seconds} s at least.", rule=text,
                 seconds=f"{limit.talk_s:g}")  # fmt: skip
    if limit.modes:
        names = ", ".join(mode_words()[each] for each in sorted(limit.modes))
        text = t("{rule} In the mode: {names}.", rule=text, names=names)
    subject = t("{counted} in {window}, {whom}", counted=counted, window=window, whom=whom)
    key = f"limit {limit.count.value} {limit.per.value} {window} {limit.scope.value} " + ",".join(
        sorted(limit.modes)
    )
    return Rule(key, subject, str(limit.maximum), text)


def _window(limit: CallLimit) -> str:
    calendar = {
        "day": t("a calendar day"), "week": t("a calendar week"), "month": t("a calendar month"),
    }  # fmt: skip
    return calendar[limit.calendar] if limit.calendar else duration(limit.window)


def duration(span: timedelta) -> str:
    """ "7 d 12 h"."""
    if not span:
        return t("at once")
    text = format_duration(span)
    units = {"d": t("d"), "h": t("h"), "m": t("min"), "s": t("s")}
    return " ".join("".join(f" {units[c]} " if c in units else c for c in text).split())


def _label(rule: LabelRule) -> str:
    parts = [t("{n} characters at most", n=rule.longest)]
    if rule.categories:
        parts.append(t("categories: {names}", names=", ".join(rule.categories)))
    if rule.required:
        parts.append(t("required"))
    return "; ".join(parts)


def _percent(share: float) -> str:
    text = f"{share * 100:.1f}".removesuffix(".0")
    return f"{text.replace('.', ',')} %" if language() == "ru" else f"{text}%"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def counted_words() -> dict[Counted, str]:
    return {
        Counted.CALLS: t("calls"),
        Counted.CONVERSATIONS: t("conversations"),
        Counted.MESSAGES: t("voice messages"),
        Counted.ABANDONED: t("abandoned calls"),
    }


def mode_words() -> dict[CampaignMode, str]:
    return {
        CampaignMode.AUTOMATIC: t("robot only"),
        CampaignMode.AUTOMATED: t("dialled for operators"),
        CampaignMode.MANUAL: t("operators dial"),
    }


def purpose_words() -> dict[Purpose, str]:
    return {
        Purpose.DEBT: t("debts"), Purpose.NOTICE: t("notices"),
        Purpose.ADVERTISING: t("advertising"), Purpose.ELECTION: t("elections"),
        Purpose.SURVEY: t("surveys"), Purpose.QUIZ: t("quizzes"),
        Purpose.OTHER: t("other purposes"),
    }  # fmt: skip
