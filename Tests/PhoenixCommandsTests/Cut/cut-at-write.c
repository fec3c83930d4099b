// Counts the process's calls that change something below a folder, and at the Nth kills it, or lets the disk be full from
// then on. Loaded in front of the C library (LD_PRELOAD).
//
// CUT_FOLDER: the folder. CUT_AT: N, from 1. CUT_NOTE: a file outside of it that is made when the Nth call comes.
// CUT_MOMENT: killed before, torn (half of the bytes are written) or after; or full, or full-torn (the first half fits).
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_int calls;

static int is_below(const char *path) {
    const char *folder = getenv("CUT_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_open_below(int file) {
    char link[64], path[PATH_MAX + 1];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

static int moment_is(const char *name) {
    const char *moment = getenv("CUT_MOMENT");
    return moment && strcmp(moment, name) == 0;
}

static int disk_fills_up(void) { return moment_is("full") || moment_is("full-torn"); }

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static void note(void) {
    const char *path = getenv("CUT_NOTE");
    if (path) close(REAL(open)(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
}

// Counts a call. Whether it is the Nth; negative if the disk has been full since an earlier one.
static int is_due(void) {
    const char *at = getenv("CUT_AT");
    if (!at) return 0;
    int number = atomic_fetch_add(&calls, 1) + 1;
    if (number == atoi(at)) note();
    return number == atoi(at) ? 1 : disk_fills_up() && number > atoi(at) ? -1 : 0;
}

static void cut(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

// `call` does it, `torn` does half of it.
#define CUT_OR_CALL(where, call, torn)                           \
    do {                                                         \
        int due = (where) ? is_due() : 0;                        \
        if (due && disk_fills_up()) {                            \
            long done = due > 0 && moment_is("full-torn") ? (long)(torn) : 0; \
            if (done > 0) return done;                           \
            errno = ENOSPC;                                      \
            return -1;                                           \
        }                                                        \
        if (due) {                                               \
            if (moment_is("torn")) (void)(torn);                 \
            if (moment_is("after")) (void)(call);                \
            cut();                                               \
        }                                                        \
        return call;                                             \
    } while (0)

ssize_t write(int file, const void *bytes, size_t count) {
    CUT_OR_CALL(is_open_below(file), REAL(write)(file, bytes, count), REAL(write)(file, bytes, count / 2));
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
    CUT_OR_CALL(
        is_open_below(file), REAL(pwrite)(file, bytes, count, offset), REAL(pwrite)(file, bytes, count / 2, offset));
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
    CUT_OR_CALL(
        is_open_below(file), REAL(pwrite64)(file, bytes, count, offset),
        REAL(pwrite64)(file, bytes, count / 2, offset));
}

int fsync(int file) { CUT_OR_CALL(is_open_below(file), REAL(fsync)(file), 0); }

int fdatasync(int file) { CUT_OR_CALL(is_open_below(file), REAL(fdatasync)(file), 0); }

// A file that gets shorter needs no room.
static int needs_room(int file, off64_t length) {
    struct stat status;
    return !disk_fills_up() || fstat(file, &status) != 0 || length > status.st_size;
}

int ftruncate(int file, off_t length) {
    CUT_OR_CALL(is_open_below(file) && needs_room(file, length), REAL(ftruncate)(file, length), 0);
}

int ftruncate64(int file, off64_t length) {
    CUT_OR_CALL(is_open_below(file) && needs_room(file, length), REAL(ftruncate64)(file, length), 0);
}

int rename(const char *from, const char *to) { CUT_OR_CALL(is_below(to), REAL(rename)(from, to), 0); }

int link(const char *from, const char *to) { CUT_OR_CALL(is_below(to), REAL(link)(from, to), 0); }

// Nor does one that goes.
int unlink(const char *path) { CUT_OR_CALL(is_below(path) && !disk_fills_up(), REAL(unlink)(path), 0); }

int mkdir(const char *path, mode_t mode) { CUT_OR_CALL(is_below(path), REAL(mkdir)(path, mode), 0); }

// Whether opening it makes it, which needs room. To be killed there is no more than to be killed at the next call.
static int is_new(const char *path, int flags) {
    return disk_fills_up() && (flags & O_CREAT) && is_below(path) && access(path, F_OK) != 0;
}

static mode_t mode_of(int flags, va_list arguments) { return flags & O_CREAT ? va_arg(arguments, mode_t) : 0; }

#define OPEN(name)                                                           \
    int name(const char *path, int flags, ...) {                             \
        va_list arguments;                                                   \
        va_start(arguments, flags);                                          \
        mode_t mode = mode_of(flags, arguments);                             \
        va_end(arguments);                                                   \
        CUT_OR_CALL(is_new(path, flags), REAL(name)(path, flags, mode), 0);  \
    }

OPEN(open)
OPEN(open64)

#define OPEN_AT(name)                                                              \
    int name(int folder, const char *path, int flags, ...) {                       \
        va_list arguments;                                                         \
        va_start(arguments, flags);                                                \
        mode_t mode = mode_of(flags, arguments);                                   \
        va_end(arguments);                                                         \
        CUT_OR_CALL(is_new(path, flags), REAL(name)(folder, path, flags, mode), 0); \
    }

OPEN_AT(openat)
OPEN_AT(openat64)
