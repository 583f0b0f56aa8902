"""Retention as a whole: all rules applied, once a day or when somebody asks for it, with a
protocol in the audit log.

A run is two entries there: ``retention.begin`` with the rules as they stand, ``retention.run`` with
what was deleted. The first without the second: the program was killed, and the next run goes on.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.domain.rights import Right
from engine.errors import KnownError
from engine.ports.storage import Database, Stores
from engine.ports.voice_files import RetentionRule
from engine.service import (
    audit_retention,
    contact_retention,
    operator_retention,
    trace_retention,
    voice_retention,
)
from engine.service.audit_retention import AUDIT
from engine.service.contact_retention import CONTACTS
from engine.service.expired import NOBODY, Expired, Watch
from engine.service.operator_retention import OPERATORS
from engine.service.recordings import MESSAGES, RECORDINGS
from engine.service.trace_retention import TRACES
from engine.service.voice_store import VoiceStore

log = logging.getLogger(__name__)

KINDS = (RECORDINGS, MESSAGES, CONTACTS, TRACES, OPERATORS, AUDIT)
#: Those that are no files.
IN_DATABASE = (CONTACTS, TRACES, OPERATORS, AUDIT)
#: Those whose rules are for all campaigns alike.
OF_OFFICE = (OPERATORS, AUDIT)
BEGIN, RUN = "retention.begin", "retention.run"

_EVERY = timedelta(days=1)
_RETRY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``stopped``: by who had begun it; ``trouble``: why it broke off, None when it did not."""

    items: tuple[Expired, ...]
    stopped: bool = False
    trouble: KnownError | None = None

    @property
    def files(self) -> int:
        return sum(item.count for item in self.items if item.kind not in IN_DATABASE)

    @property
    def bytes(self) -> int:
        return sum(item.bytes for item in self.items)


def due(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule], now: datetime,
    watch: Watch = NOBODY,
) -> list[Expired]:  # fmt: skip
    """What a run would delete; ``store`` None: files are not looked at. KnownError,
    StorageUnavailable."""
    campaigns = database.transact(_campaigns)
    found: list[Expired] = []
    for work in _works(database, store, rules, campaigns, now, watch, dry_run=True):
        if watch.stopped():
            break
        found += [item for item in work() if item.count]
    return found


def run(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule], now: datetime,
    watch: Watch = NOBODY,
) -> Outcome:  # fmt: skip
    """Apply ``rules`` now; ``store`` None: files stay. What the voice store cannot do is told in
    the outcome and the protocol. KnownError: who acts may not; StorageUnavailable: the database
    has gone, and with it the rest of the protocol."""
    campaigns = database.transact(_campaigns)
    begun = {"rules": {f"{rule.kind} {rule.campaign}".strip(): rule.days for rule in rules}}
    database.transact(lambda s: s.audit.record(now, BEGIN, "retention", begun))
    items: list[Expired] = []
    trouble: KnownError | None = None
    try:
        for work in _works(
            database, store, rules, campaigns, now, watch, dry_run=False, gone=items.append
        ):
            if watch.stopped():
                break
            work()
    except KnownError as error:
        trouble = error
    outcome = Outcome(tuple(items), watch.stopped(), trouble)
    database.transact(lambda s: s.audit.record(now, RUN, "retention", _protocol(outcome)))
    return outcome


def run_stored(
    database: Database, store: VoiceStore, now: datetime, watch: Watch = NOBODY,
    seen: Sequence[RetentionRule] | None = None,
) -> Outcome:  # fmt: skip
    """The rules of the office, whenever they were applied last. ``seen``: those by which somebody
    was told what is due; KnownError when there are others by now."""

    def begin(stores: Stores) -> list[RetentionRule]:
        stores.voice_files.begin_run(now, now)
        rules = stores.voice_files.rules()
        if seen is not None and list(seen) != rules:
            raise KnownError(
                "the rules of retention have been changed meanwhile; nothing was deleted.",
                mend="Look once more what is due.",
            )
        return rules

    return _run_booked(database, store, database.transact(begin), now, watch)


def run_once_a_day(
    database: Database,
    store: VoiceStore,
    now: datetime,
    stopped: Callable[[], bool] = lambda: False,
) -> Outcome | None:
    """None: some engine has done it within the last day, or there are no rules."""

    def begin(stores: Stores) -> list[RetentionRule]:
        rules = stores.voice_files.rules()
        return rules if rules and stores.voice_files.begin_run(now, now - _EVERY) else []

    rules = database.transact(begin)
    if not rules:
        return None
    outcome = _run_booked(database, store, rules, now, Watch(stopped))
    if outcome.trouble is not None:
        log.warning("old recordings are not deleted now: %s", outcome.trouble)
    for item in outcome.items:
        if item.count:
            log.info("retention: %d of %s %s deleted", item.count, item.kind, item.folder)
    return outcome


def _run_booked(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule], now: datetime,
    watch: Watch,
) -> Outcome:  # fmt: skip
    outcome = run(database, store, rules, now, watch)
    whole = outcome.trouble is None and not outcome.stopped
    counts_from = now if whole else now - _EVERY + _RETRY
    database.transact(lambda s: s.voice_files.ended_run(counts_from, outcome.files))
    return outcome


def _works(
    database: Database, store: VoiceStore | None, rules: Sequence[RetentionRule],
    campaigns: Sequence[str], now: datetime, watch: Watch, *, dry_run: bool,
    gone: Callable[[Expired], None] = lambda _: None,
) -> tuple[Callable[[], list[Expired]], ...]:  # fmt: skip
    """One for each part; ``gone`` is told of all that is deleted, even if the part fails then."""

    def files() -> list[Expired]:
        if store is None:
            return []

        def note(expired: Expired, names: Sequence[str], whole: bool) -> None:
            if expired.count or whole:
                gone(expired)
                database.transact(
                    lambda s: voice_retention.note_expired(s, expired, names, whole, now)
                )

        return voice_retention.apply_rules(
            store, rules, campaigns, now, dry_run=dry_run, deleted=note, watch=watch
        )

    def rows(part: Callable[..., list[Expired]]) -> list[Expired]:
        found = part(database, rules, now, dry_run=dry_run, watch=watch)
        if not dry_run:
            for item in found:
                gone(item)
        return found

    return (
        lambda: rows(contact_retention.apply_rules),
        lambda: rows(trace_retention.apply_rules),
        lambda: rows(operator_retention.apply_rules),
        lambda: rows(audit_retention.apply_rules),
        files,
    )


def _campaigns(stores: Stores) -> list[str]:
    """Who does not see all of them cannot know which rule holds for a folder."""
    stores.rights.require(Right.SETTINGS_EDIT)
    stores.rights.require(Right.CAMPAIGN_VIEW)
    return [campaign.settings.name for campaign in stores.campaigns.all()]


def _protocol(outcome: Outcome) -> dict[str, object]:
    return {
        "files": outcome.files,
        "bytes": outcome.bytes,
        "stopped": outcome.stopped,
        "trouble": str(outcome.trouble or ""),
        "items": {
            f"{item.kind} {item.folder}".strip(): {
                "kind": item.kind, "of": item.folder, "before": item.before.isoformat(),
                "days": item.days, "count": item.count, "bytes": item.bytes,
                "sha256": item.digest, "left": item.left,
            }
            for item in outcome.items if item.count or item.left
        },
    }  # fmt: skip
