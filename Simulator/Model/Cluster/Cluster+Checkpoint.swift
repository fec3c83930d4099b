package import PhoenixModel

extension Cluster {
    /// Suspends a running container. Proxmox does it with `lxc-checkpoint`, which no usual container survives: the
    /// worker fails as it does there.
    package mutating func checkpoint(_ reference: GuestReference) throws(HostError) -> TaskID {
        try requireOnline(reference.node)
        guard let guest = guest(at: reference), guest.running != nil else {
            throw HostError(.refused, "CT \(reference.id) not running")
        }
        let failure = HostError(
            .failed,
            "command 'lxc-checkpoint -n \(guest.id) -s -D /var/lib/vz/dump' failed: exit code 1")
        return begin(.pause, on: guest, milliseconds: timing[.stop], failure: lockFailure(of: guest) ?? failure)
    }

    /// Resumes a suspended container; there is none, as none could be suspended.
    package mutating func restore(_ reference: GuestReference) throws(HostError) -> TaskID {
        try requireOnline(reference.node)
        guard let guest = guest(at: reference) else { return beginOnMissing(.resume, reference) }
        if guest.running != nil { throw HostError(.refused, "CT \(guest.id) already running") }
        let failure = HostError(
            .failed, "command 'lxc-checkpoint -n \(guest.id) -r --foreground -D /var/lib/vz/dump' failed: exit code 1")
        return begin(.resume, on: guest, milliseconds: timing[.stop], failure: lockFailure(of: guest) ?? failure)
    }
}
