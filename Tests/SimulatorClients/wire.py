"""Requests as bytes on a TLS connection: sees the reason phrase, the headers and the raw body."""

import http.client
import json
import ssl
import time
import urllib.parse

# Far above what any request needs; a server that hangs must not hang a check.
LIMIT_SECONDS = 20
TASK_LIMIT_SECONDS = 30
POLL_SECONDS = 0.01
# A little more than the span between two broadcasts of a node, after which /cluster/resources has caught up (10.1).
BROADCAST_SECONDS = 11


def unverified():
    """TLS that takes any certificate, as `verify_ssl=False` does."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Answer:
    """What came back."""

    def __init__(self, status, reason, headers, body):
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def data(self):
        return self.json["data"]

    @property
    def message(self):
        return self.json.get("message")

    @property
    def errors(self):
        return self.json.get("errors")

    def __str__(self):
        return f"{self.status} {self.reason} {self.body.decode(errors='replace')[:400]}"


class Wire:
    """A client with one kept connection; `credentials` are headers."""

    def __init__(self, address, credentials=None, prefix="/api2/json"):
        self.address = address
        self.credentials = credentials or {}
        self.prefix = prefix
        self._connection = http.client.HTTPSConnection(
            address.host, address.port, timeout=LIMIT_SECONDS, context=unverified())

    def close(self):
        self._connection.close()

    def request(self, method, path, query=None, form=None, json_body=None, headers=None, body=None, prefix=None):
        """Sends one request; a header that is None is left out."""
        target = (self.prefix if prefix is None else prefix) + path
        if query:
            target += ("&" if "?" in target else "?") + urllib.parse.urlencode(query, doseq=True)
        sent = dict(self.credentials)
        if form is not None:
            body = urllib.parse.urlencode(form, doseq=True).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        elif json_body is not None:
            body = json.dumps(json_body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        sent = {name: value for name, value in sent.items() if value is not None}
        try:
            self._connection.request(method, target, body=body, headers=sent)
            response = self._connection.getresponse()
            answer = Answer(response.status, response.reason, response.headers, response.read())
        except Exception:
            self._connection.close()
            raise
        return answer

    def get(self, path, **query):
        return self.request("GET", path, query=query)

    def post(self, path, **form):
        return self.request("POST", path, form=form)

    def put(self, path, **form):
        return self.request("PUT", path, form=form)

    def delete(self, path, **query):
        return self.request("DELETE", path, query=query)

    def finished(self, upid):
        """Asks for a task's status until it has stopped; gives that status."""
        if not (isinstance(upid, str) and upid.startswith("UPID:")):
            raise AssertionError(f"{upid!r} is no task")
        node = upid.split(":")[1]
        path = f"/nodes/{node}/tasks/{urllib.parse.quote(upid, safe='')}/status"
        deadline = time.monotonic() + TASK_LIMIT_SECONDS
        while True:
            answer = self.request("GET", path)
            if answer.status != 200:
                raise AssertionError(f"the status of {upid} is {answer}")
            if answer.data["status"] == "stopped":
                return answer.data
            if time.monotonic() > deadline:
                raise AssertionError(f"{upid} still runs after {TASK_LIMIT_SECONDS} s")
            time.sleep(POLL_SECONDS)

    def let_time_pass(self, seconds):
        """Moves the simulator's clock; Proxmox has no such path."""
        answer = self.request("POST", "/clock", prefix="/simulator", json_body={"advanceSeconds": seconds})
        if answer.status != 200:
            raise AssertionError(f"the clock cannot be moved: {answer}")

    def settle(self, node="pve1"):
        """Waits for workers that no answer named: making a container a template answers null and goes on."""
        for row in self.get(f"/nodes/{node}/tasks", source="active").data or []:
            self.finished(row["upid"])
