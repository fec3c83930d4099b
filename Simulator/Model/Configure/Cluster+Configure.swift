package import PhoenixModel

extension Cluster {
    /// Changes a guest's files as a person on the node would: settings through Proxmox's own update, raw lines and
    /// firewall beside it.
    package mutating func configure(_ reference: GuestReference, _ edit: ConfigurationEdit) throws(HostError) {
        let guest = try locate(reference)
        try requireUnlocked(guest)
        if reference.kind == .container {
            // Deleting a key does not take back a new value of it that waits.
            let waiting = edit.deletions.filter { guest.file.pending.section.setting($0) != nil }
            if !waiting.isEmpty { try update(reference, ConfigurationUpdate(reverts: waiting.sorted())) }
        }
        let update = edit.update
        if !update.isEmpty { try self.update(reference, update) }
        write(edit, to: guest.id)
    }

    /// Raw lines come into force with the next start.
    private mutating func write(_ edit: ConfigurationEdit, to id: GuestID) {
        for (key, values) in edit.rawValues.sorted(by: { $0.key < $1.key }) {
            guests[id]?.file.current.replaceRawLines(of: key, with: values)
        }
        if edit.removesFirewall { guests[id]?.firewall = nil }
        if let firewall = edit.firewall { guests[id]?.firewall = firewall }
    }

    /// A new guest's description, raw lines and firewall.
    mutating func writeFirst(_ edit: ConfigurationEdit, to id: GuestID) {
        if let description = edit.description { guests[id]?.file.current.set("description", description) }
        write(edit, to: id)
    }
}

extension ConfigurationEdit {
    /// The part of it that Proxmox's own update can do.
    fileprivate var update: ConfigurationUpdate {
        var update = ConfigurationUpdate(values: values, deletions: deletions.sorted())
        if let description {
            if description.isEmpty {
                update.deletions.append("description")
            } else {
                update.values["description"] = description
            }
        }
        return update
    }
}

extension GuestSection {
    /// New lines stand where the first old one stood, or last.
    mutating func replaceRawLines(of key: String, with values: [String]) {
        let lines = values.map { RawLine(key: key, value: $0) }
        guard rawLines.filter({ $0.key == key }) != lines else { return }
        let place = rawLines.firstIndex { $0.key == key } ?? rawLines.count
        let before = rawLines[..<place]
        let after = rawLines[place...].filter { $0.key != key }
        rawLines = before + lines + after
    }
}
