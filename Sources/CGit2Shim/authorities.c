#include "authorities.h"

#include <git2.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// libgit2 reads all certificate authorities of the system when it starts: 140 certificates, 4 ms. The linker leads its
// two calls of mbedTLS here (`--wrap`), so that this waits for the first encrypted connection, which most never make.

struct mbedtls_ssl_context;
struct mbedtls_x509_crt;

int __real_mbedtls_ssl_handshake(struct mbedtls_ssl_context *connection);
int __real_mbedtls_x509_crt_parse_file(struct mbedtls_x509_crt *chain, const char *path);
int __wrap_mbedtls_ssl_handshake(struct mbedtls_ssl_context *connection);
int __wrap_mbedtls_x509_crt_parse_file(struct mbedtls_x509_crt *chain, const char *path);

// MBEDTLS_ERR_PK_FILE_IO_ERROR: libgit2 then starts without authorities, which means that it trusts nobody.
static const int FILE_NOT_READ = -0x3E00;
// MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED
static const int NO_AUTHORITIES = -0x7680;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static bool is_postponing;
/// The file that libgit2 wanted to read; NULL if there is none left to be read.
static char *postponed;

int authorities_start(int (*start)(void)) {
    pthread_mutex_lock(&mutex);
    is_postponing = true;
    int status = start();
    is_postponing = false;
    pthread_mutex_unlock(&mutex);
    return status;
}

int authorities_use(const char *file) {
    pthread_mutex_lock(&mutex);
    int status = git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, NULL);
    if (status == 0) {
        free(postponed);
        postponed = NULL;
    }
    pthread_mutex_unlock(&mutex);
    return status;
}

/// Reads what was put off. Returns libgit2's error code.
static int authorities_read(void) {
    pthread_mutex_lock(&mutex);
    int status = 0;
    if (postponed) {
        status = git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, postponed, NULL);
        free(postponed);
        postponed = NULL;
    }
    pthread_mutex_unlock(&mutex);
    return status;
}

int __wrap_mbedtls_x509_crt_parse_file(struct mbedtls_x509_crt *chain, const char *path) {
    // Only ever true on the thread that holds the mutex to start libgit2: nothing else uses libgit2 before it has started.
    if (!is_postponing) return __real_mbedtls_x509_crt_parse_file(chain, path);
    free(postponed);
    postponed = strdup(path);
    return FILE_NOT_READ;
}

int __wrap_mbedtls_ssl_handshake(struct mbedtls_ssl_context *connection) {
    return authorities_read() < 0 ? NO_AUTHORITIES : __real_mbedtls_ssl_handshake(connection);
}
