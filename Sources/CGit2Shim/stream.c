#define _GNU_SOURCE
#include "stream.h"

#include "call.h"
#include "errors.h"
#include "lookup.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
    git_stream parent;
    phoenix_git_call *call;
    char *host;
    char *port;
    int socket;
} bounded_stream;

/// Finishes a connection under way. Returns 0 or an errno; an interrupted call counts as ECANCELED.
static int connect_finish(phoenix_git_call *call, int descriptor, int64_t deadline) {
    switch (call_wait(call, descriptor, POLLOUT, deadline)) {
    case WAIT_DEADLINE_PASSED: return ETIMEDOUT;
    case WAIT_INTERRUPTED: return ECANCELED;
    case WAIT_READY: break;
    }
    int failure = 0;
    socklen_t size = sizeof failure;
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 ? failure : errno;
}

/// Connects to one address. Returns 0 and the socket, or an errno.
static int connect_address(
    phoenix_git_call *call, const struct addrinfo *address, int64_t deadline, int *connected) {
    int descriptor = socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, address->ai_protocol);
    if (descriptor < 0) return errno;
    int failure = connect(descriptor, address->ai_addr, address->ai_addrlen) == 0 ? 0 : errno;
    if (failure == EINPROGRESS) failure = connect_finish(call, descriptor, deadline);
    if (failure != 0) {
        close(descriptor);
        return failure;
    }
    // Git's protocol is a dialogue of short messages: gathering them into full packets costs 40 ms a turn.
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    *connected = descriptor;
    return 0;
}

/// Tries the addresses in the resolver's order; each gets its share of the time that is left.
static int connect_any(phoenix_git_call *call, const struct addrinfo *addresses, int64_t deadline, int *connected) {
    int left = 0;
    for (const struct addrinfo *address = addresses; address; address = address->ai_next) left++;
    int failure = EADDRNOTAVAIL;
    for (const struct addrinfo *address = addresses; address; address = address->ai_next, left--) {
        int64_t now = call_now();
        failure = connect_address(call, address, now + (deadline - now) / left, connected);
        if (failure == 0 || failure == ECANCELED) break;
    }
    return failure;
}

static int stream_connect(git_stream *parent) {
    bounded_stream *stream = (bounded_stream *)parent;
    phoenix_git_call *call = stream->call;
    int64_t deadline = call_now() + call->connect_milliseconds;
    struct addrinfo *addresses = NULL;
    if (!phoenix_git_call_may_continue(call)) return -1;
    if (call_set_peer(call, stream->host, stream->port) != 0) return -1;
    if (lookup_host(call, stream->host, stream->port, deadline, &addresses) != 0) return -1;
    int failure = connect_any(call, addresses, deadline, &stream->socket);
    freeaddrinfo(addresses);
    if (failure == 0) return 0;
    if (failure == ETIMEDOUT) return call_interrupt(call, PHOENIX_GIT_CONNECT_DEADLINE, failure);
    return call_interrupt(call, PHOENIX_GIT_CONNECT_FAILED, failure);
}

/// After a transfer that would have blocked: waits at most the idle time. Returns 0 if it may be tried again.
static int stream_await(bounded_stream *stream, short events) {
    phoenix_git_call *call = stream->call;
    wait_result waited = call_wait(call, stream->socket, events, call_now() + call->idle_milliseconds);
    if (waited == WAIT_READY) return 0;
    return waited == WAIT_INTERRUPTED ? -1 : call_interrupt(call, PHOENIX_GIT_IDLE_DEADLINE, 0);
}

static ssize_t stream_read(git_stream *parent, void *data, size_t length) {
    bounded_stream *stream = (bounded_stream *)parent;
    phoenix_git_call *call = stream->call;
    while (phoenix_git_call_may_continue(call)) {
        ssize_t received = recv(stream->socket, data, length, 0);
        if (received >= 0) {
            call->received_bytes += (uint64_t)received;
            if (call->received_bytes > call->received_bytes_maximum)
                return call_interrupt(call, PHOENIX_GIT_RECEIVE_LIMIT, 0);
            return received;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (stream_await(stream, POLLIN) != 0) return -1;
        } else if (errno != EINTR) {
            return call_interrupt(call, PHOENIX_GIT_CONNECTION_LOST, errno);
        }
    }
    return -1;
}

static ssize_t stream_write(git_stream *parent, const char *data, size_t length, int flags) {
    bounded_stream *stream = (bounded_stream *)parent;
    (void)flags;
    while (phoenix_git_call_may_continue(stream->call)) {
        ssize_t sent = send(stream->socket, data, length, MSG_NOSIGNAL);
        if (sent >= 0) {
            call_rests(stream->call);
            return sent;
        }
        if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (stream_await(stream, POLLOUT) != 0) return -1;
        } else if (errno != EINTR) {
            return call_interrupt(stream->call, PHOENIX_GIT_CONNECTION_LOST, errno);
        }
    }
    return -1;
}

static int stream_close(git_stream *parent) {
    bounded_stream *stream = (bounded_stream *)parent;
    if (stream->socket >= 0) close(stream->socket);
    stream->socket = -1;
    return 0;
}

static void stream_free(git_stream *parent) {
    bounded_stream *stream = (bounded_stream *)parent;
    stream_close(parent);
    free(stream->host);
    free(stream->port);
    free(stream);
}

int bounded_stream_create(git_stream **created, const char *host, const char *port) {
    *created = NULL;
    if (!call_current()) {
        git_error_set_str(GIT_ERROR_INVALID, "a stream was opened outside of a bounded call");
        return -1;
    }
    bounded_stream *stream = calloc(1, sizeof *stream);
    if (!stream) {
        git_error_set_oom();
        return -1;
    }
    stream->parent.version = GIT_STREAM_VERSION;
    stream->parent.connect = stream_connect;
    stream->parent.read = stream_read;
    stream->parent.write = stream_write;
    stream->parent.close = stream_close;
    stream->parent.free = stream_free;
    stream->call = call_current();
    stream->socket = -1;
    stream->host = strdup(host);
    stream->port = strdup(port);
    if (!stream->host || !stream->port) {
        stream_free(&stream->parent);
        git_error_set_oom();
        return -1;
    }
    *created = &stream->parent;
    return 0;
}
