/// Everything that Phoenix can ask a host to do: a value, so that it can be planned, journalled, printed, refused and simulated.
///
/// Each may be sent twice: a host on which it is already so answers `done`.
package enum Change: Hashable, Codable, Sendable {
    /// Fetches an image that a guest is made from, and proves it by its checksum.
    case download(Download)
    case create(Creation)
    case clone(Cloning)
    /// Sets and takes away settings; what a running guest cannot take at once stays pending until its restart.
    case configure(GuestReference, set: [Setting], unset: [SettingKey])
    /// Writes the ownership mark into the guest's description and tags, and leaves the rest of both alone.
    case mark(GuestReference, Mark)
    /// Grows a disk to a size in GiB; `key` is `.rootDisk` or `.mount`.
    case grow(GuestReference, key: SettingKey, sizeGibibytes: Int)
    case start(GuestReference)
    /// Asks the guest to shut down, and turns it off after the timeout.
    case shutDown(GuestReference, timeoutSeconds: Int)
    /// Shuts down and starts again, so that pending settings take effect.
    case restart(GuestReference, timeoutSeconds: Int)
    case snapshot(GuestReference, SnapshotName)
    /// Turns a stopped guest into a template, from which there is no way back.
    case makeTemplate(GuestReference)
    /// Moves the guest to another node of the cluster.
    case migrate(GuestReference, to: NodeName)
    /// Removes the guest and its disks.
    case destroy(GuestReference)
}

extension Change {
    /// The guest that is changed, where it is now (or will be, if it is made); of a download, the one that needs it.
    package var guest: GuestReference {
        switch self {
        case .download(let download): download.guest
        case .create(let creation): creation.guest
        case .clone(let cloning): cloning.guest
        case .configure(let guest, _, _), .mark(let guest, _), .grow(let guest, _, _), .start(let guest),
            .shutDown(let guest, _), .restart(let guest, _), .snapshot(let guest, _), .makeTemplate(let guest),
            .migrate(let guest, _), .destroy(let guest):
            guest
        }
    }

    /// The mark that it gives to the guest it makes.
    package var newMark: Mark? {
        switch self {
        case .create(let creation): creation.mark
        case .clone(let cloning): cloning.mark
        default: nil
        }
    }

    /// What kind of change it is, without its details.
    package var operation: Operation {
        switch self {
        case .download: .download
        case .create: .create
        case .clone: .clone
        case .configure: .configure
        case .mark: .mark
        case .grow: .grow
        case .start: .start
        case .shutDown: .shutDown
        case .restart: .restart
        case .snapshot: .snapshot
        case .makeTemplate: .makeTemplate
        case .migrate: .migrate
        case .destroy: .destroy
        }
    }

    /// The kinds of change, by the words that plans, faults and logs use.
    package enum Operation: String, Hashable, Codable, Sendable, CaseIterable {
        case download, create, clone, configure, mark, grow, start
        case shutDown = "shut-down"
        case restart, snapshot
        case makeTemplate = "make-template"
        case migrate, destroy
    }
}
