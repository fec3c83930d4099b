"""Replays what a running Proxmox VE 9.2 was asked, and compares every answer with what it said.

The story needs a server that looks like the recorded host: scenarios/recorded-host.json. What differs from run to run
is masked, and nothing else: see MASKED and below. A masked value must still be of the recorded type.
"""

import json
import re
import urllib.parse
from pathlib import Path

import hosts
from wire import BROADCAST_SECONDS

HERE = Path(__file__).resolve().parent
RECORDING = HERE / "recordings" / "pve-9.2.json"
SCENARIO = HERE / "scenarios" / "recorded-host.json"

# The recorded host had tasks from before the first request of the story; a fresh server has none.
BEGAN = 1795405531
TASK_LISTS = re.compile(r"/(nodes/pve1|cluster)/tasks(\?|$)")

# Times, process ids, sizes and counters, by what they stand in.
MASKED = {
    "times": {"ctime", "endtime", "pstart", "snaptime", "starttime", "uptime"},
    "process ids": {"pid"},
    "load": {"cpu", "idle", "loadavg", "mem", "memhost", "wait"},
    # Of a storage, of a node, and of a running guest; configured sizes are compared.
    "sizes": {"avail", "available", "disk", "free", "used", "used_fraction"},
    "counters": {"diskread", "diskwrite", "netin", "netout"},
    "digests": {"ssl_fingerprint"},
}
MASKED_KEYS = set().union(*MASKED.values())
# How large the node and its storages are; and a running container's disk is what its file system says.
TOTALS = {"maxdisk", "maxmem", "total"}

# What the recorded host lacked, and a simulated one does not: `fuser`, which one line of a log says, and tools to copy
# a machine's disk. That clone failed there; here a fault of the scenario lets it fail, with another text.
FUSER = "Can't exec \"fuser\""
FAILED_CLONE = {162, 163}

# The node's last broadcast before the look at /cluster/resources fell between the start and this change (10.1).
BROADCAST = 87

MAC = re.compile(r"(?<![0-9A-Fa-f:])[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}(?![0-9A-Fa-f:])")
UUID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
CREATED = re.compile(r"ctime=\d+")
# Numbers in what mkfs, tar, rsync and e2fsck print are sizes and counters.
TOOL_LINE = re.compile(
    r"^(Creating filesystem|Filesystem UUID|\t32768|Total |Number of|File list|Literal data|Matched data|sent |"
    r"total size|/var/lib/.*(blocks|files)|The filesystem|resize2fs|e2fsck|Resizing)")
# Lists come in hash order; the first of these that a row has says which row it is.
NAMES_OF_ROWS = ("upid", "volid", "n", "key", "storage", "iface", "userid", "id", "vmid", "name")


class Story:
    """The requests in order, with what the answers taught: which UPID and digest here stands for which there."""

    def __init__(self, server):
        self.wire = server.wire()
        self.anonymous = server.anonymous()
        self.here_for_there = {}
        self.there_for_here = {}
        self.differences = []

    def tell(self, number, recorded):
        """Sends one request and compares its answer."""
        self._number = number
        path = self._translated(recorded["path"])
        if number == BROADCAST:
            self.wire.let_time_pass(BROADCAST_SECONDS)
        if recorded.get("note") == "task status, ended":
            self.wire.finished(path.split("/")[4])
        answer = self._send(recorded, path)
        self._compare("status", recorded["status"], answer.status)
        self._compare("reason", self._plain(recorded["reason"]), self._plain(answer.reason))
        self._compare_headers(recorded, answer)
        body = recorded.get("body", "")
        if not recorded["headers"].get("Content-Type", "").startswith("application/json"):
            self._compare("body", body, answer.body.decode())
            return
        try:
            got = answer.json
        except ValueError:
            self._differ("body", body, answer.body.decode(errors="replace"))
            return
        there = json.loads(body)
        if (TASK_LISTS.search(recorded["path"]) or number in FAILED_CLONE) and "total" in there and "total" in got:
            # It counts what was before the story, or lines that are not compared.
            there["total"] = got["total"]
        self._walk("", there, got)
        if recorded["method"] == "POST" and got.get("data") is None and answer.status == 200:
            self.wire.settle()

    def _send(self, recorded, path):
        headers = recorded.get("request_headers", {})
        wire = self.anonymous if headers.get("Authorization", "") is None else self.wire
        sent = {name: value for name, value in headers.items() if value is not None}
        if "Authorization" in sent:
            token = f"{hosts.USER}!{hosts.TOKEN_NAME}"
            sent["Authorization"] = sent["Authorization"].replace("root@pam!conf", token)
        form = recorded.get("form")
        if form and "digest" in form:
            form = form | {"digest": self.here_for_there.get(form["digest"], form["digest"])}
        return wire.request(
            recorded["method"], path, query=recorded.get("query"), form=form, json_body=recorded.get("json"),
            headers=sent)

    def _translated(self, path):
        for there, here in self.here_for_there.items():
            if there.startswith("UPID:") and there in path:
                return path.replace(there, urllib.parse.quote(here, safe=":!@"))
        return path

    def _compare_headers(self, recorded, answer):
        for name in ("Cache-Control", "Pragma", "Server", "Content-Type"):
            self._compare(f"header {name}", recorded["headers"].get(name), answer.headers.get(name))
        self._compare("a Content-Length", "Content-Length" in recorded["headers"], "Content-Length" in answer.headers)
        if recorded["status"] >= 400:
            self._compare("closing", True, "close" in (answer.headers.get("Connection") or "").lower())

    def _walk(self, place, there, here):
        """Compares two values of JSON, key by key."""
        key = place.rsplit(".", 1)[-1].split("[")[0]
        if _kind(there) != _kind(here):
            self._differ(place, there, here)
        elif isinstance(there, dict):
            for name in sorted(set(there) | set(here)):
                if name not in here or name not in there:
                    self._differ(f"{place}.{name}", there.get(name, "(missing)"), here.get(name, "(missing)"))
                elif name == "value" and there.get("key") == "digest":
                    self._pair(f"{place}.{name}", there[name], here[name])
                elif not _is_total(place, name, there):
                    self._walk(f"{place}.{name}", there[name], here[name])
        elif isinstance(there, list):
            self._walk_lists(place, there, here)
        elif key in ("digest", "upid") or (isinstance(there, str) and there.startswith("UPID:")):
            self._pair(place, there, here)
        elif key in MASKED_KEYS:
            return
        elif key == "exitstatus" and self._number in FAILED_CLONE:
            self._compare(f"{place} is OK", False, here == "OK")
        elif isinstance(there, str):
            self._compare_texts(place, key, there, here)
        else:
            self._compare(place, there, here)

    def _walk_lists(self, place, there, here):
        if all(isinstance(row, dict) for row in there + here):
            there, here = (self._known_rows(rows) for rows in (there, here))
        if self._number in FAILED_CLONE:
            self._compare(f"{place} ends with TASK ERROR", True, here[-1]["t"].startswith("TASK ERROR: "))
        elif len(there) != len(here):
            self._differ(f"{place}: rows", there, here)
        else:
            for index, (one, other) in enumerate(zip(there, here)):
                self._walk(f"{place}[{index}]", one, other)

    def _known_rows(self, rows):
        """The rows of this story, in an order that does not depend on hashing."""
        rows = [row for row in rows if not ("upid" in row and row.get("starttime", BEGAN) < BEGAN)]
        for name in NAMES_OF_ROWS:
            if rows and all(name in row for row in rows):
                if name == "upid":
                    # Newest first in both; tasks of one second may change places.
                    return sorted(rows, key=lambda row: (row["type"], row["id"], row.get("status", "")))
                return sorted(rows, key=lambda row: (str(row.get("type", "")), str(row[name])))
        return rows

    def _pair(self, place, there, here):
        if self.here_for_there.setdefault(there, here) != here:
            self._differ(place, f"{there}, which is {self.here_for_there[there]} here", here)
        elif self.there_for_here.setdefault(here, there) != there:
            self._differ(place, there, f"{here}, which stood for {self.there_for_here[here]}")
        elif there.startswith("UPID:"):
            self._compare(f"{place} (type, id, user)", there.split(":")[5:], here.split(":")[5:])

    def _compare_texts(self, place, key, there, here):
        if key == "content" and "," in there:
            there, here = (",".join(sorted(text.split(","))) for text in (there, here))
        if key == "t" and TOOL_LINE.match(there):
            there, here = (re.sub(r"\d[\d.,]*", "#", UUID.sub("<uuid>", text)) for text in (there, here))
        self._compare(place, self._plain(there), self._plain(here))

    @staticmethod
    def _plain(text):
        """The text with what differs from run to run masked."""
        return CREATED.sub("ctime=<time>", UUID.sub("<uuid>", MAC.sub("<mac>", text)))

    def _compare(self, place, there, here):
        if there != here:
            self._differ(place, there, here)

    def _differ(self, place, there, here):
        self.differences.append(f"#{self._number} {place.lstrip('.')}: recorded {_short(there)}, got {_short(here)}")


def _kind(value):
    """The type as JSON has it: whole numbers and others are one type."""
    if value is None or isinstance(value, bool):
        return str(value)
    return {str: "text", int: "number", float: "number", list: "list", dict: "object"}[type(value)]


def _is_total(place, name, row):
    """Whether that key of the row says how large a machine or a file system is."""
    if name not in TOTALS:
        return False
    if row.get("type") in ("node", "storage") or name == "total":
        # At the top it is the number of rows.
        return place != ""
    return name == "maxdisk" and row.get("status") == "running"


def _without_fuser(recorded):
    """The recorded answer as it is on a host that has fuser."""
    if FUSER not in recorded.get("body", "").replace('\\"', '"'):
        return recorded
    body = json.loads(recorded["body"])
    lines = [row["t"] for row in body["data"] if not row["t"].startswith(FUSER)]
    body = {"data": [{"n": index + 1, "t": line} for index, line in enumerate(lines)], "total": len(lines)}
    return recorded | {"body": json.dumps(body)}


def _short(value):
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if len(text) <= 300 else text[:300] + "…"


def replay(server):
    """Tells the whole story; gives the number of requests and the differences."""
    recordings = json.loads(RECORDING.read_text())
    story = Story(server)
    # The recorded host had one more user.
    story.wire.post("/access/users", userid="conf@pve")
    for number, recorded in enumerate(recordings):
        try:
            story.tell(number, _without_fuser(recorded))
        except Exception as error:
            request = f"{recorded['method']} {recorded['path']}"
            story.differences.append(f"#{number} {request}: {type(error).__name__}: {error}")
    return len(recordings), story.differences


def main(arguments):
    if arguments.fakepve:
        serve = hosts.fakepve()
    else:
        serve = hosts.simulator(arguments.phoenix, SCENARIO)
    with serve as server:
        count, differences = replay(server)
    for difference in differences:
        print(difference)
    changed = {difference.split()[0] for difference in differences}
    print(f"replay: {count - len(changed)} of {count} answers are as recorded")
    return not differences
