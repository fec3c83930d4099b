"""Servers that make a client wait, on a free loopback port, for tests only.

silent: accepts and never answers.
dribble: sends one byte of an endless answer every 50 ms.
Both print how long the client stayed.
proxy PORT BYTES_PER_SECOND: forwards to a loopback port, back to the client only that fast (0: at once).
cut PORT BYTES: forwards to a loopback port, and closes the connection once so many bytes went back to clients in all.
"""
import socket
import sys
import threading
import time

mode = sys.argv[1]
listener = socket.create_server(("127.0.0.1", 0))
print(f"listening on {listener.getsockname()[1]}")


def silent(client):
    while client.recv(4096):
        pass


def dribble(client):
    answer = b"HTTP/1.1 200 OK\r\nX-Long: " if client.recv(4) == b"GET " else b"00ff"
    while True:
        for byte in answer:
            client.sendall(bytes([byte]))
            time.sleep(0.05)
        answer = b"a"


def forward(source, target, bytes_per_second):
    while data := source.recv(4096):
        target.sendall(data)
        print(f"forwarded {len(data)}")
        if bytes_per_second:
            time.sleep(len(data) / bytes_per_second)
    target.shutdown(socket.SHUT_WR)


def proxy(client):
    server = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    threading.Thread(target=quietly(forward), args=(client, server, 0), daemon=True).start()
    forward(server, client, int(sys.argv[3]))


left = int(sys.argv[3]) if mode == "cut" else 0


def cut(client):
    global left
    server = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    threading.Thread(target=quietly(forward), args=(client, server, 0), daemon=True).start()
    while data := server.recv(4096):
        client.sendall(data[:left])
        left -= min(left, len(data))
        if left == 0:
            print("cut")
            client.shutdown(socket.SHUT_RDWR)
            return
    client.shutdown(socket.SHUT_WR)


def quietly(function):
    def run(*arguments):
        start = time.monotonic()
        try:
            function(*arguments)
        except OSError:
            pass
        print(f"stayed {int((time.monotonic() - start) * 1000)}")
    return run


while True:
    connection, _ = listener.accept()
    print("accepted")
    serve = quietly({"silent": silent, "dribble": dribble, "proxy": proxy, "cut": cut}[mode])
    threading.Thread(target=serve, args=(connection,), daemon=True).start()
