"""Git over git:// and http:// on the loopback interface, as real servers speak it."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

from measure import ENVIRONMENT

START_SECONDS = 10

NGINX = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            fastcgi_pass unix:{folder}/fcgi;
            fastcgi_param SCRIPT_FILENAME {backend};
            fastcgi_param GIT_PROJECT_ROOT {root};
            fastcgi_param GIT_HTTP_EXPORT_ALL 1;
            fastcgi_param GIT_PROTOCOL $http_git_protocol;
            fastcgi_param PATH_INFO $uri;
            fastcgi_param QUERY_STRING $query_string;
            fastcgi_param REQUEST_METHOD $request_method;
            fastcgi_param CONTENT_TYPE $content_type;
            fastcgi_param CONTENT_LENGTH $content_length;
        }}
    }}
}}
"""


@contextlib.contextmanager
def git_daemon(root):
    """Serves every repository below `root`; gives the URL that their names are appended to."""
    port = _free_port()
    daemon = [
        "git", "daemon", "--listen=127.0.0.1", f"--port={port}", f"--base-path={root}", "--export-all", str(root)]
    with _process(daemon):
        _await_port(port)
        yield f"git://127.0.0.1:{port}"


@contextlib.contextmanager
def git_http(root, folder):
    """The same through nginx and Git's own http-backend; `folder` takes what they write."""
    folder.mkdir()
    port = _free_port()
    backend = Path(subprocess.check_output(["git", "--exec-path"], text=True).strip()) / "git-http-backend"
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port, backend=backend, root=root))
    socket_path = folder / "fcgi"
    with _process([_tool("fcgiwrap"), "-s", f"unix:{socket_path}"]):
        _await(socket_path.exists, "fcgiwrap")
        # nginx' workers are another user's if root starts it.
        socket_path.chmod(0o666)
        for parent in (folder, *folder.parents[:-1]):
            _require(os.access(parent, os.X_OK), f"{parent} cannot be entered")
        with _process([_tool("nginx"), "-c", str(configuration), "-p", str(folder)]):
            _await_port(port)
            yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def _process(command):
    process = subprocess.Popen(
        command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _tool(name):
    """nginx and fcgiwrap stand in /usr/sbin, which an ordinary user's PATH leaves out."""
    path = shutil.which(name, path=ENVIRONMENT["PATH"] + ":/usr/sbin")
    _require(path, f"{name} is missing: apt-get install nginx-light fcgiwrap")
    return path


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _await_port(port):
    def answers():
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    _await(answers, f"the server on port {port}")


def _await(condition, what):
    deadline = time.monotonic() + START_SECONDS
    while not condition():
        _require(time.monotonic() < deadline, f"{what} did not start")
        time.sleep(0.02)


def _require(condition, problem):
    if not condition:
        raise SystemExit(problem)
