"""Named checks in chapters: each says which line of behaviour.md it is written from."""

import functools
import itertools
import traceback
from dataclasses import dataclass, field

from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException

from hosts import PASSWORD, TOKEN_NAME, TOKEN_SECRET, USER
from wire import BROADCAST_SECONDS, LIMIT_SECONDS

VERIFICATION = "Parameter verification failed."
DEBIAN = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"


@dataclass
class Chapter:
    """Checks that tell one story, in order, on one freshly started server."""

    title: str
    scenario: str = "homelab"
    options: tuple = ()
    checks: list = field(default_factory=list)

    def check(self, line, sentence):
        """Adds the decorated function, which takes a `Site`, as a check."""
        def add(function):
            self.checks.append((line, sentence, function))
            return function
        return add


class Site:
    """A server with unmodified clients, and what a check wants to say about it."""

    def __init__(self, server):
        self.server = server
        # proxmoxer with the token.
        self.api = self.client(token_name=TOKEN_NAME, token_value=TOKEN_SECRET)
        self.node = self.api.nodes("pve1")
        self.wire = server.wire()
        # What a check leaves for later ones of its chapter.
        self.kept = {}

    @functools.cached_property
    def root(self):
        """proxmoxer with a ticket made from the password."""
        return self.client(password=PASSWORD)

    def client(self, user=USER, **credentials):
        return ProxmoxAPI(
            self.server.host, port=self.server.port, user=user, verify_ssl=False, timeout=LIMIT_SECONDS, **credentials)

    # Containers and machines

    def create_container(self, vmid, api=None, **parameters):
        """Creates a container and waits for its task."""
        node = (api or self.api).nodes(parameters.pop("node", "pve1"))
        self.done(node.lxc.post(**{"vmid": vmid, "ostemplate": DEBIAN, "storage": "local-lvm"} | parameters))

    def create_machine(self, vmid, **parameters):
        self.done(self.node.qemu.post(**{"vmid": vmid, "memory": 512, "scsi0": "local-lvm:1"} | parameters))

    def make_template(self, vmid):
        """Makes a container a template; the call answers null, so its worker is looked for."""
        equal(self.lxc(vmid).template.post(), None)
        self.worker_ends("vztemplate", vmid)

    def worker_ends(self, kind, vmid):
        """Waits for the latest task of that kind and guest."""
        rows = self.node.tasks.get(source="all", vmid=vmid, typefilter=kind)
        holds(rows, f"there is no task {kind} of {vmid}")
        self.done(rows[0]["upid"])

    def start(self, guest):
        self.done(guest.status.start.post())

    def lxc(self, vmid):
        return self.node.lxc(vmid)

    def qemu(self, vmid):
        return self.node.qemu(vmid)

    def waits_for(self, look, rounds=6):
        """Looks until it holds; between two looks virtual time goes on by one round of the nodes' broadcasts."""
        for _ in range(rounds):
            if look():
                return
            self.wire.let_time_pass(BROADCAST_SECONDS)
        raise AssertionError("it does not become so")

    # Tasks

    def ended(self, upid):
        """The exit status of a task."""
        if not (isinstance(upid, str) and upid.startswith("UPID:")):
            raise AssertionError(f"expected a UPID, got {upid!r}")
        return self.wire.finished(upid)["exitstatus"]

    def done(self, upid):
        """The task must end well."""
        equal(self.ended(upid), "OK")

    def failed(self, upid, text):
        """The task must end with this error."""
        equal(self.ended(upid), text)

    def log(self, upid):
        """The lines of a task's log."""
        self.ended(upid)
        return [row["t"] for row in self.api.nodes(upid.split(":")[1]).tasks(upid).log.get(limit=0)]


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"expected {expected!r}, got {actual!r}")


def holds(condition, what):
    if not condition:
        raise AssertionError(what)


def contains(actual, expected):
    """Every expected key must be there with its value."""
    wrong = {key: actual.get(key, "(missing)") for key in expected if actual.get(key, "(missing)") != expected[key]}
    if wrong:
        raise AssertionError(f"expected {({key: expected[key] for key in wrong})!r}, got {wrong!r}")


def refused(call, status, reason, errors=None):
    """The call must be refused with this status, reason phrase and errors."""
    try:
        result = call()
    except ResourceException as refusal:
        got = (refusal.status_code, refusal.content, refusal.errors or None)
        if got != (status, reason, errors):
            raise AssertionError(f"expected {(status, reason, errors)!r}, got {got!r}") from None
        return
    raise AssertionError(f"expected {status} {reason!r}, got the answer {result!r}")


def invalid(call, **errors):
    """The call must be refused for these parameters; `__` in a name stands for `-`."""
    refused(call, 400, VERIFICATION, {name.replace("__", "-"): text for name, text in errors.items()})


def forbidden(call, what=None):
    """The call must be refused for want of a right."""
    refused(call, 403, f"Permission check failed ({what})" if what else "Permission check failed")


def run(chapters, serve):
    """Runs every check of the chapters; gives the number of checks and the failures as lines."""
    failures = []
    for chapter in chapters:
        with serve(chapter.scenario, *chapter.options) as server:
            try:
                site = Site(server)
            except Exception as error:
                failures += [_line(chapter, line, sentence, error) for line, sentence, _ in chapter.checks]
                continue
            for line, sentence, function in chapter.checks:
                try:
                    function(site)
                except Exception as error:
                    failures.append(_line(chapter, line, sentence, error))
    return sum(len(chapter.checks) for chapter in chapters), failures


def _line(chapter, line, sentence, error):
    text = str(error) if isinstance(error, AssertionError) else "".join(
        itertools.chain(traceback.format_exception_only(error))).strip()
    return f"{chapter.title}: [{line}] {sentence}: " + " ".join(text.split())[:600]
