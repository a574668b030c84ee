"""Interleaved timing: contestants take turns, so that a noisy neighbour disturbs all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Seconds of one contestant: the median of its rounds and of its processor time."""

    name: str
    wall: float
    cpu: float


def race(
    contestants: Mapping[str, Callable[[], object]], *, rounds: int, seconds: float
) -> dict[str, Timing]:
    """Return each contestant's median time per call over ``rounds`` turns of about ``seconds`` each."""
    calls = {name: max(1, round(seconds / _once(run))) for name, run in contestants.items()}
    walls: dict[str, list[float]] = {name: [] for name in contestants}
    cpus: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in range(calls[name]):
                run()
            walls[name].append((time.perf_counter() - wall) / calls[name])
            cpus[name].append((time.process_time() - cpu) / calls[name])
    return {n: Timing(n, statistics.median(walls[n]), statistics.median(cpus[n])) for n in contestants}


def _once(run: Callable[[], object]) -> float:
    run()
    start = time.perf_counter()
    run()
    return max(time.perf_counter() - start, 1e-6)
