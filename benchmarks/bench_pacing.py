"""How busy operators are kept, and how many subscribers find none of them: predictive pacing beside
progressive, ratio dialling and two that know the future (docs/pacing.md).

The pacer is the engine's own, on the virtual clock of ``pacing_office``, once alone and once inside
the whole dialer (``pacing_dialer``). It was tuned on other seeds than these.
"""

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool

from benchmarks.pacing_dialer import DialerPolicy
from benchmarks.pacing_office import Office, Outcome, Policy, Ratio, World
from engine.dialer.pacing.model import PacingRules
from engine.dialer.pacing.pacer import Pacer, Rival

_ANSWER_RATE = 0.3
#: Operators → seeds, hours of each run. Small offices need more of both: few calls are lost.
_RUNS = {
    3: (8, 4.0), 5: (6, 4.0), 10: (5, 3.0), 20: (4, 3.0), 50: (3, 2.5), 200: (2, 1.75),
}  # fmt: skip
_FIRST_SEED = 500
#: Utilisation and abandoned share, in percent, that are to be reached.
_REACH = {3: (59, 3.0), 5: (65, 3.0), 10: (72, 3.0), 20: (79, 3.0), 50: (88, 3.0), 200: (88, 3.0)}


def drifting(hours: float) -> Callable[[float], float]:
    """30 % of calls are answered, in the middle of the run 45 %, then 20 %, ten minutes each in
    going over."""

    def rate(second: float) -> float:
        third = hours * 1200
        up = min(1.0, max(0.0, (second - third) / 600))
        down = min(1.0, max(0.0, (second - 2 * third) / 600))
        return 0.3 + 0.15 * up - 0.25 * down

    return rate


@dataclass(frozen=True)
class Job:
    operators: int
    seed: int
    hours: float
    kind: str


def run(job: Job) -> tuple[Job, Outcome, float]:
    """One run, and the processor seconds that the pacer took."""
    world = World(job.operators, job.seed, job.hours)
    policy: Policy = TimedPacer(PacingRules(fewest_operators=1))
    match job.kind:
        case "progressive":
            policy = Ratio(1.0)
        case "ratio":
            policy = Ratio(1 / _ANSWER_RATE)
        case "hard":
            world = World(job.operators, job.seed, job.hours, "lognormal", drifting(job.hours),
                          breaks=True)  # fmt: skip
        case "hard_progressive":
            policy = Ratio(1.0)
            world = World(job.operators, job.seed, job.hours, "lognormal", drifting(job.hours),
                          breaks=True)  # fmt: skip
        case "dialer":
            policy = DialerPolicy(PacingRules(fewest_operators=1), world.lines)
        case "knows_answers":
            world = World(job.operators, job.seed, job.hours, answer_rate=_always,
                          answers_s=(5.0, 5.0))  # fmt: skip
    outcome = Office(world, policy).run()
    return job, outcome, policy.seconds if isinstance(policy, TimedPacer) else 0.0


class TimedPacer(Pacer):
    """Knows how much of the processor its decisions take."""

    seconds = 0.0

    def allowed(self, at: int, lines: int, rivals: Sequence[Rival] = ()) -> int:
        began = time.process_time()
        count = super().allowed(at, lines, rivals)
        self.seconds += time.process_time() - began
        return count


def _always(second: float) -> float:  # noqa: ARG001
    return 1.0


def clairvoyant(operators: int, hours: float) -> float:
    """Utilisation in percent for who knows all: every operator's next subscriber answers as he
    becomes free; only the first ones have to ring, and do so for the shortest time."""
    first_s = 5.0 * operators
    return 100.0 * (1.0 - first_s / (operators * hours * 3600.0))


def _jobs() -> list[Job]:
    jobs = []
    for operators, (seeds, hours) in sorted(_RUNS.items(), reverse=True):
        for number in range(seeds):
            jobs += [
                Job(operators, _FIRST_SEED + number, hours, kind) for kind in ("predictive", "hard")
            ]
        kinds = ("dialer", "progressive", "ratio", "hard_progressive", "knows_answers")
        jobs += [Job(operators, _FIRST_SEED, hours, kind) for kind in kinds]
    return jobs


def _figures(outcomes: list[Outcome]) -> tuple[float, float]:
    """Utilisation and abandoned share in percent."""
    busy, present = sum(o.busy_s for o in outcomes), sum(o.present_s for o in outcomes)
    dropped, live = sum(o.dropped for o in outcomes), sum(o.live for o in outcomes)
    return round(100.0 * busy / present, 1), round(100.0 * dropped / max(1, live), 2)


def main() -> None:
    found: dict[tuple[int, str], list[Outcome]] = {}
    spent: dict[int, tuple[float, int]] = {}
    with Pool(min(2, os.cpu_count() or 1)) as pool:
        for job, outcome, seconds in pool.imap_unordered(run, _jobs(), chunksize=1):
            found.setdefault((job.operators, job.kind), []).append(outcome)
            if job.kind in ("predictive", "hard"):
                before, ticks = spent.get(job.operators, (0.0, 0))
                spent[job.operators] = before + seconds, ticks + outcome.ticks
    for operators, (_, hours) in _RUNS.items():
        line: dict[str, object] = {"benchmark": "pacing", "operators": operators}
        for kind in ("predictive", "hard", "dialer", "progressive", "hard_progressive", "ratio",
                     "knows_answers"):  # fmt: skip
            name = "" if kind == "predictive" else f"{kind}_"
            utilisation, abandoned = _figures(found[operators, kind])
            line[f"{name}utilisation_percent"] = utilisation
            line[f"{name}abandoned_percent"] = abandoned
        tested = found[operators, "predictive"] + found[operators, "hard"]
        tested += found[operators, "dialer"]
        line["clairvoyant_utilisation_percent"] = round(clairvoyant(operators, hours), 1)
        line["worst_calls_above_limit"] = round(max(o.worst_excess for o in tested), 2)
        seconds, ticks = spent[operators]
        line["us_per_tick"] = round(1e6 * seconds / ticks)
        line["yardstick"] = "progressive, ratio: the same office"
        line["reach_utilisation_percent"], line["reach_abandoned_percent"] = _REACH[operators]
        line["reach_worst_calls_above_limit"] = 1.0
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
