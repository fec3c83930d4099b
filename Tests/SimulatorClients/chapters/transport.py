"""HTTP as pveproxy speaks it (behaviour.md 1)."""

import gzip
import http.client
import json
import socket

from story import Chapter, contains, equal, holds
from wire import LIMIT_SECONDS, unverified

chapter = Chapter("transport")
check = chapter.check
CHAPTERS = [chapter]

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _exchange(site, text, limit=LIMIT_SECONDS):
    """Sends bytes on a new TLS connection and reads until the server closes it; the status line comes first."""
    with socket.create_connection((site.server.host, site.server.port), limit) as plain:
        with unverified().wrap_socket(plain) as connection:
            connection.sendall(text)
            received = b""
            while part := _received(connection):
                received += part
    return received.decode(errors="replace")


def _received(connection):
    try:
        return connection.recv(65536)
    except ConnectionResetError:
        return b""


@check("1.2", "PATCH is not available, and answered without a body")
def _(site):
    answer = site.wire.request("PATCH", "/version")
    equal((answer.status, answer.reason, answer.body), (501, "method 'PATCH' not available", b""))


@check("1.2", "HEAD and OPTIONS are not available")
def _(site):
    for method in ("HEAD", "OPTIONS"):
        equal(site.wire.request(method, "/version").reason, f"method '{method}' not available")


@check("1.3", "a chunked body is refused")
def _(site):
    token = site.wire.credentials["Authorization"]
    received = _exchange(
        site, f"POST /api2/json/pools HTTP/1.1\r\nHost: x\r\nAuthorization: {token}\r\n"
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n".encode())
    equal(received.split("\r\n")[0], "HTTP/1.1 501 chunked transfer encoding not supported")


@check("1.4", "a body on DELETE is refused")
def _(site):
    answer = site.wire.request("DELETE", "/nodes/pve1/lxc/301", form={"purge": 1})
    equal((answer.status, answer.reason), (501, "Unexpected content for method 'DELETE'"))
    equal(answer.body, b"Unexpected content for method 'DELETE'")


@check("1.4", "a body on GET is refused")
def _(site):
    answer = site.wire.request("GET", "/version", form={"a": 1})
    equal((answer.status, answer.reason), (501, "Unexpected content for method 'GET'"))


@check("1.5", "a body above 512 KiB is too large")
def _(site):
    answer = site.wire.request("POST", "/pools", form={"poolid": "large", "comment": "x" * 524_288})
    equal((answer.status, answer.reason), (501, "for data too large"))


@check("1.5", "a body just below 512 KiB is read")
def _(site):
    answer = site.wire.request("POST", "/pools", form={"poolid": "large", "comment": "x" * 520_000})
    equal(answer.status, 200)
    site.api.pools("large").delete()


@check("1.5", "another type of body is not implemented")
def _(site):
    answer = site.wire.request("POST", "/pools", body=b"<a/>", headers={"Content-Type": "text/xml"})
    equal((answer.status, answer.reason), (506, "upload 'Content-Type 'text/xml' not implemented"))


@check("1.6", "64 header lines get no answer")
def _(site):
    lines = "".join(f"X-Line-{index}: 1\r\n" for index in range(70))
    try:
        received = _exchange(site, f"GET /api2/json/version HTTP/1.1\r\nHost: x\r\n{lines}\r\n".encode(), limit=3)
    except TimeoutError:
        received = ""
    equal(received, "")


@check("1.7", "a query parameter overrides the same one in the body")
def _(site):
    answer = site.wire.request(
        "POST", "/nodes/pve1/lxc", query={"hostname": "query_"}, form={"hostname": "body_", "vmid": 100})
    equal(answer.status, 400)
    holds("hostname" in answer.errors, f"no error for hostname: {answer}")
    site.wire.request("POST", "/pools", query={"poolid": "fromquery"}, form={"poolid": "frombody"})
    equal([pool["poolid"] for pool in site.api.pools.get() if pool["poolid"].startswith("from")], ["fromquery"])
    site.api.pools("fromquery").delete()


@check("1.7", "_dc is dropped")
def _(site):
    equal(site.wire.request("GET", "/version", query={"_dc": "123"}).status, 200)


@check("1.7", "';' separates parameters as '&' does, and '+' is a space")
def _(site):
    answer = site.wire.request(
        "POST", "/pools", body=b"poolid=separated;comment=one+two%20three", headers=FORM)
    equal(answer.status, 200)
    equal(site.api.pools.get(poolid="separated")[0]["comment"], "one two three")
    site.api.pools("separated").delete()


@check("1.7", "repeated keys are an array")
def _(site):
    answer = site.wire.request("GET", "/nodes/pve1/lxc/100/config?snapshot=aa&snapshot=bb")
    equal(answer.errors, {"snapshot": "type check ('string') failed - got ARRAY"})


@check("1.7", "bad JSON is a 500 with the reader's text")
def _(site):
    answer = site.wire.request("POST", "/pools", body=b"{", headers={"Content-Type": "application/json"})
    equal(answer.status, 500)
    holds(answer.reason, "the reason is empty")


@check("1.8", "another value in the body than in the path is a conflict")
def _(site):
    answer = site.wire.request("PUT", "/nodes/pve1/lxc/100/config", form={"vmid": 101, "memory": 64})
    equal(answer.status, 400)
    equal(answer.errors, {"vmid": "duplicate parameter (already defined in URI) with conflicting values!"})


@check("1.9", "plain HTTP is sent to https: 301 for GET, 308 for the others")
def _(site):
    for method, status in (("GET", 301), ("POST", 308)):
        connection = http.client.HTTPConnection(site.server.host, site.server.port, timeout=LIMIT_SECONDS)
        connection.request(method, "/api2/json/version")
        response = connection.getresponse()
        equal(response.status, status)
        holds(response.headers["Location"].startswith("https://"), f"Location is {response.headers['Location']}")
        connection.close()


@check("1.10", "the headers of an answer")
def _(site):
    answer = site.wire.get("/version")
    contains(dict(answer.headers), {
        "Cache-Control": "max-age=0", "Pragma": "no-cache", "Server": "pve-api-daemon/3.0",
        "Content-Type": "application/json;charset=UTF-8", "Content-Length": str(len(answer.body))})
    for name in ("Date", "Expires"):
        holds(answer.headers[name], f"no header {name}")


@check("1.10", "no Content-Length when the body is empty")
def _(site):
    answer = site.server.anonymous().get("/version")
    equal((answer.body, answer.headers["Content-Length"]), (b"", None))


@check("1.10", "a long answer is compressed when asked for, a short one is not")
def _(site):
    asked = {"Accept-Encoding": "gzip"}
    short = site.wire.request("GET", "/version", headers=asked)
    equal(short.headers["Content-Encoding"], None)
    long = site.wire.request("GET", "/access/permissions", headers=asked)
    equal(long.headers["Content-Encoding"], "gzip")
    holds("/access" in json.loads(gzip.decompress(long.body))["data"], "the compressed body is another one")
    equal(site.wire.get("/access/permissions").headers["Content-Encoding"], None)


@check("1.10", "status 400 and above closes the connection, 200 keeps it")
def _(site):
    for path, closes in (("/version", False), ("/nosuch", True)):
        connection = http.client.HTTPSConnection(
            site.server.host, site.server.port, timeout=LIMIT_SECONDS, context=unverified())
        connection.request("GET", "/api2/json" + path, headers=site.wire.credentials)
        response = connection.getresponse()
        response.read()
        # The socket, not the header, says it: http.client drops a connection that the server announced to close.
        first = connection.sock
        equal(first is None or response.will_close, closes)
        connection.close()


@check("1.11", "the reason phrase is the first line of the message")
def _(site):
    answer = site.wire.get("/nodes/pve1/lxc/999/config")
    equal(answer.reason, answer.message.split("\n")[0])
    equal(answer.reason, "Configuration file 'nodes/pve1/lxc/999.conf' does not exist")


@check("1.12", "an unknown path is not implemented, never not found")
def _(site):
    answer = site.wire.get("/nosuch")
    equal((answer.status, answer.reason), (501, "Method 'GET /nosuch' not implemented"))
    equal(answer.json, {"data": None, "message": "Method 'GET /nosuch' not implemented"})


@check("1.12", "a method that the path does not have is not implemented")
def _(site):
    answer = site.wire.request("DELETE", "/version")
    equal((answer.status, answer.reason), (501, "Method 'DELETE /version' not implemented"))


@check("1.12", "without a format there is no such uri, in plain text")
def _(site):
    answer = site.wire.request("GET", "/", prefix="/api2")
    equal((answer.status, answer.reason), (501, "no such uri"))
    holds("json" not in (answer.headers["Content-Type"] or ""), "it is JSON")


@check("1.13", "extjs answers 200 with success")
def _(site):
    answer = site.wire.request("GET", "/version", prefix="/api2/extjs")
    equal(answer.status, 200)
    contains(answer.json, {"success": 1})
    holds("version" in answer.data, f"no version: {answer}")


@check("1.13", "extjs answers 200 for errors too, with status, message and errors")
def _(site):
    answer = site.wire.request("GET", "/cluster/nextid", query={"vmid": "abc"}, prefix="/api2/extjs")
    equal(answer.status, 200)
    contains(answer.json, {
        "success": 0, "status": 400, "data": None,
        "errors": {"vmid": "type check ('integer') failed - got 'abc'"}})


@check("1.1", "authentication comes before the body is judged, and before the path is looked up")
def _(site):
    equal(site.server.anonymous().get("/nosuch").reason, "No ticket")
    equal(site.server.anonymous().request("DELETE", "/version", form={"a": 1}).reason, "No ticket")
