package import PhoenixModel

/// The storage plug-ins of Proxmox that the simulator knows, by their names there.
package enum StorageKind: String, Hashable, Codable, Sendable, CaseIterable {
    case directory = "dir"
    case lvm
    case thin = "lvmthin"
    case zfs = "zfspool"
    case btrfs
    case nfs
    case cifs
    case rbd
    case backupServer = "pbs"

    /// Whether volumes are files, below a folder named after the guest.
    package var keepsFiles: Bool {
        switch self {
        case .directory, .btrfs, .nfs, .cifs: true
        case .lvm, .thin, .zfs, .rbd, .backupServer: false
        }
    }

    /// Whether every node sees the same volumes, whatever the configuration says.
    package var isAlwaysShared: Bool {
        switch self {
        case .nfs, .cifs, .rbd, .backupServer: true
        case .directory, .lvm, .thin, .zfs, .btrfs: false
        }
    }

    /// Whether disks of that kind of guest can be snapshotted and cloned as linked clones.
    ///
    /// On plain files machines can, because their disks are qcow2; containers' raw files cannot.
    package func canSnapshot(_ guest: GuestKind) -> Bool {
        switch self {
        case .thin, .zfs, .btrfs, .rbd: true
        case .directory, .nfs, .cifs: guest == .machine
        case .lvm, .backupServer: false
        }
    }

    /// Which content a storage of that kind may be given.
    package var possibleContent: [String] {
        let disks = ["images", "rootdir"]
        let files = disks + ["vztmpl", "iso", "backup", "snippets", "import"]
        return switch self {
        case .directory, .btrfs: files + ["none"]
        case .nfs, .cifs: files
        case .lvm, .thin, .zfs, .rbd: disks
        case .backupServer: ["backup", "none"]
        }
    }

    /// The content of a storage whose configuration names none.
    package var usualContent: [String] {
        switch self {
        case .directory, .btrfs, .thin, .zfs: ["images", "rootdir"]
        case .lvm, .nfs, .cifs, .rbd: ["images"]
        case .backupServer: ["backup"]
        }
    }

    /// The formats that volumes may have, ascending; the usual one is `raw`.
    package var formats: [String] {
        switch self {
        case .directory: ["qcow2", "raw", "subvol", "vmdk"]
        case .btrfs, .zfs: ["raw", "subvol"]
        case .nfs, .cifs: ["qcow2", "raw", "vmdk"]
        case .lvm: ["qcow2", "raw"]
        case .thin, .rbd, .backupServer: ["raw"]
        }
    }
}
