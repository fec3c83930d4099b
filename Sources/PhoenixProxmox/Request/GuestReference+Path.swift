import PhoenixModel

extension GuestReference {
    /// The guest's own path, or one below it: `/nodes/pve1/lxc/101/config`.
    ///
    /// - Parameter rest: begins with a slash; empty for the guest itself.
    func path(_ rest: String = "") -> ProxmoxPath {
        let guest: ProxmoxPath =
            switch kind {
            case .container: "/nodes/\(node)/lxc/\(id)"
            case .machine: "/nodes/\(node)/qemu/\(id)"
            }
        return ProxmoxPath(text: guest.text + rest)
    }
}
