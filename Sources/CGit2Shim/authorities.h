#ifndef PHOENIX_GIT_AUTHORITIES_H
#define PHOENIX_GIT_AUTHORITIES_H

/// Starts libgit2 without reading the certificate authorities of the system: the first encrypted connection does that.
int authorities_start(int (*start)(void));

/// Makes the certificates in a PEM file the authorities of the whole process. Returns libgit2's error code.
int authorities_use(const char *file);

#endif
