"""A web server on a free loopback port that runs the real `git http-backend`, for tests only."""
import argparse
import base64
import http.server
import os
import ssl
import subprocess
import urllib.parse

parser = argparse.ArgumentParser()
parser.add_argument("--root", required=True, help="folder with the repositories")
parser.add_argument("--password", help="ask for basic authentication as user 'phoenix'")
parser.add_argument("--certificate", help="PEM file with key and certificate: speak TLS")
parser.add_argument("--redirect", help="answer the first request below /moved with a redirect to this prefix")
parser.add_argument("--status", type=int, help="answer every request with this status")
options = parser.parse_args()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.serve(b"")

    def do_POST(self):
        self.serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def serve(self, body):
        given = "with credentials" if self.headers.get("Authorization") else "without credentials"
        print(f"request {self.command} {self.path} {given}")
        if options.status:
            return self.answer(options.status)
        if options.password and not self.is_authorised():
            return self.answer(401, [("WWW-Authenticate", 'Basic realm="git"')])
        if options.redirect and self.path.startswith("/moved"):
            return self.answer(302, [("Location", options.redirect + self.path[len("/moved"):])])
        self.run_backend(body)

    def is_authorised(self):
        wanted = base64.b64encode(f"phoenix:{options.password}".encode()).decode()
        return self.headers.get("Authorization") == "Basic " + wanted

    def run_backend(self, body):
        url = urllib.parse.urlsplit(self.path)
        environment = dict(
            os.environ, GIT_PROJECT_ROOT=options.root, GIT_HTTP_EXPORT_ALL="1", REQUEST_METHOD=self.command,
            PATH_INFO=urllib.parse.unquote(url.path), QUERY_STRING=url.query, REMOTE_ADDR="127.0.0.1",
            CONTENT_TYPE=self.headers.get("Content-Type") or "", CONTENT_LENGTH=str(len(body)))
        encoding = self.headers.get("Content-Encoding")
        if encoding:
            environment["HTTP_CONTENT_ENCODING"] = encoding
        ended = subprocess.run(["git", "http-backend"], input=body, capture_output=True, env=environment, timeout=60)
        head, _, content = ended.stdout.partition(b"\r\n\r\n")
        headers = [tuple(line.decode().split(": ", 1)) for line in head.split(b"\r\n") if b": " in line]
        status = next((int(value.split()[0]) for name, value in headers if name == "Status"), 200)
        self.answer(status, [header for header in headers if header[0] != "Status"], content)

    def answer(self, status, headers=(), content=b""):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


server = QuietServer(("127.0.0.1", 0), Handler)
if options.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(f"listening on {server.server_address[1]}")
server.serve_forever()
