"""Ten thousand hostile requests: broken TLS, half-open and slow connections, huge and pipelined requests, garbage.

The server may answer them or close their connections, but it must go on serving the others at once, and must not keep
what they left behind.
"""

import contextlib
import random
import socket
import ssl
import time

import hosts
from wire import unverified

LIMIT_SECONDS = 5
# A server that does not answer garbage must not hold up the next attack.
GLANCE_SECONDS = 0.01
# While it is attacked, an ordinary request is answered within that time.
PATIENCE_SECONDS = 5
# What it may grow by in the end: each connection that is kept by mistake costs more than a kilobyte.
GROWTH_MEBIBYTES = 100


def main(arguments):
    serve = hosts.fakepve() if arguments.fakepve else hosts.simulator(arguments.phoenix)
    problems, total = [], 0
    chance = random.Random(arguments.seed)
    with serve as server:
        before = _memory(server)
        with contextlib.ExitStack() as held:
            for attack, count in ATTACKS:
                attack(server, chance, count, held)
                total += count
                seconds = _ordinary(server)
                if seconds is None or seconds > PATIENCE_SECONDS:
                    problems.append(f"{attack.__name__.strip('_')}: an ordinary request is not answered in time")
        grown = _memory(server) - before
        if grown > GROWTH_MEBIBYTES:
            problems.append(f"the server has grown by {grown:.0f} MiB")
        if _ordinary(server) is None:
            problems.append("the server does not serve any more")
    for problem in problems:
        print(problem)
    print(f"hostile: {total} requests (seed {arguments.seed}), the server grew by {grown:.0f} MiB; "
          f"{len(problems)} problems")
    return not problems


def _ordinary(server):
    """How long an ordinary request takes; None if there is no answer."""
    began = time.monotonic()
    wire = server.wire()
    try:
        return time.monotonic() - began if wire.get("/nodes/pve1/lxc").status == 200 else None
    except OSError:
        return None
    finally:
        wire.close()


def _memory(server):
    with open(f"/proc/{server.process_id}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def _plain(server):
    return socket.create_connection((server.host, server.port), LIMIT_SECONDS)


def _secret(server):
    return unverified().wrap_socket(_plain(server))


@contextlib.contextmanager
def _whatever():
    """The server may close the connection at any moment."""
    with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
        yield


def _bad_tls(server, chance, count, held):
    """Garbage where a handshake is expected, records cut off, and plain HTTP that is none."""
    for _ in range(count):
        with _whatever(), _plain(server) as connection:
            connection.sendall(chance.choice((
                chance.randbytes(chance.randint(1, 500)), b"\x16\x03\x01" + chance.randbytes(200),
                b"\x16\x03\x01\xff\xff\x01\x00", b"GET", b"GET / HTTP/9.9\r\n\r\n", b"\x80\x2e\x01\x00\x02",
                b"SSH-2.0-x\r\n")))


def _half_open(server, chance, count, held):
    """Connections that say nothing, or stop in the middle of a handshake or a request; many stay open."""
    for index in range(count):
        with _whatever():
            connection = _plain(server) if index % 4 else _secret(server)
            if index % 4 == 0:
                connection.sendall(b"GET /api2/json/version HTTP/1.1\r\nHost: x\r\nX-Unfinished: ")
            elif index % 4 == 1:
                connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
            if index < 300:
                held.enter_context(connection)
            else:
                connection.close()


def _slow(server, chance, count, held):
    """Bodies that are announced and never come, or come byte by byte."""
    for index in range(count):
        with _whatever():
            connection = _secret(server)
            connection.sendall(_head(server, "POST", "/pools", "Content-Length: 1000") + b"poolid=")
            for byte in b"slow":
                connection.sendall(bytes([byte]))
            if index < 100:
                held.enter_context(connection)
            else:
                connection.close()


def _huge(server, chance, count, held):
    """Lines, headers, numbers of headers and bodies beyond every limit."""
    for index in range(count):
        with _whatever(), _secret(server) as connection:
            connection.sendall((
                b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
                _head(server, "GET", "/version", "X: " + "a" * 70_000),
                _head(server, "GET", "/version", "\r\n".join(f"X-{line}: 1" for line in range(500))),
                _head(server, "POST", "/pools", "Content-Length: 99999999999") + b"a" * 65_536,
                _head(server, "POST", "/pools", "Content-Length: 600000") + b"a" * 65_536,
                _head(server, "POST", "/pools", "Content-Length: -1"),
                _head(server, "POST", "/pools", "Content-Length: 5\r\nContent-Length: 6") + b"aaaaa",
                _head(server, "GET", "/version?" + "&".join(f"a{number}={number}" for number in range(2000))),
                _head(server, "POST", "/pools", "Content-Type: application/json\r\nContent-Length: 200000")
                + b"[" * 200_000,
            )[index % 9])
            _glance(connection)


def _garbage(server, chance, count, held):
    """Bytes that are no HTTP, inside TLS."""
    for _ in range(count):
        with _whatever(), _secret(server) as connection:
            connection.sendall(chance.choice((
                chance.randbytes(chance.randint(1, 3000)), b"\r\n" * 200, b"GET\r\n\r\n",
                b"GET /\xff\xfe HTTP/1.1\r\n\r\n", b"GET /api2/json/version HTTP/1.1\nHost: x\n\n",
                b"POST /api2/json/pools HTTP/1.1\r\n: \r\n\r\n",
                b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET http://x/ HTTP/1.1\r\n\r\n")))
            _glance(connection)


def _pipelined(server, chance, count, held):
    """Many requests at once on one connection, and the connection closed before the answers are read."""
    request = _head(server, "GET", "/nodes/pve1/status")
    for index in range(count // 100):
        with _whatever(), _secret(server) as connection:
            connection.sendall(request * 100)
            if index % 2:
                while connection.recv(65_536):
                    pass


def _glance(connection):
    """Reads what comes at once."""
    connection.settimeout(GLANCE_SECONDS)
    connection.recv(1000)


def _head(server, method, target, *headers):
    lines = [
        f"{method} /api2/json{target} HTTP/1.1", "Host: x",
        f"Authorization: PVEAPIToken={hosts.USER}!{hosts.TOKEN_NAME}={hosts.TOKEN_SECRET}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


ATTACKS = (
    (_bad_tls, 3_500), (_half_open, 600), (_slow, 300), (_huge, 225), (_garbage, 375), (_pipelined, 5_000))
