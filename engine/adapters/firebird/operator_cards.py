"""Cards of operators' calls: of attempts, and of calls that came in (engine.domain.call_key)."""

# ruff: noqa: S608 - SQL is put together from constants; values are always parameters

from engine.adapters.firebird.codec import decode, decode_fields, split_phones, split_zones
from engine.adapters.firebird.connection import Row, from_db, from_db_or_none
from engine.adapters.firebird.incoming import FirebirdIncomingStore
from engine.adapters.firebird.lists import in_lists
from engine.adapters.firebird.operator_settings import OperatorSettingsPart
from engine.adapters.firebird.operator_statuses import OperatorStatusesPart
from engine.domain.call_key import incoming_of
from engine.domain.campaign import CampaignSettings
from engine.domain.incoming import RouteKind
from engine.ports.operators import CallCard

_CONTACT = (
    " LEFT JOIN campaigns k ON k.id = a.campaign_id LEFT JOIN contacts c ON c.id = a.contact_id"
    " LEFT JOIN zone_sets z ON z.id = c.zone_set_id WHERE a.id = ?"
)
#: Of both kinds, in the same order: the campaign and its contact, the call.
_OF_ATTEMPT = (
    "SELECT a.id, a.campaign_id, k.settings, a.contact_id, a.phone, c.phone, c.other_phones,"
    " z.zones, c.fields, c.long_fields, a.attempt_number, a.reserved_at,"
    " CASE WHEN a.ended_at IS NULL THEN a.answered_at END FROM attempts a" + _CONTACT
)
_OF_INCOMING = (
    "SELECT a.id, a.campaign_id, k.settings, a.contact_id, a.phone, c.phone, c.other_phones,"
    " z.zones, c.fields, c.long_fields, 0, a.received_at, a.caller, a.called, a.kind, a.target,"
    " a.trunk_id, a.route_number,"
    " CASE WHEN a.ended_at IS NULL THEN a.answered_at END FROM incoming_calls a" + _CONTACT
)


class OperatorCardsPart(OperatorStatusesPart, OperatorSettingsPart):
    def card(self, key: int) -> CallCard | None:
        call_id = incoming_of(key)
        row = self._sql.row(_OF_ATTEMPT if call_id is None else _OF_INCOMING, (abs(key),))
        if row is None:
            return None
        settings = CampaignSettings("") if row[2] is None else decode(CampaignSettings, row[2])
        phone = row[4] if call_id is None else row[4] or row[12]
        form, recorded, longest_s = settings.form, settings.record, settings.max_call_s
        if call_id is not None:
            form = self._form_of_queue(key, row) or form
            found = [
                route.settings
                for route in FirebirdIncomingStore(self._sql).routes()
                if (route.trunk_id, route.settings.number) == (row[16], row[17])
            ]
            recorded = any(route.record for route in found)
            longest_s = found[0].max_call_s if found else 0.0
        return CallCard(
            attempt_id=key,
            campaign_id=row[1] or 0,
            campaign=settings.name,
            contact_id=row[3] or 0,
            phone=phone,
            phones=(phone,) if row[5] is None else split_phones(row[5], row[6] or ""),
            zones=split_zones(row[7] or ""),
            fields=decode_fields(row[8], row[9]),
            results=self.results_of(key),
            form=form,
            number=row[10],
            reserved_at=from_db(row[11]),
            mask_numbers=settings.mask_numbers,
            called="" if call_id is None else row[13],
            recorded=recorded,
            answered_at=from_db_or_none(row[-1]),
            longest_s=longest_s,
        )

    def _form_of_queue(self, key: int, row: Row) -> str:
        """Of the queue by which the operator has, or had, that call; before he has it of the one
        that the number leads to."""
        holds = [s.hold for s in self.statuses() if s.hold is not None]
        named = next((hold.queue for hold in holds if hold.attempt_id == key), "")
        if not named:
            talk = self._sql.row(
                "SELECT FIRST 1 queue FROM operator_talks WHERE attempt_id = ?"
                " ORDER BY offered_at DESC",
                (key,),
            )
            named = talk[0] if talk else row[15] if row[14] == RouteKind.QUEUE.value else ""
        return next((queue.form for queue in self.queues() if queue.name == named), "")

    def talked_last(self, contact_ids: list[int]) -> dict[int, int]:
        """By operator_talks_contact: a contact has few talks."""
        rows = [
            row
            for marks, part in in_lists(contact_ids)
            for row in self._sql.rows(
                "SELECT answered_at, contact_id, operator_id FROM operator_talks"
                f" WHERE contact_id IN ({marks}) AND answered_at IS NOT NULL",
                part,
            )
        ]
        return {contact_id: operator_id for _, contact_id, operator_id in sorted(rows)}
