import PhoenixModel

extension Cluster {
    /// A creation in Proxmox's keys, with the mark in description and tags from the start.
    func order(of creation: Creation) throws(HostError) -> GuestOrder {
        let writer = SettingWriter(creation.guest.kind)
        var edit = try writer.edit(setting: creation.configuration.all, unsetting: [])
        edit.deletions = []
        edit.rawValues = edit.rawValues.filter { !$0.value.isEmpty }
        edit.description = MarkText.description("", marked: creation.mark)
        edit.values["tags"] = MarkText.tag
        return GuestOrder(
            guest: creation.guest, image: creation.image, isUnprivileged: creation.isUnprivileged, edit: edit)
    }

    /// A clone inherits its source's description and tags, and has the mark put over them.
    func order(of cloning: Cloning) throws(HostError) -> CloneOrder {
        let source = try locate(cloning.source)
        let edit = Self.edit(marking: source, with: cloning.mark)
        switch cloning.mode {
        case .linked:
            return CloneOrder(
                source: cloning.source, snapshot: cloning.snapshot, guest: cloning.guest, name: cloning.name,
                isFull: false, storage: nil, edit: edit)
        case .full(let storage):
            return CloneOrder(
                source: cloning.source, snapshot: cloning.snapshot, guest: cloning.guest, name: cloning.name,
                isFull: true, storage: storage, edit: edit)
        }
    }

    static func edit(marking guest: Guest, with mark: Mark) -> ConfigurationEdit {
        let tags = ConfigurationText.list(guest.file.current["tags"] ?? "") + [MarkText.tag]
        return ConfigurationEdit(
            values: ["tags": ConfigurationText.tags(tags.joined(separator: ";"))],
            description: MarkText.description(guest.file.current.description ?? "", marked: mark))
    }
}
