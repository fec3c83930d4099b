#ifndef PHOENIX_GIT_LOOKUP_H
#define PHOENIX_GIT_LOOKUP_H

#include "call.h"

#include <netdb.h>

/// Resolves a host within `deadline`. Returns 0 and a list for freeaddrinfo, or -1 after interrupting the call.
int lookup_host(
    phoenix_git_call *call, const char *host, const char *port, int64_t deadline, struct addrinfo **addresses);

#endif
