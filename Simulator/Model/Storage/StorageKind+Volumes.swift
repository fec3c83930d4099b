package import PhoenixModel

extension StorageKind {
    /// The volume's name below `STORAGE:`.
    package func volumeName(guest: GuestID, kind: GuestKind, disk: Int, isBase: Bool = false) -> String {
        let name = "\(isBase ? "base" : "vm")-\(guest)-disk-\(disk)"
        switch (self, kind) {
        case (.lvm, _), (.thin, _), (.rbd, _), (.backupServer, _), (.zfs, .machine): return name
        case (.zfs, .container): return "\(isBase ? "basevol" : "subvol")-\(guest)-disk-\(disk)"
        case (.btrfs, _), (.directory, .container), (.nfs, .container), (.cifs, .container):
            return "\(guest)/\(name).raw"
        case (.directory, .machine), (.nfs, .machine), (.cifs, .machine): return "\(guest)/\(name).qcow2"
        }
    }

    /// The name of a linked clone, which on some storages shows its base.
    package func linkedName(base: String, own: String) -> String {
        switch self {
        case .thin, .lvm, .btrfs, .backupServer: own
        case .zfs, .rbd, .directory, .nfs, .cifs: "\(base)/\(own)"
        }
    }

    /// Proxmox's words when a volume does not fit.
    package func fullText(volume: String, sizeGibibytes: Int, availableGibibytes: Int) -> String {
        switch self {
        case .lvm: "not enough free space (\(availableGibibytes << 20) < \(sizeGibibytes << 20))"
        case .thin:
            "lvcreate 'pve/\(volume)' error:   insufficient free space: \(availableGibibytes)g < \(sizeGibibytes)g"
        case .zfs: "zfs error: cannot create '\(volume)': out of space"
        case .rbd: "rbd create '\(volume)' error: No space left on device"
        case .directory, .btrfs, .nfs, .cifs, .backupServer: "unable to create image: No space left on device"
        }
    }
}
