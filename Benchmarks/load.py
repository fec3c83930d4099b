"""A load client that costs little itself: bytes on kept TLS connections, and no more parsing than it needs."""

import json
import socket
import ssl
import time
import urllib.parse
from dataclasses import dataclass

LIMIT_SECONDS = 60
# More than the largest answer: /cluster/resources with 10,000 guests has 4 MB.
ANSWER_BYTES = 16 << 20


@dataclass(frozen=True)
class Load:
    """What a span of requests came to."""

    count: int
    seconds: float
    # Of this process: if it nears the seconds, the client and not the server was measured.
    client_seconds: float

    @property
    def per_second(self):
        return self.count / self.seconds


class Connection:
    """One TLS connection, made anew when the server ends it: Proxmox does so after a hundred requests."""

    def __init__(self, server):
        self._server = server
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._context.check_hostname = False
        self._context.verify_mode = ssl.CERT_NONE
        self._buffer = bytearray(ANSWER_BYTES)
        self._view = memoryview(self._buffer)
        self._request = b""
        self._connect()

    def close(self):
        self._stream.close()

    def send(self, request):
        """Sends a request; one is under way at a time."""
        self._request = request
        try:
            self._stream.sendall(request)
        except OSError:
            self._again()

    def receive(self):
        """The body of the answer, which must be a 200; it is good until the next one."""
        length = self._read(0)
        if not length:
            self._again()
            length = self._read(0)
        end = self._buffer.find(b"\r\n\r\n", 0, length)
        while end < 0:
            length += self._read_more(length)
            end = self._buffer.find(b"\r\n\r\n", 0, length)
        head = bytes(self._buffer[:end]).lower()
        if not head.startswith(b"http/1.1 200"):
            raise SystemExit(f"the server answered {bytes(self._buffer[:300])!r}")
        start = head.index(b"content-length:") + len(b"content-length:")
        wanted = end + 4 + int(head[start:].split(b"\r\n", 1)[0])
        while length < wanted:
            length += self._read_more(length)
        return self._view[end + 4:wanted]

    def _connect(self):
        plain = socket.create_connection((self._server.host, self._server.port), LIMIT_SECONDS)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._stream = self._context.wrap_socket(plain)

    def _again(self):
        """The connection was ended before the request was read."""
        self._stream.close()
        self._connect()
        self._stream.sendall(self._request)

    def _read_more(self, offset):
        count = self._read(offset)
        if not count:
            raise SystemExit("the server closed the connection in an answer")
        return count

    def _read(self, offset):
        """Reads behind what is there, without copying; 0 at the end of the connection."""
        try:
            return self._stream.recv_into(self._view[offset:])
        except (ConnectionResetError, ssl.SSLEOFError):
            return 0


class Client:
    """Several connections that are used in turn, so that the server always has something to do."""

    def __init__(self, server, authorization, connections=8):
        self.authorization = authorization
        self.connections = [Connection(server) for _ in range(connections)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for connection in self.connections:
            connection.close()

    def request(self, method, path, form=""):
        """The bytes of a request."""
        lines = [f"{method} /api2/json{path} HTTP/1.1", "Host: localhost", f"Authorization: {self.authorization}"]
        if method != "GET":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
        return ("\r\n".join(lines) + "\r\n\r\n" + form).encode()

    def answers(self, requests):
        """Sends up to one request on each connection, and gives the bodies in their order."""
        pairs = list(zip(self.connections, requests, strict=False))
        for connection, request in pairs:
            connection.send(request)
        return [connection.receive() for connection, _ in pairs]

    def load(self, requests, seconds):
        """Sends the requests over and over for that time."""
        count, place = 0, 0
        began, worked = time.perf_counter(), time.process_time()
        while time.perf_counter() - began < seconds:
            batch = [requests[(place + index) % len(requests)] for index in range(len(self.connections))]
            place += len(batch)
            count += len(self.answers(batch))
        return Load(count, time.perf_counter() - began, time.process_time() - worked)


def follow(client, upids):
    """Looks at tasks until all have ended well."""
    while upids:
        bodies = client.answers([
            client.request("GET", f"/nodes/pve1/tasks/{urllib.parse.quote(upid)}/status") for upid in upids])
        statuses = [json.loads(bytes(body))["data"] for body in bodies]
        for status in statuses:
            if status["status"] == "stopped" and status["exitstatus"] != "OK":
                raise SystemExit(f"a task ended with {status}")
        upids = [upid for upid, status in zip(upids, statuses) if status["status"] != "stopped"]
