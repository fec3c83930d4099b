"""How long a run took in simulated time, and how long it had to take at least."""

import json
from collections import defaultdict
from datetime import datetime


class Trace:
    """The steps of all runs of one sync, with the durations that its events (`--output json`) report.

    Every step counts as work of its node from its first begin to its end, also while it waits for a guest to boot.
    """

    def __init__(self, path):
        self._after, self._node = {}, {}
        self._began, self._ended = {}, {}
        with path.open() as lines:
            for line in lines:
                self._take(json.loads(line))
        if set(self._ended) != set(self._after):
            raise SystemExit("the run did not carry out every step of its plan")
        self._seconds = {step: self._ended[step] - self._began[step] for step in self._ended}
        self.makespan = max(self._ended.values()) - min(self._began.values())

    def _take(self, event):
        match event["event"]:
            case "planned":
                for step in event["plan"]["steps"]:
                    if step["id"] in self._after:
                        raise SystemExit(f"step {step['id']} was planned twice")
                    self._after[step["id"]] = step["after"]
                    self._node[step["id"]] = step["node"]
            case "step-began": self._began.setdefault(event["step"], _seconds(event["at"]))
            case "step-ended":
                if event["outcome"] != "succeeded":
                    raise SystemExit(f"step {event['step']} {event['outcome']}")
                self._ended[event["step"]] = _seconds(event["at"])

    @property
    def step_count(self):
        return len(self._seconds)

    @property
    def critical_path(self):
        """The longest chain of steps that wait for one another."""
        finish = {}
        # A plan lists steps in an order in which they could be done.
        for step, after in self._after.items():
            finish[step] = self._seconds[step] + max((finish.get(other, 0) for other in after), default=0)
        return max(finish.values())

    @property
    def busiest_work(self):
        """The summed durations of all steps of the node that has most of them."""
        work = defaultdict(float)
        for step, seconds in self._seconds.items():
            work[self._node[step]] += seconds
        return max(work.values())

    @property
    def longest_hold(self):
        """The summed durations of all clones of one source, which Proxmox locks meanwhile: one after another."""
        holds = defaultdict(float)
        for step, seconds in self._seconds.items():
            if step.endswith("/clone"):
                holds[tuple(self._after[step])] += seconds
        return max(holds.values(), default=0)

    def lower_bound(self, width):
        """No order could be shorter than this."""
        return max(self.critical_path, self.busiest_work / width)


def _seconds(text):
    return datetime.fromisoformat(text).timestamp()
