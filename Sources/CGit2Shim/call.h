#ifndef PHOENIX_GIT_CALL_H
#define PHOENIX_GIT_CALL_H

#include "CGit2Shim.h"

#include <stdatomic.h>
#include <stddef.h>

// A host name has at most 253 characters, a port at most 5; longer ones are cut, and then match nothing.
enum { HOST_SIZE = 256, PORT_SIZE = 16 };

struct phoenix_git_call {
    int cancel_event;
    atomic_bool cancelled;
    int64_t connect_milliseconds;
    int64_t idle_milliseconds;
    int64_t overall_deadline;
    uint64_t received_bytes_maximum;
    void (*rests)(void *);
    void *rests_context;
    uint64_t received_bytes;
    phoenix_git_interruption interruption;
    int detail;
    char peer_host[HOST_SIZE];
    char peer_port[PORT_SIZE];
    bool bound_to_peer;
};

/// The call that this thread has entered, or NULL.
phoenix_git_call *call_current(void);

/// Milliseconds of the monotonic clock.
int64_t call_now(void);

/// Records why the call ends (the first reason stays), tells libgit2, and returns -1.
int call_interrupt(phoenix_git_call *call, phoenix_git_interruption reason, int detail);

typedef enum { WAIT_READY, WAIT_DEADLINE_PASSED, WAIT_INTERRUPTED } wait_result;

/// Waits until `descriptor` has one of `events`, at most until `deadline`.
wait_result call_wait(phoenix_git_call *call, int descriptor, short events, int64_t deadline);

/// Tells, the first time, whoever wants to know that the call needs no processor for now.
void call_rests(phoenix_git_call *call);

/// Notes where the call connects to. Returns -1 if it is bound to another place.
int call_set_peer(phoenix_git_call *call, const char *host, const char *port);

#endif
