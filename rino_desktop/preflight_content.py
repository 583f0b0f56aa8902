"""The check before the start: what is said, to whom, and by which law."""

from collections.abc import Iterator
from dataclasses import replace

from engine.domain.campaign import CampaignMode
from engine.domain.presets import bound, check_campaign, in_force
from engine.errors import KnownError
from rino_desktop import bootstrap, campaign_funnel, preflight_list, presets, schemes
from rino_desktop.campaign_actions import Action
from rino_desktop.campaign_people import require_people
from rino_desktop.campaign_references import References
from rino_desktop.preflight_case import Case
from rino_desktop.preflight_finding import Finding, State
from rino_desktop.scheme_library import PublishedLibrary
from rino_desktop.texts import language, t
from rino_desktop.texts.errors import said


def scheme(case: Case) -> Iterator[Finding]:
    what, name = t("scheme"), case.settings.scheme
    if not name:
        if case.settings.mode is not CampaignMode.MANUAL:
            yield Finding("scheme", State.BLOCKS, what, t("No scheme is named."),
                          t("Choose one."), Action.SCHEME)  # fmt: skip
        return
    document = case.scheme_document
    if document is None:
        yield Finding("scheme", State.BLOCKS, what,
                      t("There is no published scheme {name}.", name=name),
                      t("Draw it and publish it."), Action.SCHEME)  # fmt: skip
        return
    try:
        found = schemes.problems(document, name, PublishedLibrary(case.stores))
    except KnownError as error:
        yield Finding("scheme", State.BLOCKS, what, said(error), action=Action.SCHEME)
        return
    errors = [each for each in found if each.is_error]
    if errors:
        yield Finding("scheme", State.BLOCKS, what, errors[0].text, action=Action.SCHEME)
    elif found:
        yield Finding("scheme", State.WARNING, what, found[0].text, action=Action.SCHEME)
    else:
        yield Finding("scheme", State.OK, what, t("{name}: published, without errors", name=name))
    yield from _prompts(document, name)


def _prompts(document: str, name: str) -> Iterator[Finding]:
    from engine.scheme.codec import load_scheme

    scheme = load_scheme(document, name)
    what = t("prompts")
    missing = [
        f"{prompt} ({tongue})"
        for prompt, recordings in scheme.prompts.items()
        for tongue in scheme.languages
        if tongue not in recordings or not (recordings[tongue].file or recordings[tongue].text)
    ]
    if missing:
        yield Finding("prompts", State.BLOCKS, what,
                      t("Nothing is recorded or written for: {names}.",
                        names=", ".join(missing[:5])),
                      action=Action.SCHEME)  # fmt: skip
        return
    spoken = sum(
        1
        for each in scheme.prompts.values()
        for tongue in scheme.languages
        if not each[tongue].file
    )
    words = t("All are there.")
    if spoken:
        words += " " + t("Synthesised, since nobody has recorded them: {n}.", n=spoken)
    yield Finding("prompts", State.OK, what, words)


def references(case: Case) -> Iterator[Finding]:
    references = References(case.office)
    found = references.of_campaign(case.stores, case.settings)
    what = t("what the scheme names")
    for each in found:
        state = State.BLOCKS if each.is_error else State.WARNING
        yield Finding("references", state, what, said(each.missing.error()), action=Action.STORES)
    if case.scheme_document is not None:
        try:
            require_people(case.stores, case.settings, bootstrap.node_types())
        except KnownError as error:
            yield Finding("people", State.BLOCKS, t("operators"), said(error),
                          action=Action.SCHEME)  # fmt: skip
        else:
            yield from preflight_list.of_operators(case.stores, case.settings)
    for line in references.voice_packs(case.settings):
        yield Finding("voice_packs", State.WARNING, t("voice packs"), line)


def form(case: Case) -> Iterator[Finding]:
    name, what = case.settings.form, t("form")
    if not name:
        if case.settings.mode is not CampaignMode.AUTOMATIC:
            yield Finding("form", State.WARNING, what, t("Operators have nothing to fill in."),
                          t("Choose a form."), Action.FORM)  # fmt: skip
        return
    if name.casefold() in {form.name.casefold() for form in case.stores.forms.all()}:
        yield Finding("form", State.OK, what, name)
    else:
        yield Finding("form", State.BLOCKS, what, t("there is no form {name}.", name=name),
                      action=Action.FORM)  # fmt: skip


def law(case: Case) -> Iterator[Finding]:
    what = t("legal preset")
    if not case.settings.preset:
        yield Finding("preset", State.WARNING, what,
                      t("None: nothing but the campaign's own rules holds."),
                      t("Ask a lawyer which laws hold for these calls."),
                      Action.PRESET)  # fmt: skip
        return
    try:
        settings = bound(
            case.settings, presets.of_office(case.office, case.stores), case.now.date()
        )
    except KnownError as error:
        yield Finding("preset", State.BLOCKS, what, said(error), action=Action.PRESET)
        return
    rules = in_force(settings.rules, case.now.date())
    broken = check_campaign(replace(settings, rules=rules))
    for each in broken:
        source = f" ({each.source})" if each.source else ""
        yield Finding("preset", State.BLOCKS, what, each.text(language()) + source,
                      action=Action.PRESET)  # fmt: skip
    if not broken:
        titles = ", ".join(rule.title(language()) for rule in rules)
        yield Finding("preset", State.OK, what, t("kept: {titles}", titles=titles))


def contacts(case: Case) -> Iterator[Finding]:
    what = t("list")
    if not case.counts.total:
        yield Finding("contacts", State.BLOCKS, what, t("The list is empty."),
                      t("Import one, or build it by criteria."), Action.CONTACTS)  # fmt: skip
        return
    funnel = campaign_funnel.read(case.stores, case.campaign, case.now)
    words = t("Contacts: {total}; match now {matches}, callable now {callable}.",
              total=funnel.total, matches=funnel.matches_now,
              callable=funnel.callable_now)  # fmt: skip
    if funnel.callable_now:
        yield Finding("contacts", State.OK, what, words)
    else:
        held = max(funnel.steps, key=lambda step: step.count)
        why = f"{held.words[:1].upper()}{held.words[1:]}: {held.count}."
        yield Finding("contacts", State.WARNING, what, f"{words} {why}", action=held.action)


def people(case: Case) -> Iterator[Finding]:
    if case.counts.total:
        yield from preflight_list.of_list(
            case.stores, case.campaign, case.scheme_document, case.now
        )


def consents(case: Case) -> Iterator[Finding]:
    for rule in in_force(case.settings.rules, case.now.date()):
        asked = rule.consent
        if asked is None or (asked.purposes and case.settings.purpose not in asked.purposes):
            continue
        lacking = case.stores.waiting.without_consent(
            case.campaign.id, asked.kinds, case.now, proof=asked.proof
        )
        waiting = case.counts.new + case.counts.waiting_retry
        what, law = t("consents"), rule.title(language())
        if not lacking:
            yield Finding("consents", State.OK, what, t("On file for all: {law}.", law=law))
        else:
            yield Finding(
                "consents", State.BLOCKS if lacking == waiting else State.WARNING, what,
                t("{law}: {n} of {total} have none and are not called.",
                  law=law, n=lacking, total=waiting),
                t("File the consents with their proofs: {command}",
                  command="rino-desktop consent import"),
            )  # fmt: skip
