"""The first `phoenix sync --once` of a fleet of 1,000 guests: its real time, and how good its order is."""

import json

from figures import Figure
from host import Site
from makespan import Trace
from measure import apart, interleaved, median_mebibytes, median_seconds

SIZE = 1_000


def measure(bench):
    site = Site(bench, f"first-sync-{SIZE}", guest_count=SIZE)

    def sync():
        site.renew()
        return site.run("sync", "--once")

    [runs] = interleaved(bench.rounds(5), sync)
    site.renew()
    events = site.folder / "events.jsonl"
    site.run("sync", "--once", "--output", "json", output=events)
    width = json.loads((site.folder / "checkout/phoenix.json").read_text())["policy"]["steps_per_node"]
    trace = apart(Trace, events)
    bound = trace.lower_bound(width)
    return [
        Figure(
            f"sync {SIZE} guests from defined to completed", median_seconds(runs), 5, "s",
            note=f"{trace.step_count} steps in {trace.makespan / 3600:.2f} simulated hours; "
            f"{median_mebibytes(runs):.0f} MB"),
        Figure(
            "makespan against its lower bound", trace.makespan / bound, 1.05, "×",
            note=f"critical path {trace.critical_path / 3600:.2f} h, work of the busiest node / {width} "
            f"{trace.busiest_work / width / 3600:.2f} h, longest queue for a clone's source "
            f"{trace.longest_hold / 3600:.2f} h"),
    ]
