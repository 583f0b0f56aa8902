"""All stores of one transaction, over one connection."""

from functools import cached_property
from typing import TYPE_CHECKING

from engine.adapters.firebird.alarms import FirebirdAlarmStore
from engine.adapters.firebird.answers import FirebirdAnswerStore
from engine.adapters.firebird.attempts import FirebirdAttemptStore
from engine.adapters.firebird.audit import FirebirdAuditStore
from engine.adapters.firebird.callbacks import FirebirdCallbackStore
from engine.adapters.firebird.campaigns import FirebirdCampaignStore
from engine.adapters.firebird.clients import FirebirdClientStore
from engine.adapters.firebird.connection import Connection
from engine.adapters.firebird.consents import FirebirdConsentStore
from engine.adapters.firebird.contact_book import FirebirdContactBookStore
from engine.adapters.firebird.contact_changes import FirebirdContactChangeStore
from engine.adapters.firebird.contact_life import FirebirdContactLifeStore
from engine.adapters.firebird.contacts import FirebirdContactStore
from engine.adapters.firebird.do_not_call import FirebirdDoNotCallStore
from engine.adapters.firebird.forecasts import FirebirdForecastStore
from engine.adapters.firebird.form_answers import FirebirdFormAnswerStore
from engine.adapters.firebird.forms import FirebirdFormDefinitionStore
from engine.adapters.firebird.history import FirebirdHistoryStore
from engine.adapters.firebird.imports import FirebirdImportStore
from engine.adapters.firebird.incoming import FirebirdIncomingStore
from engine.adapters.firebird.ledger import FirebirdLedgerStore
from engine.adapters.firebird.legal_presets import FirebirdLegalPresetStore
from engine.adapters.firebird.monitor import FirebirdMonitorStore
from engine.adapters.firebird.nodes import FirebirdNodeStore
from engine.adapters.firebird.operators import FirebirdOperatorStore
from engine.adapters.firebird.orders import FirebirdOrderStore
from engine.adapters.firebird.outbox import FirebirdOutboxStore
from engine.adapters.firebird.quotas import FirebirdQuotaStore
from engine.adapters.firebird.ranking import FirebirdRankingStore
from engine.adapters.firebird.report_facts import FirebirdReportFacts
from engine.adapters.firebird.report_forms import FirebirdFormStore
from engine.adapters.firebird.reports import FirebirdReportStore
from engine.adapters.firebird.requests import FirebirdRequestStore
from engine.adapters.firebird.rights import FirebirdRightsStore
from engine.adapters.firebird.schedules import FirebirdScheduleStore
from engine.adapters.firebird.schemes import FirebirdSchemeStore
from engine.adapters.firebird.segments import FirebirdSegmentStore
from engine.adapters.firebird.shifts import FirebirdShiftStore
from engine.adapters.firebird.sources import FirebirdSourceStore
from engine.adapters.firebird.supervisions import FirebirdSupervisionStore
from engine.adapters.firebird.traces import FirebirdTraceStore
from engine.adapters.firebird.trunks import FirebirdTrunkStore
from engine.adapters.firebird.user_state import FirebirdUserStateStore
from engine.adapters.firebird.users import FirebirdUserStore
from engine.adapters.firebird.voice_files import FirebirdVoiceFileStore
from engine.adapters.firebird.waiting import FirebirdWaitingStore
from engine.ports.audit import Actor

if TYPE_CHECKING:
    from engine.adapters.firebird.directory import FirebirdDirectoryStore
    from engine.adapters.firebird.list_people import FirebirdPeopleStore
    from engine.ports.storage import Stores


class FirebirdStores:
    """``engine.ports.storage.Stores``; ``actor``: who acts in this transaction."""

    def __init__(self, connection: Connection, actor: Actor) -> None:
        self.campaigns = FirebirdCampaignStore(connection)
        self.waiting = FirebirdWaitingStore(connection)
        self.trunks = FirebirdTrunkStore(connection)
        self.schemes = FirebirdSchemeStore(connection)
        self.contacts = FirebirdContactStore(connection)
        self.contact_book = FirebirdContactBookStore(connection)
        self.contact_changes = FirebirdContactChangeStore(connection)
        self.contact_life = FirebirdContactLifeStore(connection)
        self.attempts = FirebirdAttemptStore(connection)
        self.nodes = FirebirdNodeStore(connection)
        self.do_not_call = FirebirdDoNotCallStore(connection)
        self.answers = FirebirdAnswerStore(connection)
        self.ledger = FirebirdLedgerStore(connection)
        self.consents = FirebirdConsentStore(connection)
        self.quotas = FirebirdQuotaStore(connection)
        self.ranking = FirebirdRankingStore(connection)
        self.reports = FirebirdReportStore(connection)
        self.users = FirebirdUserStore(connection)
        self.schedules = FirebirdScheduleStore(connection, actor)
        self.sources = FirebirdSourceStore(connection)
        self.report_forms = FirebirdFormStore(connection)
        self.outbox = FirebirdOutboxStore(connection)
        self.voice_files = FirebirdVoiceFileStore(connection)
        self.traces = FirebirdTraceStore(connection)
        self.forms = FirebirdFormDefinitionStore(connection)
        self.form_answers = FirebirdFormAnswerStore(connection)
        self.user_state = FirebirdUserStateStore(connection)
        self.requests = FirebirdRequestStore(connection)
        self.operators = FirebirdOperatorStore(connection)
        self.incoming = FirebirdIncomingStore(connection)
        self.orders = FirebirdOrderStore(connection)
        self.callbacks = FirebirdCallbackStore(connection)
        self.history = FirebirdHistoryStore(connection)
        self.clients = FirebirdClientStore(connection)
        self.rights = FirebirdRightsStore(connection)
        self.monitor = FirebirdMonitorStore(connection)
        self.audit = FirebirdAuditStore(connection, actor)
        self.report_facts = FirebirdReportFacts(connection)
        self.shifts = FirebirdShiftStore(connection)
        self.supervisions = FirebirdSupervisionStore(connection)
        self.forecasts = FirebirdForecastStore(connection)
        self.segments = FirebirdSegmentStore(connection)
        self.imports = FirebirdImportStore(connection)
        self.alarms = FirebirdAlarmStore(connection)
        self.legal_presets = FirebirdLegalPresetStore(connection)
        self._connection = connection

    @cached_property
    def list_people(self) -> "FirebirdPeopleStore":
        # It loads the library of telephone numbers: most commands do without.
        from engine.adapters.firebird.list_people import FirebirdPeopleStore

        return FirebirdPeopleStore(self._connection)

    @cached_property
    def directory(self) -> "FirebirdDirectoryStore":
        # It loads numpy: most commands do without.
        from engine.adapters.firebird.directory import FirebirdDirectoryStore

        return FirebirdDirectoryStore(self._connection)

    def flush(self) -> None:
        """To be called before the commit: what stores have put together."""
        self.traces.flush()


def for_actor(stores: FirebirdStores, actor: Actor) -> "Stores":
    """As he may use them. Engines, and whoever works with the database's own password, may do
    everything; a desktop where nobody has signed in, hardly anything."""
    if actor.user_id is None and not actor.is_nobody:
        return stores
    # Engines and commands do not need it.
    from engine.guard import guarded, guarded_from_nobody

    if actor.user_id is None:
        return guarded_from_nobody(stores)
    return guarded(stores, stores.rights.acting(actor.user_id), actor.name)
