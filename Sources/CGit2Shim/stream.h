#ifndef PHOENIX_GIT_STREAM_H
#define PHOENIX_GIT_STREAM_H

#include <git2.h>
#include <git2/sys/stream.h>

/// Makes a socket stream with the deadlines of the call that this thread has entered, for `git_stream_register`.
int bounded_stream_create(git_stream **stream, const char *host, const char *port);

#endif
