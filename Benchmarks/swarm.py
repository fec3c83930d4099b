"""How fast random stories are played: many small ones, and one of a large fleet."""

import json
import statistics

from figures import Figure
from measure import run

STORIES = 1000
GUESTS = 1000
HOURS = 24


def measure(bench):
    return [_stories(bench), _pace(bench)]


def _played(bench, *options):
    answer = bench.scratch / "swarm.json"
    run(bench.phoenix, "simulate", "--output", "json", *options, output=answer)
    return json.loads(answer.read_text())


def _stories(bench):
    runs = [_played(bench, "--swarm", STORIES, "--seed", 1) for _ in range(bench.rounds(5))]
    rate = statistics.median(run["stories"] * 60_000 / run["milliseconds"] for run in runs)
    first = runs[0]
    return Figure(
        "random stories of small fleets in a minute", rate, 2000, "", at_least=True,
        note=f"{first['syncs']} syncs and {first['checks']} checks in {STORIES}; trace {first['trace']}")


def _pace(bench):
    runs = [
        _played(bench, "--swarm", 1, "--seed", 1, "--guests", GUESTS, "--hours", HOURS) for _ in range(bench.rounds(5))]
    pace = statistics.median(run["simulated_seconds"] * 1000 / run["milliseconds"] for run in runs)
    first = runs[0]
    return Figure(
        f"a day of a fleet of {GUESTS} guests: faster than time", pace, 10_000, "×", at_least=True,
        note=f"{first['calls']} calls in {first['syncs']} syncs; {first['simulated_seconds'] / 3600:.0f} simulated hours")
