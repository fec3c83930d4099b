#define _GNU_SOURCE
#include "call.h"

#include "errors.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

// poll takes an int of milliseconds; a longer wait is simply polled again.
static const int64_t LONGEST_POLL_MILLISECONDS = 1000000;

// A remote on this machine connects and answers within less; with any other one there is time for more than this.
static const int64_t SHORT_WAIT_MILLISECONDS = 2;

static _Thread_local phoenix_git_call *current;

phoenix_git_call *call_current(void) { return current; }

void phoenix_git_call_enter(phoenix_git_call *call) { current = call; }

void phoenix_git_call_leave(void) { current = NULL; }

int64_t call_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

phoenix_git_call *phoenix_git_call_create(
    int64_t connect_milliseconds, int64_t idle_milliseconds, int64_t overall_milliseconds,
    uint64_t received_bytes_maximum) {
    phoenix_git_call *call = calloc(1, sizeof *call);
    if (!call) return NULL;
    call->cancel_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (call->cancel_event < 0) {
        free(call);
        return NULL;
    }
    call->connect_milliseconds = connect_milliseconds;
    call->idle_milliseconds = idle_milliseconds;
    call->overall_deadline = call_now() + overall_milliseconds;
    call->received_bytes_maximum = received_bytes_maximum;
    return call;
}

void phoenix_git_call_destroy(phoenix_git_call *call) {
    if (!call) return;
    close(call->cancel_event);
    free(call);
}

void phoenix_git_call_cancel(phoenix_git_call *call) {
    uint64_t one = 1;
    atomic_store(&call->cancelled, true);
    // The counter cannot overflow from this, and the flag above says it all to whoever is not waiting.
    ssize_t written = write(call->cancel_event, &one, sizeof one);
    (void)written;
}

void phoenix_git_call_when_resting(phoenix_git_call *call, void (*rests)(void *), void *context) {
    call->rests = rests;
    call->rests_context = context;
}

void call_rests(phoenix_git_call *call) {
    void (*rests)(void *) = call->rests;
    call->rests = NULL;
    if (rests) rests(call->rests_context);
}

int call_interrupt(phoenix_git_call *call, phoenix_git_interruption reason, int detail) {
    if (call->interruption == PHOENIX_GIT_NOT_INTERRUPTED) {
        call->interruption = reason;
        call->detail = detail;
    }
    git_error_set_str(GIT_ERROR_NET, "the call was interrupted");
    return -1;
}

bool phoenix_git_call_may_continue(phoenix_git_call *call) {
    if (call->interruption != PHOENIX_GIT_NOT_INTERRUPTED) return false;
    if (atomic_load(&call->cancelled)) return call_interrupt(call, PHOENIX_GIT_CANCELLED, 0) == 0;
    if (call_now() >= call->overall_deadline) return call_interrupt(call, PHOENIX_GIT_OVERALL_DEADLINE, 0) == 0;
    return true;
}

wait_result call_wait(phoenix_git_call *call, int descriptor, short events, int64_t deadline) {
    for (;;) {
        if (!phoenix_git_call_may_continue(call)) return WAIT_INTERRUPTED;
        int64_t now = call_now();
        if (now >= deadline) return WAIT_DEADLINE_PASSED;
        int64_t until = deadline < call->overall_deadline ? deadline : call->overall_deadline;
        int64_t timeout = until - now < LONGEST_POLL_MILLISECONDS ? until - now : LONGEST_POLL_MILLISECONDS;
        if (call->rests && timeout > SHORT_WAIT_MILLISECONDS) timeout = SHORT_WAIT_MILLISECONDS;
        struct pollfd polled[2] = {{descriptor, events, 0}, {call->cancel_event, POLLIN, 0}};
        int ready = poll(polled, 2, (int)timeout);
        if (ready < 0 && errno != EINTR) {
            call_interrupt(call, PHOENIX_GIT_CONNECTION_LOST, errno);
            return WAIT_INTERRUPTED;
        }
        if (ready == 0) call_rests(call);
        if (ready > 0 && polled[1].revents == 0 && polled[0].revents != 0) return WAIT_READY;
    }
}

void phoenix_git_call_pause(phoenix_git_call *call, int64_t milliseconds) {
    // poll ignores a negative descriptor.
    call_wait(call, -1, 0, call_now() + milliseconds);
}

int call_set_peer(phoenix_git_call *call, const char *host, const char *port) {
    if (call->bound_to_peer && (strcasecmp(call->peer_host, host) != 0 || strcmp(call->peer_port, port) != 0))
        return call_interrupt(call, PHOENIX_GIT_REDIRECTED_AWAY, 0);
    snprintf(call->peer_host, HOST_SIZE, "%s", host);
    snprintf(call->peer_port, PORT_SIZE, "%s", port);
    return 0;
}

void phoenix_git_call_bind_to_peer(phoenix_git_call *call) { call->bound_to_peer = true; }

phoenix_git_interruption phoenix_git_call_get_interruption(const phoenix_git_call *call) { return call->interruption; }

int phoenix_git_call_get_detail(const phoenix_git_call *call) { return call->detail; }

const char *phoenix_git_call_peer_host(const phoenix_git_call *call) { return call->peer_host; }

const char *phoenix_git_call_peer_port(const phoenix_git_call *call) { return call->peer_port; }

uint64_t phoenix_git_call_received_bytes(const phoenix_git_call *call) { return call->received_bytes; }
