#ifndef PHOENIX_GIT_ERRORS_H
#define PHOENIX_GIT_ERRORS_H

#include <git2/errors.h>

// libgit2 moved the functions that set errors into this header with version 1.9.
#if __has_include(<git2/sys/errors.h>)
#include <git2/common.h>
#include <git2/sys/errors.h>
#endif

#endif
