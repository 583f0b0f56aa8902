"""``db check``: is the database whole, and do its rows agree with each other?"""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from dataclasses import dataclass

from engine.adapters.firebird.address import Address
from engine.adapters.firebird.codes import CLAIMED, SETTLED, WAITING
from engine.adapters.firebird.connection import Connection, require_embedded_exists
from engine.adapters.firebird.schema import latest_version, migrations, version_of
from engine.adapters.firebird.structure import missing_indexes, missing_tables
from engine.errors import Phrase


@dataclass(frozen=True, slots=True)
class Problem:
    """``code``: ``schema_version`` | ``missing_table`` | ``missing_index`` | the name of a rule
    below. ``rows``: how many rows break it; 0 where it is not about rows."""

    code: str
    what: Phrase
    remedy: Phrase
    rows: int = 0

    @property
    def text(self) -> str:
        return str(self.what)

    @property
    def mend(self) -> str:
        return str(self.remedy)


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    #: Of as many rows as come before it.
    what: Phrase
    #: Counts the rows that break the rule.
    sql: str


_RECOVER = Phrase(
    "Start an engine on it: it recovers what dead ones left behind; then check again."
)
_RESTORE = Phrase("Restore the last good backup, or ask for support with this message.")

_RULES = (
    _Rule(
        "contact_state",
        Phrase("contacts are in a state that cannot be"),
        "SELECT COUNT(*) FROM contacts WHERE NOT ("
        f" (queue = {WAITING} AND state IN (0, 1) AND in_attempt = 0 AND claimed_by IS NULL)"
        f" OR (queue = {CLAIMED} AND state IN (0, 1) AND claimed_by IS NOT NULL"
        " AND in_attempt IN (0, 1))"
        f" OR (queue = {SETTLED} AND state IN (3, 4) AND in_attempt = 0 AND claimed_by IS NULL))",
    ),
    _Rule(
        "contact_without_campaign",
        Phrase("contacts belong to no campaign"),
        "SELECT COUNT(*) FROM contacts c LEFT JOIN campaigns k ON k.id = c.campaign_id"
        " WHERE k.id IS NULL",
    ),
    _Rule(
        "contact_without_zones",
        Phrase("contacts name time zones that are not there"),
        "SELECT COUNT(*) FROM contacts c LEFT JOIN zone_sets z ON z.id = c.zone_set_id"
        " WHERE z.id IS NULL",
    ),
    _Rule(
        "directory_entry_without_source",
        Phrase("entries of the directory belong to no source"),
        "SELECT COUNT(*) FROM directory_entries e LEFT JOIN directory_sources s"
        " ON s.id = e.source_id WHERE s.id IS NULL",
    ),
    _Rule(
        "change_without_request",
        Phrase("changes belong to no request"),
        "SELECT COUNT(*) FROM request_changes c LEFT JOIN requests r ON r.id = c.request_id"
        " WHERE r.id IS NULL",
    ),
    _Rule(
        "part_without_order",
        Phrase("steps or changes belong to no order"),
        "SELECT COUNT(*) FROM (SELECT order_id FROM order_steps UNION ALL"
        " SELECT order_id FROM order_changes) p LEFT JOIN orders o ON o.id = p.order_id"
        " WHERE o.id IS NULL",
    ),
    _Rule(
        "claim_without_session",
        Phrase("contacts are claimed by an engine that is not registered"),
        "SELECT COUNT(*) FROM claimed_contacts c LEFT JOIN node_sessions s"
        " ON s.id = c.claimed_by WHERE s.id IS NULL",
    ),
    _Rule(
        "contact_in_no_attempt",
        Phrase("contacts are in an attempt that is over or not there"),
        "SELECT COUNT(*) FROM claimed_contacts c LEFT JOIN attempts a ON a.id = c.last_attempt"
        " AND a.ended_at IS NULL WHERE c.in_attempt = 1 AND a.id IS NULL",
    ),
    _Rule(
        "attempt_left_open",
        Phrase("attempts are open although their contact is not being called"),
        "SELECT COUNT(*) FROM attempts a LEFT JOIN contacts c ON c.id = a.contact_id"
        " AND c.in_attempt = 1 AND c.last_attempt = a.id"
        " WHERE a.ended_at IS NULL AND c.id IS NULL",
    ),
    _Rule(
        "attempt_without_contact",
        Phrase("attempts belong to no contact or no campaign"),
        "SELECT COUNT(*) FROM attempts a LEFT JOIN contacts c ON c.id = a.contact_id"
        " LEFT JOIN campaigns k ON k.id = a.campaign_id WHERE c.id IS NULL OR k.id IS NULL",
    ),
    _Rule(
        "attempt_without_outcome",
        Phrase("ended attempts have no outcome"),
        "SELECT COUNT(*) FROM attempts WHERE ended_at IS NOT NULL AND"
        " (hangup_cause IS NULL OR hangup_by IS NULL OR disposition IS NULL)",
    ),
    _Rule(
        "result_without_attempt",
        Phrase("saved results belong to no attempt"),
        "SELECT COUNT(*) FROM attempt_results r LEFT JOIN attempts a ON a.id = r.attempt_id"
        " WHERE a.id IS NULL",
    ),
    _Rule(
        "trace_without_attempt",
        Phrase("traces of calls belong to no attempt"),
        "SELECT COUNT(*) FROM attempt_traces t LEFT JOIN attempts a ON a.id = t.attempt_id"
        " WHERE a.id IS NULL",
    ),
    _Rule(
        "campaign_without_lock",
        Phrase("campaigns lack the row that serialises claims"),
        "SELECT COUNT(*) FROM campaigns k LEFT JOIN campaign_locks l ON l.campaign_id = k.id"
        " WHERE l.campaign_id IS NULL",
    ),
    _Rule(
        "scheme_without_version",
        Phrase("schemes point to a version that is not there"),
        "SELECT COUNT(*) FROM schemes s LEFT JOIN scheme_versions v ON v.id = s.published_id"
        " WHERE s.published_id IS NOT NULL AND v.id IS NULL",
    ),
)
_MENDABLE = frozenset({"claim_without_session", "attempt_left_open"})


def check(address: Address, password: str = "") -> list[Problem]:
    """Everything that is wrong with the database; an empty list when nothing is.

    KnownError when it cannot be opened at all or is not ours.
    """
    require_embedded_exists(address)
    connection = Connection(address, password)
    try:
        version = version_of(connection)
        if version != latest_version():
            return [_version_problem(version)]
        connection.begin(read_only=True)
        problems = _missing_structure(connection)
        if not any(problem.code == "missing_table" for problem in problems):
            problems += _broken_rules(connection)
        connection.rollback()
        return problems
    finally:
        connection.close()


def _version_problem(version: int) -> Problem:
    latest = latest_version()
    return Problem(
        "schema_version",
        Phrase(
            "the schema has version {version}, this program works with {latest}",
            version=version,
            latest=latest,
        ),
        Phrase("Make a backup and run: rino-desktop db upgrade")
        if version < latest
        else Phrase("Install the current RINO Desktop."),
    )


def _missing_structure(connection: Connection) -> list[Problem]:
    statements = [s for migration in migrations() for s in migration.statements]
    problems = [
        Problem("missing_table", Phrase("the table {name} is missing", name=name), _RESTORE)
        for name in missing_tables(connection, statements)
    ]
    problems += [
        Problem(
            "missing_index",
            Phrase("the index {name} is missing or inactive: dialling gets slow", name=name),
            Phrase("Stop the engines and run: rino-desktop db upgrade"),
        )
        for name in missing_indexes(connection, statements)
    ]
    return problems


def _broken_rules(connection: Connection) -> list[Problem]:
    problems = []
    for rule in _RULES:
        count = int(connection.value(rule.sql))
        if count:
            mend = _RECOVER if rule.code in _MENDABLE else _RESTORE
            problems.append(
                Problem(
                    rule.code,
                    Phrase("{what}: {count}", what=rule.what, count=count),
                    mend,
                    count,
                )
            )
    return problems
