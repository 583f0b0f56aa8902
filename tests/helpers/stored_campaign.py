"""A campaign with contacts in a real database, and the short words tests use to dial it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.attempt import AttemptOutcome, ContactVerdict, OpenAttempt
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.domain.contact import Contact, ContactProgress, ContactState
from engine.domain.disposition import Disposition, HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports.storage import NewContact, OpenResult
from tests.helpers.databases import DatabaseUnderTest

#: Whole milliseconds: the database keeps no finer time than 100 µs.
NOW = datetime(2026, 3, 2, 9, 30, 15, 250_000, tzinfo=UTC)
LEASE_S = 20.0


def phone_of(number: int) -> str:
    return f"+7912{number:07d}"


def add_contacts(case: DatabaseUnderTest, campaign: Campaign, count: int, *, first: int = 1,
                 zones: tuple[str, ...] = ()) -> None:  # fmt: skip
    rows = [
        NewContact((phone_of(n),), zones, {"Имя": f"Абонент {n}"}, n)
        for n in range(first, first + count)
    ]
    FirebirdBulkLoader(case.address, case.password).load(campaign.id, "list.csv", iter([rows]))


@dataclass
class Dialling:
    """One node's session that dials one campaign, step by step."""

    database: FirebirdDatabase
    campaign: Campaign
    session_id: int
    scheme_version_id: int

    def zone_sets(self) -> list[int]:
        outlook = self.database.transact(
            lambda s: s.contacts.outlook(self.campaign.id, self.session_id)
        )
        return [zone.zone_set_id for zone in outlook.zones]

    def claim(self, limit: int, now: datetime = NOW,
              zone_sets: Sequence[int] | None = None) -> list[Contact]:  # fmt: skip
        chosen = self.zone_sets() if zone_sets is None else zone_sets
        return self.database.transact(
            lambda s: s.contacts.claim(self.session_id, self.campaign.id, chosen, limit, now)
        )

    def prepared(self, contacts: Sequence[Contact], at: datetime = NOW) -> list[OpenAttempt]:
        ids = self.database.transact(lambda s: s.attempts.allocate_ids(len(contacts)))
        return [
            OpenAttempt(
                attempt_id, self.campaign.id, contact.id, contact.progress.attempts + 1,
                contact.phones[0], 1, self.scheme_version_id, at,
            )
            for attempt_id, contact in zip(ids, contacts, strict=True)
        ]  # fmt: skip

    def open(self, attempts: Sequence[OpenAttempt]) -> OpenResult:
        return self.database.transact(lambda s: s.attempts.open(self.session_id, attempts))

    def dial(self, count: int) -> list[OpenAttempt]:
        """Claim contacts and open an attempt on each."""
        attempts = self.prepared(self.claim(count))
        assert self.open(attempts).opened == {a.id for a in attempts}
        return attempts

    def close(self, attempt: OpenAttempt, outcome: AttemptOutcome | None = None,
              verdict: ContactVerdict | None = None) -> None:  # fmt: skip
        self.database.transact(
            lambda s: s.attempts.close(
                self.session_id, outcome or completed(attempt), verdict or done(attempt)
            )
        )

    def contact(self, attempt: OpenAttempt) -> Contact:
        return self.database.transact(lambda s: s.contacts.get(attempt.contact_id))


def completed(attempt: OpenAttempt) -> AttemptOutcome:
    begun = attempt.reserved_at + timedelta(seconds=1)
    return AttemptOutcome(
        attempt.id, begun, begun + timedelta(seconds=5), begun + timedelta(seconds=35), 200,
        HangupCause.NORMAL_CLEARING, HangupBy.SYSTEM, Disposition.COMPLETED, "bye",
    )  # fmt: skip


def busy(attempt: OpenAttempt) -> AttemptOutcome:
    begun = attempt.reserved_at + timedelta(seconds=1)
    return AttemptOutcome(
        attempt.id, begun, None, begun + timedelta(seconds=2), 486, HangupCause.USER_BUSY,
        HangupBy.SUBSCRIBER, Disposition.USER_BUSY,
    )  # fmt: skip


def interrupted(attempt: OpenAttempt) -> AttemptOutcome:
    return AttemptOutcome(
        attempt.id, None, None, attempt.reserved_at + timedelta(seconds=60), None,
        HangupCause.INTERRUPTED, HangupBy.SYSTEM, Disposition.INTERRUPTED,
    )  # fmt: skip


def done(attempt: OpenAttempt) -> ContactVerdict:
    progress = ContactProgress(attempt.number, {Disposition.COMPLETED: 1})
    return ContactVerdict(ContactState.DONE, progress, attempt.reserved_at)


def again(attempt: OpenAttempt, next_at: datetime) -> ContactVerdict:
    progress = ContactProgress(attempt.number, {Disposition.USER_BUSY: attempt.number})
    return ContactVerdict(ContactState.WAITING_RETRY, progress, next_at)


def running_campaign(case: DatabaseUnderTest, database: FirebirdDatabase, contacts: int = 0, *,
                     name: str = "november") -> Campaign:  # fmt: skip
    campaign = database.transact(lambda s: s.campaigns.create(CampaignSettings(name)))
    if contacts:
        add_contacts(case, campaign, contacts)
    return database.transact(lambda s: s.campaigns.set_state(campaign.id, CampaignState.RUNNING))


def begin_session(database: FirebirdDatabase, node: str = "north", now: datetime = NOW) -> int:
    session = database.transact(lambda s: s.nodes.begin(node, "host", 4711, 1.5, now, LEASE_S))
    return session.id


def dialling(case: DatabaseUnderTest, database: FirebirdDatabase, contacts: int = 30, *,
             node: str = "north", campaign: Campaign | None = None) -> Dialling:  # fmt: skip
    campaign = campaign or running_campaign(case, database, contacts)
    version = database.transact(lambda s: s.schemes.publish("notice", '{"nodes": []}'))
    return Dialling(database, campaign, begin_session(database, node), version.id)
