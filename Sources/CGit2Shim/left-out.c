// Stands in, when the program is linked, for two parts of libgit2 that Phoenix never uses and that would bring ten
// libraries into every start: SSH (libssh2, OpenSSL) and Kerberos (GSSAPI). The linker takes nothing from an archive
// that is there already.

typedef struct git_net_url git_net_url;
typedef struct git_smart_subtransport git_smart_subtransport;
typedef struct git_transport git_transport;

int git_http_auth_negotiate(void **context, const git_net_url *url);
int git_smart_subtransport_ssh(git_smart_subtransport **created, git_transport *owner, void *parameter);
int git_transport_ssh_global_init(void);

int git_http_auth_negotiate(void **context, const git_net_url *url) {
    (void)url;
    *context = 0;
    return -1;
}

int git_smart_subtransport_ssh(git_smart_subtransport **created, git_transport *owner, void *parameter) {
    (void)owner, (void)parameter;
    *created = 0;
    return -1;
}

int git_transport_ssh_global_init(void) { return 0; }
