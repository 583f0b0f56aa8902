"""How a virtual operator behaves; moments are the caller's, chance comes in from outside."""

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """Means, in seconds. ``leaves``: the share of talks that the operator ends; in the others the
    subscriber is left to hang up, though not waited for longer than three times ``talk_s``.
    ``speech``: WAV that is said in each talk (16 kHz, mono, 16 bit), "" for silence."""

    talk_s: float = 20.0
    wrap_up_s: float = 4.0
    leaves: float = 0.7
    speech: str = ""

    def talk(self, chance: random.Random) -> float:
        """Lognormal, as real talks are; nobody says hello in less than two seconds."""
        long = self.talk_s * (1.0 if chance.random() < self.leaves else 3.0)
        return max(2.0, long * chance.lognormvariate(-0.125, 0.5))

    def page(self, chance: random.Random) -> float:
        """Of a form: a talk has time for about six."""
        return max(0.2, self.talk_s / 6 * chance.lognormvariate(-0.125, 0.5))

    def wrap_up(self, chance: random.Random) -> float:
        return max(0.5, self.wrap_up_s * chance.lognormvariate(-0.125, 0.5))

    def result(self, codes: Sequence[str], chance: random.Random) -> str:
        """The first results of a campaign are its commonest ones."""
        weights = [1 / (place + 1) for place in range(len(codes))]
        return chance.choices(codes, weights)[0]
