"""Every metric of an engine: name, kind, what it says, labels. docs/metrics.md tells the same."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Metric:
    """``name`` as it stands in a scrape, the endings of histograms apart."""

    name: str
    kind: Kind
    says: str
    labels: tuple[str, ...] = ()


def _counter(name: str, says: str, *labels: str) -> Metric:
    return Metric(name, Kind.COUNTER, says, labels)


def _gauge(name: str, says: str, *labels: str) -> Metric:
    return Metric(name, Kind.GAUGE, says, labels)


def _histogram(name: str, says: str, *labels: str) -> Metric:
    return Metric(name, Kind.HISTOGRAM, says, labels)


METRICS = (
    # The engine
    _gauge("rino_engine_info", "1; the labels tell which engine it is", "node", "version",
           "schema"),
    _gauge("rino_engine_start_time_seconds", "When the engine was started, Unix time"),
    _gauge("rino_engine_ready", "1 once the engine has begun to dial and does not end"),
    _gauge("rino_engine_database_available", "1 while the database can be used"),
    _histogram("rino_event_loop_lag_seconds", "How late the event loop comes to what is due"),
    _gauge("rino_event_loop_stalled_seconds", "For how long the event loop has not turned"),
    # Calls
    _counter("rino_calls_total", "Calls that have reached a stage", "kind", "stage"),
    _counter("rino_calls_ended_total", "Calls that are over, by their hang-up cause", "kind",
             "cause"),
    _gauge("rino_calls_live", "Calls that go on, by the stage they are at", "kind", "stage"),
    _histogram("rino_call_ring_seconds", "From the INVITE to the answer", "kind"),
    _histogram("rino_call_talk_seconds", "From the answer to the end", "kind"),
    _counter("rino_calls_detected_total", "Answers, by who was heard", "answered_by"),
    _counter("rino_incoming_refused_total", "Calls refused because nothing takes them"),
    # Attempts
    _counter("rino_attempts_total", "Attempts closed by this engine", "disposition"),
    _counter("rino_campaign_attempts_total", "The same, of campaigns that are not archived",
             "campaign", "disposition"),
    _counter("rino_dials_refused_total", "Dials that were decided and not begun", "reason"),
    # Campaigns and pacing
    _gauge("rino_campaign_running", "1 while the campaign runs", "campaign"),
    _gauge("rino_campaign_calls_live", "Calls of the campaign on this engine", "campaign"),
    _gauge("rino_campaign_idle", "1: a running campaign dials nothing here, and why", "campaign",
           "reason"),
    _gauge("rino_campaign_contacts_left", "Contacts that may still be called", "campaign"),
    _gauge("rino_pacing_operators", "Operators who are not away", "campaign"),
    _gauge("rino_pacing_intensity", "Calls in flight for each operator", "campaign"),
    _gauge("rino_pacing_in_flight", "Calls that are neither answered nor over", "campaign"),
    _gauge("rino_pacing_unserved", "Calls that may still want an operator", "campaign"),
    _gauge("rino_pacing_calls_allowed", "Calls that the forecast lets begin now", "campaign"),
    _gauge("rino_pacing_answers_expected", "Answers expected of the calls in flight", "campaign"),
    _gauge("rino_pacing_answer_ratio", "Learnt share of calls that are answered", "campaign"),
    _gauge("rino_pacing_abandoned_ratio", "Live answers that found no operator in time",
           "campaign"),
    _gauge("rino_pacing_abandoned_limit_ratio", "The most that campaign and law allow",
           "campaign"),
    _gauge("rino_pacing_risk_ratio", "Risk that a call may take of finding no operator",
           "campaign"),
    _gauge("rino_pacing_predictive", "1: predictive, 0: progressive", "campaign"),
    # Lines, workers, trunks
    _gauge("rino_line_workers", "Line workers", "state"),
    _counter("rino_line_workers_started_total", "Line workers started"),
    _counter("rino_line_workers_lost_total", "Line workers that died"),
    _gauge("rino_lines", "Room for calls in the line workers", "state"),
    _gauge("rino_lines_calls_waiting", "Calls that wait for a line worker"),
    _gauge("rino_trunk_up", "0: the trunk has failed", "trunk"),
    _gauge("rino_trunk_lines", "Lines that the trunk has, for all engines together", "trunk"),
    _gauge("rino_trunk_lines_in_use", "Calls of this engine over the trunk", "trunk"),
    _counter("rino_trunk_calls_total", "Calls over the trunk that are over", "trunk", "outcome"),
    # The database
    _histogram("rino_database_transaction_seconds", "Transactions with their repetitions",
               "connection"),
    _counter("rino_database_failures_total", "Transactions that were given up", "connection"),
    _counter("rino_database_conflicts_total", "Transactions repeated after a conflict",
             "connection"),
    _counter("rino_database_reconnects_total", "Transactions repeated on a new connection",
             "connection"),
    _gauge("rino_journal_backlog", "Writes that are not committed yet"),
    _counter("rino_journal_transactions_total", "Transactions of the journal"),
    _counter("rino_journal_writes_total", "Writes that went with them"),
    # What all engines share: each tells the same
    _gauge("rino_office_read_time_seconds", "When what follows was read, Unix time"),
    _gauge("rino_outbox_rows", "Rows for an external store", "campaign", "store", "state"),
    _gauge("rino_outbox_oldest_age_seconds", "Age of the row that waits for longest", "campaign",
           "store"),
    _counter("rino_outbox_delivered_total", "Rows that the store has taken", "campaign", "store"),
    _gauge("rino_outbox_store_up", "0: the store is known to be down", "campaign", "store"),
    _gauge("rino_operators", "Operators by state", "state"),
    _gauge("rino_engines", "Engines of the database", "state"),
    _gauge("rino_backup_last_time_seconds", "When the last backup was made, Unix time"),
    _gauge("rino_retention_last_time_seconds", "When retention was last applied, Unix time"),
    # This computer
    _gauge("rino_disk_free_bytes", "Free where something is kept", "place"),
    _gauge("rino_voice_spool_recordings", "Recordings that wait for their upload"),
)  # fmt: skip

#: Of the process itself, by the library's own collector; on Linux.
PROCESS_METRICS = (
    "process_cpu_seconds_total",
    "process_max_fds",
    "process_open_fds",
    "process_resident_memory_bytes",
    "process_start_time_seconds",
    "process_virtual_memory_bytes",
)
