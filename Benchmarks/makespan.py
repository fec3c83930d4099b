"""How long a run took in simulated time, and how long it had to take at least."""

from collections import defaultdict
from datetime import datetime


class Trace:
    """The steps of all runs of one sync, with the durations that the run itself reported.

    Every step counts as work of its node from its first begin to its end, also while it waits for a guest to boot.
    """

    def __init__(self, events):
        self._after, self._node = {}, {}
        began, ended = {}, {}
        for event in events:
            match event["event"]:
                case "planned":
                    for step in event["plan"]["steps"]:
                        if step["id"] in self._after:
                            raise SystemExit(f"step {step['id']} was planned twice")
                        self._after[step["id"]] = step["after"]
                        self._node[step["id"]] = step["node"]
                case "step-began": began.setdefault(event["step"], _seconds(event["at"]))
                case "step-ended":
                    if event["outcome"] != "succeeded":
                        raise SystemExit(f"step {event['step']} {event['outcome']}")
                    ended[event["step"]] = _seconds(event["at"])
        if set(ended) != set(self._after):
            raise SystemExit("the run did not carry out every step of its plan")
        self._seconds = {step: ended[step] - began[step] for step in ended}
        self.makespan = max(ended.values()) - min(began.values())

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
