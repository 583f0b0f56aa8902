"""Many workstations in one process, until its input closes; then what they have seen, as JSON.

Each is the real logic, desk and database connection of a workstation (rino_desktop.virtual) with a
telephone of bare sockets (``light_phone``).

    python -m benchmarks.workstation_crowd FIRST COUNT FOLDER TALK_S WRAP_UP_S
"""

import asyncio
import json
import random
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from benchmarks.light_phone import LightPhone
from engine.domain.operator import Operator
from engine.ports.softphone import Account
from rino_desktop import bootstrap
from rino_desktop.settings import Settings, resolve
from rino_desktop.unsaved_answers import UnsavedAnswers
from rino_desktop.unsent_results import UnsentResults
from rino_desktop.virtual.manner import Manner
from rino_desktop.virtual.operator import VirtualOperator
from rino_desktop.workstation_desk import Seat, WorkstationDesk, new_token
from rmt.desk import News, RowNews

_APART_S = 0.1
#: They look at the clock less often than one alone does.
_TICK_S = 0.3


class Watched(WorkstationDesk):
    """Keeps which rows came: revision and state."""

    def __init__(self, *parts: object) -> None:
        super().__init__(*parts)  # type: ignore[arg-type] # as they are
        self.rows: list[tuple[int, str, int | None]] = []

    def start(self, on_news: Callable[[News], None]) -> None:
        def tell(news: News) -> None:
            if isinstance(news, RowNews):
                status = news.status
                attempt = status.hold.attempt_id if status.hold is not None else None
                row = status.revision, status.state.value, attempt
                if not self.rows or self.rows[-1] != row:
                    self.rows.append(row)
            on_news(news)

        super().start(tell)


class Place:
    def __init__(self, settings: Settings, operator: Operator, folder: Path, manner: Manner,
                 bugs: list[str]) -> None:  # fmt: skip
        def failed(error: BaseException) -> None:
            bugs.append(repr(error))

        self.operator = operator
        self.phone = LightPhone()
        self.desk = Watched(
            Seat(operator.id, operator.name, "crowd", new_token()),
            lambda: bootstrap.open_database(settings),
            UnsentResults(folder / "results", settings.database, operator.name),
            UnsavedAnswers(folder / "answers", settings.database), failed,
        )  # fmt: skip
        self.virtual = VirtualOperator(
            self.desk, self.phone, Account(operator.name), manner, random.Random(operator.id),
            failed=failed, tick_s=_TICK_S,
        )  # fmt: skip

    def seen(self) -> dict[str, object]:
        observed = self.phone.observed
        return {
            "operator": self.operator.id, "rows": self.desk.rows,
            "pops": [round(s * 1000, 1) for s in self.virtual.opened],
            "answered": observed.answered, "invites": observed.invites,
            "at_once": observed.at_once, "busy": observed.busy,
            "unsaved": len(self.virtual.presenter.cards.unsaved),
        }  # fmt: skip


async def _run(first: int, count: int, folder: Path, manner: Manner) -> None:
    settings = resolve(Namespace())
    database = bootstrap.open_database(settings)
    operators = database.transact(lambda s: s.operators.operators())[first : first + count]
    database.close()
    bugs: list[str] = []
    stop = asyncio.Event()
    places = [Place(settings, each, folder, manner, bugs) for each in operators]

    async def sit(place: Place, wait_s: float) -> None:
        await asyncio.sleep(wait_s)
        await place.virtual.run(stop)

    tasks = [asyncio.create_task(sit(p, n * _APART_S)) for n, p in enumerate(places)]
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.read)
    seen = [place.seen() for place in places]
    stop.set()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    bugs += [repr(each) for each in ended if each is not None]
    (folder / f"crowd-{first}.json").write_text(json.dumps({"places": seen, "bugs": bugs}))


def main() -> None:
    first, count, folder, talk_s, wrap_up_s = sys.argv[1:]
    manner = Manner(float(talk_s), float(wrap_up_s))
    asyncio.run(_run(int(first), int(count), Path(folder), manner))


if __name__ == "__main__":
    main()
