/// What commands on a node find in their environment.
package enum NodeEnvironment {
    /// Proxmox's programs lie in `/usr/sbin`, which not every login has on its path.
    package static let standardPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    /// What programs of a node need, and nothing of Phoenix's own environment: `pct exec` hands its environment on into
    /// the container.
    static func variables(path: String) -> [String: String] {
        ["PATH": path, "HOME": "/root", "USER": "root", "LOGNAME": "root", "SHELL": "/bin/sh", "LANG": "C.UTF-8"]
    }
}
