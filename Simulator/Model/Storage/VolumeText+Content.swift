package import PhoenixModel

extension VolumeText {
    /// What a volume's name says: its content, and the guest it belongs to.
    package static func content(
        of volume: String, on kind: StorageKind
    ) throws(HostError) -> (content: String, owner: GuestID?) {
        let name = name(of: volume)
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if kind.keepsFiles || kind == .backupServer {
            guard parts.count >= 2, !parts.contains("") else { throw unreadable(name, on: kind) }
            if ["iso", "vztmpl", "snippets", "import"].contains(parts[0]) { return (parts[0], nil) }
            if parts[0] == "backup" {
                let words = parts[1].split(separator: "-")
                let owner = words.count > 2 && words[0] == "vzdump" ? Int(words[2]).flatMap(GuestID.init) : nil
                return ("backup", owner)
            }
            guard let owner = Int(parts[parts.count - 2]).flatMap(GuestID.init) else {
                throw unreadable(name, on: kind)
            }
            return ("images", owner)
        }
        let words = (parts.last ?? "").split(separator: "-")
        guard words.count >= 3, ["vm", "base", "subvol", "basevol"].contains(words[0]),
            let owner = Int(words[1]).flatMap(GuestID.init)
        else { throw unreadable(name, on: kind) }
        return (kind == .zfs && words[0].hasSuffix("vol") ? "rootdir" : "images", owner)
    }

    private static func unreadable(_ name: String, on kind: StorageKind) -> HostError {
        let word =
            switch kind {
            case .directory, .btrfs, .nfs, .cifs: "directory"
            case .lvm, .thin: "lvm"
            case .zfs: "zfs"
            case .rbd: "rbd"
            case .backupServer: "PBS"
            }
        return HostError(.failed, "unable to parse \(word) volume name '\(name)'")
    }
}
