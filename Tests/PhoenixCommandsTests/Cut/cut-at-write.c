// Kills the process at its Nth call that changes something below a folder. Loaded in front of the C library (LD_PRELOAD).
//
// CUT_FOLDER: the folder. CUT_AT: N, from 1. CUT_MOMENT: before, torn (half of the bytes are written) or after.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
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

static int is_due(void) {
    const char *at = getenv("CUT_AT");
    return at && atomic_fetch_add(&calls, 1) + 1 == atoi(at);
}

static int moment_is(const char *name) {
    const char *moment = getenv("CUT_MOMENT");
    return moment && strcmp(moment, name) == 0;
}

static void cut(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

// `call` does it, `torn` does half of it.
#define CUT_OR_CALL(where, call, torn)             \
    do {                                           \
        if (where && is_due()) {                   \
            if (moment_is("torn")) (void)(torn);   \
            if (moment_is("after")) (void)(call);  \
            cut();                                 \
        }                                          \
        return call;                               \
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

int ftruncate(int file, off_t length) { CUT_OR_CALL(is_open_below(file), REAL(ftruncate)(file, length), 0); }

int ftruncate64(int file, off64_t length) { CUT_OR_CALL(is_open_below(file), REAL(ftruncate64)(file, length), 0); }

int rename(const char *from, const char *to) { CUT_OR_CALL(is_below(to), REAL(rename)(from, to), 0); }

int link(const char *from, const char *to) { CUT_OR_CALL(is_below(to), REAL(link)(from, to), 0); }

int unlink(const char *path) { CUT_OR_CALL(is_below(path), REAL(unlink)(path), 0); }

int mkdir(const char *path, mode_t mode) { CUT_OR_CALL(is_below(path), REAL(mkdir)(path, mode), 0); }
