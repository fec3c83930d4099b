import PhoenixModel

extension Storage {
    /// Its section in `storage.cfg`.
    package var section: SectionFile.Section {
        var section = SectionFile.Section(type: kind.rawValue, name: name.text, properties)
        section["content"] = content.joined(separator: ",")
        if let nodes { section["nodes"] = nodes.map(\.text).joined(separator: ",") }
        if isShared, !kind.isAlwaysShared { section["shared"] = "1" }
        if isDisabled { section["disable"] = "1" }
        return section
    }

    /// What a storage says of itself to clients: properties as written, and that some are shared by nature.
    package var shownProperties: [String: String] {
        var shown = properties
        shown["content"] = content.joined(separator: ",")
        if let nodes { shown["nodes"] = nodes.map(\.text).joined(separator: ",") }
        if isShared { shown["shared"] = "1" }
        if isDisabled { shown["disable"] = "1" }
        return shown
    }

    /// The path of a volume on the nodes, as far as the kind has any.
    package func path(of volume: String) -> String {
        let name = VolumeText.name(of: volume)
        switch kind {
        case .btrfs where name.hasSuffix(".raw") && name.contains("-disk-"):
            // Each raw image is alone in a subvolume, so that it can be snapshotted.
            return "\(properties["path"] ?? "")/\(folder(of: String(name.dropLast(".raw".count))))/disk.raw"
        case .directory, .btrfs, .nfs, .cifs: return "\(properties["path"] ?? "")/\(folder(of: name))"
        case .lvm, .thin: return "/dev/\(properties["vgname"] ?? "pve")/\(name)"
        case .zfs:
            let pool = properties["pool"] ?? "rpool"
            return name.hasPrefix("subvol") || name.hasPrefix("basevol")
                ? "/\(pool)/\(name)" : "/dev/zvol/\(pool)/\(name)"
        case .rbd: return "/dev/rbd-pve/\(properties["pool"] ?? "rbd")/\(name)"
        case .backupServer: return "\(properties["server"] ?? ""):\(properties["datastore"] ?? ""):\(name)"
        }
    }

    private func folder(of name: String) -> String {
        let parts = name.split(separator: "/").map(String.init)
        guard parts.count > 1 else { return name }
        let rest = parts.dropFirst().joined(separator: "/")
        switch parts[0] {
        case "vztmpl": return "template/cache/\(rest)"
        case "iso": return "template/iso/\(rest)"
        case "backup": return "dump/\(rest)"
        case "import", "snippets": return name
        default: return "images/" + parts.suffix(2).joined(separator: "/")
        }
    }
}

extension Cluster {
    /// The file in which every storage has its section.
    package var storageFile: SectionFile { SectionFile(storagesByName.map(\.section)) }
}
