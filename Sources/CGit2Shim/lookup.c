#define _GNU_SOURCE
#include "lookup.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

// getaddrinfo has no deadline and cannot be broken off, so it runs on a thread of its own. Whoever of the two lets go
// last frees the lookup: an abandoned one ends by itself when the resolver gives up.
typedef struct {
    atomic_int holders;
    int finished_event;
    char *host;
    char *port;
    int status;
    struct addrinfo *addresses;
} lookup;

static const struct addrinfo *hints(int flags) {
    static _Thread_local struct addrinfo wanted;
    memset(&wanted, 0, sizeof wanted);
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = flags;
    return &wanted;
}

static void lookup_release(lookup *job) {
    if (atomic_fetch_sub(&job->holders, 1) != 1) return;
    if (job->addresses) freeaddrinfo(job->addresses);
    if (job->finished_event >= 0) close(job->finished_event);
    free(job->host);
    free(job->port);
    free(job);
}

static void *lookup_run(void *argument) {
    lookup *job = argument;
    uint64_t one = 1;
    job->status = getaddrinfo(job->host, job->port, hints(0), &job->addresses);
    ssize_t written = write(job->finished_event, &one, sizeof one);
    (void)written;
    lookup_release(job);
    return NULL;
}

static lookup *lookup_start(const char *host, const char *port) {
    lookup *job = calloc(1, sizeof *job);
    if (!job) return NULL;
    atomic_init(&job->holders, 2);
    job->finished_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    job->host = strdup(host);
    job->port = strdup(port);
    pthread_t thread;
    if (job->finished_event < 0 || !job->host || !job->port
        || pthread_create(&thread, NULL, lookup_run, job) != 0) {
        atomic_store(&job->holders, 1);
        lookup_release(job);
        return NULL;
    }
    pthread_detach(thread);
    return job;
}

int lookup_host(
    phoenix_git_call *call, const char *host, const char *port, int64_t deadline, struct addrinfo **addresses) {
    if (getaddrinfo(host, port, hints(AI_NUMERICHOST | AI_NUMERICSERV), addresses) == 0) return 0;

    lookup *job = lookup_start(host, port);
    if (!job) return call_interrupt(call, PHOENIX_GIT_LOOKUP_FAILED, EAI_MEMORY);
    int result = -1;
    wait_result waited = call_wait(call, job->finished_event, POLLIN, deadline);
    if (waited == WAIT_DEADLINE_PASSED) {
        call_interrupt(call, PHOENIX_GIT_CONNECT_DEADLINE, 0);
    } else if (waited == WAIT_READY && job->status != 0) {
        call_interrupt(call, PHOENIX_GIT_LOOKUP_FAILED, job->status);
    } else if (waited == WAIT_READY) {
        *addresses = job->addresses;
        job->addresses = NULL;
        result = 0;
    }
    lookup_release(job);
    return result;
}
