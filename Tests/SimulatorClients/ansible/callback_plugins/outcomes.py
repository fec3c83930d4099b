"""Writes one line of JSON for each task: its name, its tags, and whether it changed something or failed."""

import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: outcomes
type: stdout
short_description: one line of JSON a task
description: what the story of the simulator's clients compares
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "outcomes"

    def _write(self, result, outcome):
        # Names of the result's parts differ between releases of ansible-core.
        task = getattr(result, "task", None) or result._task
        values = getattr(result, "result", None) or result._result
        if outcome == "ok" and values.get("changed"):
            outcome = "changed"
        message = " ".join(str(values[key]) for key in ("msg", "assertion") if key in values)
        line = {"task": task.get_name(), "tags": list(task.tags), "outcome": outcome, "message": message}
        print(json.dumps(line), flush=True)

    def v2_runner_on_ok(self, result):
        self._write(result, "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._write(result, "failed")

    def v2_runner_on_unreachable(self, result):
        self._write(result, "failed")
