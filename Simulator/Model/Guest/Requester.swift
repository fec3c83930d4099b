package import PhoenixModel

/// Who asks for a change of a guest, as far as the rules of its settings need to know.
package struct Requester {
    /// Whether it is `root@pam` with a ticket, no token.
    package let isRoot: Bool
    /// Throws Proxmox's refusal if the right is missing.
    let authorize: (OptionRequest) throws(HostError) -> Void

    package init(isRoot: Bool, authorize: @escaping (OptionRequest) throws(HostError) -> Void) {
        self.isRoot = isRoot
        self.authorize = authorize
    }

    /// May do everything: people on the node, and Phoenix's own door.
    package static var root: Requester { Requester(isRoot: true) { _ throws(HostError) in } }
}

/// What rights are asked for, in the order in which Proxmox asks.
package enum OptionRequest: Hashable, Sendable {
    /// A container's settings; `current` is what its file says, empty for a new one.
    case containerOptions(values: [String: String], deletions: [String], current: GuestSection)
    /// A machine's settings by their keys; those with rights of their own are asked for one by one.
    case machineOptions(keys: [String])
    /// The storages on which new drives of a machine will lie, and the volumes that they name.
    case storages(values: [String: String])
    /// The bridges of a machine's network cards.
    case bridges(values: [String: String])
    /// One drive of a machine, old or new.
    case drive(key: String, text: String)
    /// One passed-through device of a machine: `serialN`, `usbN`, `hostpciN`, `rngN`, `virtiofsN`.
    case device(key: String, text: String, isDeletion: Bool)
    case tags(old: String?, new: String?)
    /// Space that is given back on a storage.
    case release(StorageName)
}
