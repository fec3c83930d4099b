package import PhoenixModel
import ProxmoxAccess

extension Cluster {
    /// Removes a guest with its disks. A running container is stopped first if `stops`; `purges` also removes it from
    /// whatever else names it.
    package mutating func destroy(
        _ reference: GuestReference, stops: Bool = false, purges: Bool = false
    ) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        if guest.file.current["protection"].map(ConfigurationText.isTrue) == true {
            throw HostError(.refused, "can't remove \(guest.title) - protection mode enabled")
        }
        if let failure = lockFailure(of: guest) { throw failure }
        if !purges, datacenter.highAvailability[HighAvailability.identifier(of: guest.id, guest.kind)] != nil {
            let sentence = "unable to remove \(guest.title) - used in HA resources and purge parameter not set."
            throw HostError(.refused, sentence)
        }
        try requireNoClone(of: guest)
        if guest.running != nil, guest.kind == .machine || !stops {
            throw HostError(
                .refused,
                guest.kind == .container
                    ? "unable to destroy CT \(guest.id) - container is running"
                    : "VM \(guest.id) is running - destroy failed")
        }
        let base = guest.volumes.first { hasLinkedClones($0.volume, of: guest) }
        let failure = base.map {
            HostError(.refused, "base volume '\($0.volume)' is still in use by linked clones")
        }
        return begin(
            .destroy(purges: purges), on: guest, milliseconds: timing[.destroy], failure: failure,
            log: purges ? ["purging \(guest.title) from related configurations.."] : [])
    }

    /// The guest is gone with what was given on it and its place in a pool, and if `purges` the manager forgets it.
    mutating func finishDestruction(of id: GuestID, purges: Bool) {
        guard let guest = guests[id] else { return }
        removeGuest(id)
        access.forget(guest: id.number)
        if purges { forgetResource(HighAvailability.identifier(of: id, guest.kind)) }
    }

    /// A machine that is just being copied is held by that worker, without a lock in its file.
    private func requireNoClone(of guest: Guest) throws(HostError) {
        let isCloned = tasks.allWorking.contains { $0.work?.job == .clone(source: guest.id) }
        if isCloned { throw HostError(.busy, Self.lockTimeoutText(guest.reference)) }
    }
}
