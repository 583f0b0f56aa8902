"""Callbacks for the workstation's panel. The window is ``rmt.callbacks.panel``."""

from dataclasses import replace
from datetime import UTC, datetime

from engine.domain import callbacks
from engine.domain.callback_hours import judge, local_times
from engine.domain.callbacks import Callback, CallbackRules
from engine.domain.campaign import CampaignSettings
from engine.errors import KnownError
from engine.ports.storage import Stores
from engine.service import callback_desk
from rino_desktop.form_desk import Runs
from rino_desktop.phones import to_e164
from rmt.callbacks.desk import Act, Board, CallbackContact, Judged, Shown, Wish


class DatabaseCallbacksDesk:
    """Fulfils rmt.callbacks.desk.CallbacksDesk. ``office``: the hours of calls that belong to no
    campaign; ``country``: of numbers without a code there."""

    def __init__(
        self, database: Runs, user: str, *, office: CampaignSettings = callback_desk.OFFICE,
        rules: CallbackRules = callback_desk.RULES,
    ) -> None:  # fmt: skip
        self._database = database
        self._office = office
        self.user = user
        self.rules = rules

    async def board(self, limit: int) -> Board:
        now = datetime.now(UTC)

        def read(stores: Stores) -> Board:
            # Where there are engines they do it, by their clocks: one wrong clock among many
            # workstations must not take everybody's callbacks away.
            alone = not stores.nodes.sessions()
            for each in stores.callbacks.timers(now, limit) if alone else ():
                callback_desk.run_timer(stores, each, now, self.rules)
            hours: dict[int | None, CampaignSettings] = {}

            def shown(callback: Callback) -> Shown:
                campaign = callback.campaign_id
                if campaign not in hours:
                    hours[campaign] = callback_desk.hours_of(stores, campaign, self._office)
                settings = hours[campaign]
                times = local_times(settings, callback.zones, callback.due_at)
                return Shown(callback, tuple(times), _masked(settings))

            return Board(
                tuple(map(shown, stores.callbacks.of(self.user, limit))),
                tuple(map(shown, stores.callbacks.of_team(limit))),
            )

        return await self._database.run(read)

    async def people(self) -> tuple[str, ...]:
        return await self._database.run(
            lambda stores: tuple(user.name for user in stores.users.all() if not user.blocked)
        )

    async def judge(self, contact: CallbackContact, due_at: datetime) -> Judged:
        def look(stores: Stores) -> Judged:
            settings = callback_desk.hours_of(stores, contact.campaign_id, self._office)
            phone = to_e164(contact.phone, settings.country)
            zones = callback_desk.zones_of(stores, phone, contact.contact_id)
            verdict = judge(settings, zones, due_at, datetime.now(UTC))
            return Judged(verdict, tuple(local_times(settings, zones, due_at)))

        return await self._database.run(look)

    async def promise(self, callback: Callback, write_id: str) -> Callback:
        now = datetime.now(UTC)

        def add(stores: Stores) -> Callback:
            settings = callback_desk.hours_of(stores, callback.campaign_id, self._office)
            made = replace(
                callback, author=self.user, phone=to_e164(callback.phone, settings.country)
            )
            return callback_desk.promise(
                stores, made, now, write_id, office=self._office, rules=self.rules
            )

        return await self._database.run(add)

    async def change(self, wish: Wish) -> Callback:
        def do(stores: Stores) -> Callback:
            if wish.act is Act.MOVE:
                if wish.due_at is None:
                    raise KnownError("a callback needs a time.")
                return callback_desk.move(
                    stores, wish.callback_id, wish.due_at, wish.owner, wish.at, wish.write_id,
                    note=wish.note, revision=wish.revision, office=self._office,
                )  # fmt: skip
            return callback_desk.change(
                stores, wish.callback_id, lambda it: _step(it, wish, self.user), wish.write_id,
                revision=wish.revision, rules=self.rules,
            )  # fmt: skip

        return await self._database.run(do)


def _step(callback: Callback, wish: Wish, who: str) -> Callback:
    match wish.act:
        case Act.TAKE:
            return callbacks.take(callback, who, wish.at)
        case Act.FINISH:
            return callbacks.finish(callback, who, wish.at, wish.note)
        case Act.CANCEL:
            return callbacks.cancel(callback, who, wish.at)
    return callbacks.give_back(callback, wish.at)


def _masked(settings: CampaignSettings) -> bool:
    return settings.mask_numbers
