package import PhoenixModel

extension Cluster {
    /// Turns a stopped guest into a template: its disks become bases, and there is no way back.
    package mutating func makeTemplate(_ reference: GuestReference) throws(HostError) -> TaskID {
        let guest = try locate(reference)
        try requireConvertible(guest)
        try requireUnlocked(guest)
        return begin(.makeTemplate, on: guest, milliseconds: timing[.makeTemplate])
    }

    private func requireConvertible(_ guest: Guest) throws(HostError) {
        let title = guest.kind.title
        if guest.file.isTemplate {
            throw HostError(.refused, "you can't convert a template to a template")
        }
        guard guest.file.snapshots.isEmpty else {
            throw HostError(.refused, "unable to create template, because \(title) contains snapshots")
        }
        guard guest.running == nil else {
            throw HostError(.refused, "you can't convert a \(title) to template if the \(title) is running")
        }
    }

    /// Looks again: somebody may have started the guest since.
    mutating func finishTemplate(_ id: GuestID) throws(HostError) {
        guard let guest = guests[id] else { return }
        try requireConvertible(guest)
        var file = guest.file
        var volumes = guest.volumes
        for (key, value) in file.current.values where ConfigurationKey.isAttachedVolume(key) {
            var disk = DiskText(value)
            guard let index = volumes.firstIndex(where: { $0.volume == disk.file }),
                let base = baseName(of: volumes[index].volume, of: guest)
            else { continue }
            volumes[index].volume = base
            disk.properties["file"] = base
            file.current[key] = disk.text
        }
        file.current["template"] = "1"
        guests[id]?.file = file
        guests[id]?.volumes = volumes
    }

    /// `vm-100-disk-0` becomes `base-100-disk-0`; nil for a cloud-init drive, which keeps its name.
    private func baseName(of volume: String, of guest: Guest) -> String? {
        let storage = VolumeText.storage(of: volume)
        guard let kind = storages[storage]?.kind, !volume.contains("-cloudinit"),
            let number = volume.split(separator: "-").last.flatMap({ Int($0.prefix(while: \.isNumber)) })
        else { return nil }
        let name = kind.volumeName(guest: guest.id, kind: guest.kind, disk: number, isBase: true)
        return "\(storage):\(name)"
    }
}
