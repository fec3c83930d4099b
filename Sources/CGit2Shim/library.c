#include "CGit2Shim.h"

#include "authorities.h"
#include "stream.h"

#include <git2.h>

// Bounds the memory that indexing a pack takes (about 150 bytes an object): 4 million objects are far more than
// a repository of configuration ever has.
static const size_t PACK_OBJECTS_MAXIMUM = 4000000;

/// Makes libgit2 blind for the configuration of the machine and the user: a proxy, a URL rewrite or a credential
/// helper there must not change what Phoenix does.
static int forget_configuration(void) {
    static const int levels[] = {
        GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
    };
    for (size_t index = 0; index < sizeof levels / sizeof *levels; index++) {
        int status = git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[index], "");
        if (status < 0) return status;
    }
    return git_libgit2_opts(GIT_OPT_SET_TEMPLATE_PATH, "");
}

int phoenix_git_library_start(void) {
    int status = authorities_start(git_libgit2_init);
    if (status < 0) return status;
    if ((status = forget_configuration()) < 0) return status;
    // Git refuses repositories of other users because their configuration can name programs to run.
    // Nothing in libgit2 runs a program, and Phoenix, often root, has to read repositories of others.
    if ((status = git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0)) < 0) return status;
    // What a fetch has brought should survive a power cut: the remote may be out of reach afterwards.
    if ((status = git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1)) < 0) return status;
    if ((status = git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, PACK_OBJECTS_MAXIMUM)) < 0) return status;

    git_stream_registration registration = {.version = GIT_STREAM_VERSION, .init = bounded_stream_create};
    return git_stream_register(GIT_STREAM_STANDARD, &registration);
}

int phoenix_git_library_trust(const char *authorities_file) {
    return authorities_use(authorities_file);
}
