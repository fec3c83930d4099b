package import PhoenixModel

/// The storage plug-ins of Proxmox that the simulator knows, by their names there.
package enum StorageKind: String, Hashable, Codable, Sendable, CaseIterable {
    case directory = "dir"
    case thin = "lvmthin"
    case zfs = "zfspool"
    case nfs

    /// Whether volumes are files, below a folder named after the guest.
    package var keepsFiles: Bool { self == .directory || self == .nfs }

    /// Whether disks of that kind of guest can be snapshotted and cloned as linked clones.
    ///
    /// On files machines can, because their disks are qcow2; containers' raw files cannot.
    package func canSnapshot(_ guest: GuestKind) -> Bool { !keepsFiles || guest == .machine }

    /// The volume's name below `STORAGE:`.
    package func volumeName(guest: GuestID, kind: GuestKind, disk: Int, isBase: Bool = false) -> String {
        switch (self, kind) {
        case (.thin, _): "\(isBase ? "base" : "vm")-\(guest)-disk-\(disk)"
        case (.zfs, .container): "\(isBase ? "basevol" : "subvol")-\(guest)-disk-\(disk)"
        case (.zfs, .machine): "\(isBase ? "base" : "vm")-\(guest)-disk-\(disk)"
        case (.directory, .container), (.nfs, .container):
            "\(guest)/\(isBase ? "base" : "vm")-\(guest)-disk-\(disk).raw"
        case (.directory, .machine), (.nfs, .machine):
            "\(guest)/\(isBase ? "base" : "vm")-\(guest)-disk-\(disk).qcow2"
        }
    }

    /// The name of a linked clone, which on some storages shows its base.
    package func linkedName(base: String, own: String) -> String {
        self == .thin ? own : "\(base)/\(own)"
    }

    /// Proxmox's words when a volume does not fit.
    package func fullText(volume: String, sizeGibibytes: Int, availableGibibytes: Int) -> String {
        switch self {
        case .thin:
            "lvcreate 'pve/\(volume)' error:   insufficient free space: \(availableGibibytes)g < \(sizeGibibytes)g"
        case .zfs: "zfs error: cannot create '\(volume)': out of space"
        case .directory, .nfs: "unable to create image: No space left on device"
        }
    }
}
