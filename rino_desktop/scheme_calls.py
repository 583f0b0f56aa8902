"""Trying a scheme on a real telephone: what the editor and ``scheme call`` ask of the engines.

The call is led by an engine; here it is ordered, followed and broken off, all in the database.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from editor.testcall.real_calls import LocalTime, Remembered
from engine.domain.calling_hours import zone_of
from engine.domain.phone_address import PhoneAddress
from engine.errors import KnownError
from engine.lists.phones import number_zones
from engine.ports.scheme_calls import CALL, END, CallReport, SchemeCallWish, State
from engine.ports.storage import EngineCommand, StorageUnavailable, Stores
from rino_desktop.form_desk import Runs
from rino_desktop.phones import to_e164
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold, said

#: A call that no engine has taken by then is withdrawn; seconds.
PICK_UP_S = 6.0
#: An engine tells every two seconds that the call goes on.
SILENCE_S = 9.0
_POLL_S = 0.25
#: Nobody is rung outside of these hours without a second thought.
_DAY = (8, 22)
_KEPT = "scheme call"


class SchemeCallDesk:
    """``editor.testcall.real_calls.RealCalls``. ``user``: who asks; ``country``: of numbers without
    a code."""

    def __init__(
        self, database: Runs, user: str, country: str = "RU",
        now: Callable[[], datetime] = lambda: datetime.now(UTC), *, remember: bool = True,
    ) -> None:  # fmt: skip
        self._database = database
        self.user = user
        self._country = country
        self._now = now
        self._remembers = remember

    async def trunks(self) -> list[str]:
        return await self._database.run(lambda s: [trunk.name for trunk in s.trunks.all()])

    async def remembered(self) -> Remembered:
        kept = await self._database.run(lambda s: s.user_state.get(self.user, _KEPT))
        if not isinstance(kept, dict):
            return Remembered()
        texts = {name: str(kept.get(name, "")) for name in ("address", "number", "trunk")}
        return Remembered(own=kept.get("own") is not False, **texts)

    async def night(self, number: str, zone: str) -> LocalTime | None:
        zones = (zone,) if zone else number_zones(to_e164(number, self._country))
        # A mobile number may be anywhere in its country: whoever tries a scheme calls somebody
        # near, and would be asked all day long.
        place = zones[0] if len(zones) == 1 else ""
        there = self._now().astimezone(zone_of(place) if place else None)
        if _DAY[0] <= there.hour < _DAY[1]:
            return None
        return LocalTime(f"{there:%H:%M}", place)

    async def begin(self, wish: SchemeCallWish) -> int:
        if wish.address:
            wish = replace(wish, address=str(PhoneAddress.parse(wish.address)), number="")
        else:
            wish = replace(wish, number=to_e164(wish.number, self._country))
            if not wish.trunk:
                raise KnownError(
                    t("There is no trunk to call over."),
                    mend="rino-desktop trunk add NAME --proxy sip:HOST",
                )
        return await self._database.run(lambda stores: self._post(stores, wish))

    def _post(self, stores: Stores, wish: SchemeCallWish) -> int:
        now = self._now()
        if not any(session.lease_until > now for session in stores.nodes.sessions()):
            raise _nobody_rings()
        if self._remembers:
            self._remember(stores, wish)
        arguments = replace(wish, user=self.user).to_json()
        return stores.nodes.post_command(CALL, None, arguments, now)

    def _remember(self, stores: Stores, wish: SchemeCallWish) -> None:
        kept = stores.user_state.get(self.user, _KEPT)
        named = {"address": wish.address, "number": wish.number, "trunk": wish.trunk}
        new = {"own": bool(wish.address), **{name: v for name, v in named.items() if v}}
        stores.user_state.put(self.user, _KEPT, {**(kept if isinstance(kept, dict) else {}), **new})

    async def follow(self, call: int) -> AsyncIterator[CallReport]:
        last: CallReport | None = None
        heard = time.monotonic()
        while True:
            fault, looked = "", time.monotonic()
            try:
                command = await self._database.run(lambda s: s.nodes.command(call))
            except StorageUnavailable as error:
                fault = said(error)
            else:
                report = _report(command)
                if report is not None and report != last:
                    last, heard = report, time.monotonic()
                    yield report
                    if report.over:
                        return
            # While we, or who follows, stood still nobody has looked: that is no silence.
            silent_s = looked - heard
            if silent_s > (PICK_UP_S if last is None else SILENCE_S):
                if fault:
                    raise KnownError(
                        t("The database is away: nobody knows how the call goes on. {reason}",
                          reason=fault),
                    )  # fmt: skip
                if last is not None:
                    await self._give_up(call)
                    raise _engine_gone()
                if await self._database.run(lambda s: s.nodes.withdraw(call, self._now())):
                    raise _nobody_rings()
                # At that very moment one has taken it, and hangs up when it hears of it.
                await self._give_up(call)
                raise _nobody_rings()
            await asyncio.sleep(_POLL_S)

    async def hang_up(self, call: int) -> None:
        await self._database.run(
            lambda s: s.nodes.post_command(END, None, {"call": call}, self._now())
        )

    async def _give_up(self, call: int) -> None:
        """Should the engine be there after all, it hangs up."""

        def work(stores: Stores) -> None:
            stores.nodes.withdraw(call, self._now())
            stores.nodes.post_command(END, None, {"call": call}, self._now())

        with suppress(StorageUnavailable):
            await self._database.run(work)


def _report(command: EngineCommand) -> CallReport | None:
    report = CallReport.from_text(command.result)
    if report is not None and report.state is State.REFUSED:
        return replace(report, reason=retold(report.reason))
    if report is not None and report.detail:
        return replace(report, detail=retold(report.detail))
    return report


def _nobody_rings() -> KnownError:
    return KnownError(
        t("No engine answers, so nobody can ring."),
        mend=t("Start it: the status bar of the desktop, or {command}",
               command="rino-desktop --engine"),
    )  # fmt: skip


def _engine_gone() -> KnownError:
    return KnownError(
        t("The engine that calls has not answered for {seconds} s.", seconds=round(SILENCE_S)),
        mend=t("If it was ended, so was the call; else it hangs up as soon as it answers again."),
    )
