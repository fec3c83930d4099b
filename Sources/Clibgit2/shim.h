#ifndef PHOENIX_CLIBGIT2_SHIM_H
#define PHOENIX_CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/remote.h>
#include <git2/sys/transport.h>

#endif
