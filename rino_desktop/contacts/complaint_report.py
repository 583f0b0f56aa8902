"""The answer to a complaint as a document: PDF for people, JSON for machines, or both in a ZIP."""

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

from engine.domain.campaign import Campaign, CampaignSettings, CampaignState, Schedule
from engine.domain.refusal_words import refusal_words
from engine.errors import KnownError
from engine.ports.history import PastCall
from engine.ports.storage import Stores
from engine.reports import names
from engine.reports.model import Cell, CellKind, Column, Figure, ReportSource, Section
from rino_desktop.contacts.complaint import Answer, Basis
from rino_desktop.contacts.life import list_title, moment
from rino_desktop.contacts.why import Finding, Says
from rino_desktop.texts import language, t


class ComplaintReport:
    """An ``engine.reports.model.ReportKind`` of one answer."""

    name = "complaint"

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def title(self, _language: str) -> str:
        return t("Answer to a complaint: {phone}", phone=self._answer.phone)

    def json(self, _source: ReportSource) -> Iterator[str]:
        yield json.dumps(document(self._answer), ensure_ascii=False, indent=2) + "\n"

    def figures(self, _source: ReportSource) -> list[Figure]:
        answer = self._answer
        answered = sum(each.call.answered_at is not None for each in answer.calls)
        return [
            Figure(t("Calls"), len(answer.calls)),
            Figure(t("Answered"), answered),
            Figure(t("Refused by rules"), sum(each.times for each in answer.refused)),
        ]

    def tables(self, source: ReportSource) -> Iterator[Section]:
        return self.page(source)

    def page(self, _source: ReportSource) -> Iterator[Section]:
        answer = self._answer
        yield Section(
            t("Taken"),
            (Column(t("By whom"), width=30), Column(t("When"), CellKind.MOMENT, 24),
             Column(t("Subscriber's time zone"), width=30)),
            [(answer.taken_by, answer.taken_at, answer.zone)],
        )  # fmt: skip
        yield Section(
            t("Calls to the number"),
            (Column(t("Subscriber's time"), width=22), Column(t("Campaign"), width=24),
             Column(t("Result"), width=24), Column(t("Said and pressed"), width=36)),
            [(c.local_time, c.call.campaign, _result(c.call), said(c.call)) for c in answer.calls],
            note=t("Only the latest calls are shown.") if answer.cut else "",
        )  # fmt: skip
        yield Section(
            t("Why each call was allowed"),
            (Column(t("Subscriber's time"), width=22), Column(t("Rules looked at"), width=84)),
            [(c.local_time, " ".join(c.why)) for c in answer.calls],
        )
        yield Section(
            t("On what basis the number was called"),
            (Column(t("Campaign"), width=26), Column(t("List"), width=36),
             Column(t("Row"), CellKind.COUNT, 8), Column(t("Imported"), CellKind.MOMENT, 22)),
            [_basis_row(basis) for basis in answer.basis],
        )  # fmt: skip
        yield Section(
            t("Consents"),
            (Column(t("Kind"), width=14), Column(t("Given"), CellKind.MOMENT, 22),
             Column(t("Revoked"), CellKind.MOMENT, 22), Column(t("Proof"), width=44)),
            [(c.kind, c.obtained_at, c.revoked_at,
              " ".join(filter(None, (c.proof, c.proof_digest)))) for c in answer.consents],
            note="" if answer.consents else t("No consent is on file for the number."),
        )  # fmt: skip
        yield Section(
            t("What forbids further calls"),
            (Column(t("Campaign"), width=26), Column(t("Rule"), width=80)),
            list(_forbids(answer)),
            note="" if any(True for _ in _forbids(answer)) else t("Nothing."),
        )
        yield Section(
            t("Refused by rules"),
            (Column(t("Campaign"), width=26), Column(t("Last"), CellKind.MOMENT, 22),
             Column(t("Times"), CellKind.COUNT, 8), Column(t("Rule"), width=52)),
            [(answer.campaigns.get(r.campaign_id, ""), r.last_at, r.times,
              refusal_words(r.refusal, language())) for r in answer.refused],
        )  # fmt: skip
        if answer.incoming:
            yield Section(
                t("Calls from the number"),
                (Column(t("When"), CellKind.MOMENT, 22), Column(t("Called number"), width=20),
                 Column(t("Result"), width=30)),
                [(c.at, c.called, _result(c)) for c in answer.incoming],
            )  # fmt: skip


def write(stores: Stores, answer: Answer, target: Path, now: datetime) -> None:
    """``target`` .pdf or .json; .zip: both. It appears whole or not at all. KnownError."""
    from engine.reports import render

    suffix = target.suffix.lower()
    if suffix not in (".pdf", ".json", ".zip"):
        raise KnownError(
            t("The answer is written as PDF, JSON or ZIP, not as {suffix}.", suffix=repr(suffix)),
            mend=t("Name the file with one of these endings."),
        )

    def made(file: Path, file_format: str) -> None:
        campaign = of_no_campaign(answer.phone, answer.zone)
        counts = stores.contacts.counts(0)
        render(
            ComplaintReport(answer), file_format, stores.reports, counts, campaign,
            language=language(), target=file, now=now, taken_by=answer.taken_by,
        )  # fmt: skip

    if suffix != ".zip":
        made(target, suffix[1:])
        return
    parts = [target.with_suffix(f".{kind}.part") for kind in ("pdf", "json")]
    try:
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for kind, part in zip(("pdf", "json"), parts, strict=True):
                made(part, kind)
                archive.write(part, f"{target.stem}.{kind}")
        whole = target.with_suffix(".zip.part")
        parts.append(whole)
        whole.write_bytes(packed.getvalue())
        whole.replace(target)
    except OSError as error:
        raise KnownError(
            t("The answer cannot be written to {file}: {reason}.", file=target, reason=error)
        ) from error
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def of_no_campaign(name: str, zone: str) -> Campaign:
    """Whose zone and name stand over a document about no single campaign."""
    return Campaign(0, CampaignSettings(name, schedule=Schedule(timezone=zone)),
                    CampaignState.DRAFT, 0)  # fmt: skip


def document(answer: Answer) -> dict[str, object]:
    """For machines: all of it."""

    def iso(at: datetime | None) -> str | None:
        return None if at is None else at.isoformat()

    return {
        "phone": answer.phone,
        "zone": answer.zone,
        "taken_by": answer.taken_by,
        "taken_at": iso(answer.taken_at),
        "calls": [
            {
                "attempt": c.call.call_key, "campaign": c.call.campaign, "at": iso(c.call.at),
                "subscriber_time": c.local_time, "answered_at": iso(c.call.answered_at),
                "ended_at": iso(c.call.ended_at),
                "disposition": c.call.disposition.value if c.call.disposition else None,
                "hangup_cause": c.details.hangup_cause if c.details else None,
                "scheme": c.details.scheme if c.details else None,
                "scheme_version": c.details.version if c.details else None,
                "operator": c.call.operator or None, "results": dict(c.call.results),
                "recording": c.call.recording or None,
                "recording_deleted": c.call.recording_deleted, "why_allowed": list(c.why),
            }
            for c in answer.calls
        ],
        "incoming": [
            {"at": iso(c.at), "called": c.called, "campaign": c.campaign or None,
             "results": dict(c.results)}
            for c in answer.incoming
        ],
        "basis": [
            {"campaign": b.row.campaign, "contact": b.row.contact.id,
             "list": b.list.name if b.list else None, "row": b.row.list_row,
             "imported_at": iso(b.list.imported_at) if b.list else None}
            for b in answer.basis
        ],
        "consents": [
            {"kind": c.kind, "obtained_at": iso(c.obtained_at), "until": iso(c.until),
             "revoked_at": iso(c.revoked_at), "proof": c.proof, "proof_sha256": c.proof_digest}
            for c in answer.consents
        ],
        "do_not_call": [
            {"source": entry.source, "added_at": iso(entry.added_at)} for entry in answer.listed
        ],
        "refused": [
            {"campaign": answer.campaigns.get(r.campaign_id), "rule": r.refusal.rule,
             "preset": r.refusal.preset or None, "inputs": dict(r.refusal.inputs),
             "first_at": iso(r.first_at), "last_at": iso(r.last_at), "times": r.times}
            for r in answer.refused
        ],
        "now": [
            {"campaign": e.row.campaign, "findings": [finding(f) for f in e.findings]}
            for e in answer.now
        ],
    }  # fmt: skip


def finding(found: Finding) -> dict[str, object]:
    return {
        "rule": found.rule, "says": found.says.value, "why": found.words,
        "inputs": dict(found.inputs), "stored": found.stored,
        "lifts_at": None if found.lifts_at is None else found.lifts_at.isoformat(),
    }  # fmt: skip


def said(call: PastCall) -> str:
    """What was asked and answered on it, in a line."""
    return "; ".join(f"{name}: {value}" for name, value in call.results.items())


def _result(call: PastCall) -> str:
    return names.disposition(call.disposition, language()) if call.disposition else (
        t("not over yet"))  # fmt: skip


def _basis_row(basis: Basis) -> tuple[Cell, ...]:
    info = basis.list
    title = list_title(info.name) if info is not None else ""
    at = info.imported_at if info is not None else None
    return basis.row.campaign, title, basis.row.list_row, at


def _forbids(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    seen: set[tuple[str, str]] = set()
    for entry in answer.listed:
        yield (
            t("All campaigns"),
            t("On the do-not-call list since {moment} ({source}).",
              moment=moment(entry.added_at), source=entry.source),
        )  # fmt: skip
    for explanation in answer.now:
        for found in explanation.findings:
            pair = explanation.row.campaign, found.words
            if found.says is Says.FORBIDS and found.rule != "do_not_call" and pair not in seen:
                seen.add(pair)
                yield pair
