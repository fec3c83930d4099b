"""Ansible's community.proxmox creates, changes, snapshots and removes guests, and finds nothing to do the second time.

Each playbook runs three times: to create, again, and with another wish; then twice to remove. The modules decide from
what they read back whether they changed something, so a wrong type or text shows as a change that should not be.
"""

import concurrent.futures
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import hosts

PLAYBOOKS = Path(__file__).resolve().parent / "ansible"
NAMES = ("containers", "machines", "datacenter")
LIMIT_SECONDS = 150

# What a run of a playbook gets, and which of its tasks must report a change: all, only those that always do, or those
# and the ones whose wish is another one.
RUNS = (
    ("create", {}, (), {"all"}),
    ("again", {}, (), {"always_changes"}),
    ("change", {"memory": "768"}, ("--tags", "wish"), {"always_changes", "wish"}),
    ("remove", {}, ("--tags", "gone"), {"all"}),
    ("remove again", {"again": "true"}, ("--tags", "gone"), set()),
)
# They look, and never change anything.
LOOKS = ("What ", "Who ", "It is ", "Time passes ")


class Story:
    """One playbook against one server."""

    def __init__(self, server, name, collections):
        self.server = server
        self.name = name
        self.collections = collections
        self.count = 0
        self.failures = []

    def tell(self):
        for title, variables, options, changing in RUNS:
            if title == "change" and self.name == "datacenter":
                continue
            outcomes = self._run(variables, options, title)
            if not outcomes:
                self.failures.append(f"{self.name}, {title}: no task ran")
            for outcome in outcomes:
                self._judge(title, outcome, changing)
        return self

    def _judge(self, title, outcome, changing):
        self.count += 1
        task, got = outcome["task"], outcome["outcome"]
        changes = bool(changing & {"all", *outcome["tags"]}) and not task.startswith(LOOKS)
        # Whatever was stopped from the beginning is not changed by being created.
        if title == "create" and task == "The copy is stopped":
            changes = False
        expected = "changed" if changes else "ok"
        if got != expected:
            self.failures.append(
                f"{self.name}, {title}: {task}: expected {expected}, got {got}: {outcome['message']}")

    def _run(self, variables, options, title):
        with tempfile.TemporaryDirectory(prefix="ansible-") as home:
            given = {
                "api_host": self.server.host, "api_port": self.server.port, "api_token_id": hosts.TOKEN_NAME,
                "api_token_secret": hosts.TOKEN_SECRET, "api_password": hosts.PASSWORD,
                "ansible_python_interpreter": sys.executable, **variables}
            environment = hosts.environment(
                ANSIBLE_HOME=home, ANSIBLE_COLLECTIONS_PATH=str(self.collections), ANSIBLE_LOCALHOST_WARNING="false",
                ANSIBLE_CALLBACK_PLUGINS=str(PLAYBOOKS / "callback_plugins"), ANSIBLE_STDOUT_CALLBACK="outcomes",
                ANSIBLE_PIPELINING="true", ANSIBLE_INVENTORY_UNPARSED_WARNING="false", HOME=home, LC_ALL="C.UTF-8",
                ANSIBLE_LOCAL_TEMP=home, ANSIBLE_REMOTE_TEMP=home)
            try:
                run = subprocess.run(
                    [sys.executable, "-m", "ansible", "playbook", f"{self.name}.yml", "--connection", "local",
                     "--extra-vars", json.dumps(given), *options],
                    cwd=PLAYBOOKS, env=environment, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
            except subprocess.TimeoutExpired:
                self.failures.append(f"{self.name}, {title}: still runs after {LIMIT_SECONDS} s")
                return []
        outcomes = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
        if run.returncode != 0 and not any(outcome["outcome"] == "failed" for outcome in outcomes):
            self.failures.append(f"{self.name}, {title}: ansible-playbook: {(run.stdout + run.stderr)[-800:]}")
        return outcomes


def main(arguments):
    collections = arguments.collections
    if arguments.fakepve:
        serve = hosts.fakepve()
    else:
        serve = hosts.simulator(arguments.phoenix)
    with serve as server, concurrent.futures.ThreadPoolExecutor(len(NAMES)) as pool:
        stories = list(pool.map(lambda name: Story(server, name, collections).tell(), NAMES))
    failures = [failure for story in stories for failure in story.failures]
    for failure in failures:
        print(failure)
    count = sum(story.count for story in stories)
    print(f"ansible: {count - len(failures)} of {count} outcomes are those of Proxmox")
    return not failures
