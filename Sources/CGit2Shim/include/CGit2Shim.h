#ifndef PHOENIX_CGIT2SHIM_H
#define PHOENIX_CGIT2SHIM_H

#include <stdbool.h>
#include <stdint.h>

// What Swift cannot say to libgit2 itself: its variadic options, and a socket stream that never waits for ever.
//
// libgit2 1.5 has no time-outs of any kind. Its own socket stream is therefore replaced, process-wide, by one that
// takes its deadlines from the call that the current thread has entered. TLS lies on top of it.

/// One bounded piece of work with libgit2. Only `phoenix_git_call_cancel` may be used from other threads.
typedef struct phoenix_git_call phoenix_git_call;

/// Why a call was broken off; the first reason stays.
typedef enum {
    PHOENIX_GIT_NOT_INTERRUPTED = 0,
    PHOENIX_GIT_CANCELLED,
    PHOENIX_GIT_OVERALL_DEADLINE,
    PHOENIX_GIT_CONNECT_DEADLINE,
    PHOENIX_GIT_IDLE_DEADLINE,
    PHOENIX_GIT_RECEIVE_LIMIT,
    /// The name could not be resolved: the detail is a code of getaddrinfo.
    PHOENIX_GIT_LOOKUP_FAILED,
    /// No address accepted a connection: the detail is the errno of the last one tried.
    PHOENIX_GIT_CONNECT_FAILED,
    /// The connection broke: the detail is an errno.
    PHOENIX_GIT_CONNECTION_LOST,
    /// A redirect would have carried the credentials to another host.
    PHOENIX_GIT_REDIRECTED_AWAY,
} phoenix_git_interruption;

/// Starts the clock of the overall deadline. Returns NULL if the system has no file descriptor left.
phoenix_git_call *phoenix_git_call_create(
    int64_t connect_milliseconds, int64_t idle_milliseconds, int64_t overall_milliseconds,
    uint64_t received_bytes_maximum);
void phoenix_git_call_destroy(phoenix_git_call *call);

/// From here to `phoenix_git_call_leave`, the streams that libgit2 opens on this thread belong to `call`.
void phoenix_git_call_enter(phoenix_git_call *call);
void phoenix_git_call_leave(void);

/// Wakes the call wherever it waits. Any thread.
void phoenix_git_call_cancel(phoenix_git_call *call);

/// Whether the call may go on; notices cancellation and the overall deadline.
bool phoenix_git_call_may_continue(phoenix_git_call *call);

/// Calls `rests` on the call's thread when it first has sent something or waited for a while. Before the call begins.
void phoenix_git_call_when_resting(phoenix_git_call *call, void (*rests)(void *), void *context);

/// Waits so long, or until the call is interrupted.
void phoenix_git_call_pause(phoenix_git_call *call, int64_t milliseconds);

phoenix_git_interruption phoenix_git_call_get_interruption(const phoenix_git_call *call);
int phoenix_git_call_get_detail(const phoenix_git_call *call);

/// Host and port of the latest connection; empty before the first. Valid until the next connection.
const char *phoenix_git_call_peer_host(const phoenix_git_call *call);
const char *phoenix_git_call_peer_port(const phoenix_git_call *call);
uint64_t phoenix_git_call_received_bytes(const phoenix_git_call *call);

/// From now on a connection to any other host or port than the latest one is refused.
void phoenix_git_call_bind_to_peer(phoenix_git_call *call);

/// Initialises libgit2 for this process: no configuration of the machine or the user, bounded streams, synchronised
/// writes. Returns libgit2's error code. Safe to call again.
int phoenix_git_library_start(void);

/// Sets the certificate authorities of the whole process from one file in PEM form.
int phoenix_git_library_trust(const char *authorities_file);

#endif
