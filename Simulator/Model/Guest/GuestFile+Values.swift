package import PhoenixModel

extension GuestFile {
    /// Which part of a file the API is asked for.
    package enum View: Hashable, Sendable {
        /// What is in force, with what waits put over it.
        case merged
        case current
        case snapshot(SnapshotName)
    }

    /// The configuration as `GET …/config` answers it, ascending by key, with the digest; passwords are masked.
    package func values(of view: View) throws(HostError) -> [(key: String, value: ConfigurationValue)] {
        var values = values(of: try section(of: view))
        values["digest"] = .text(digest)
        if values["cipassword"] != nil {
            values["cipassword"] = .text(Self.passwordMask)
        }
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The rows of `GET …/pending`, ascending by key; raw lines are not among them.
    package var pendingRows: [PendingRow] {
        var rows: [String: PendingRow] = [:]
        for (key, value) in values(of: current) {
            if case .pairs = value { continue }
            rows[key] = PendingRow(key: key, value: value)
        }
        rows["digest"] = PendingRow(key: "digest", value: .text(digest))
        for (key, value) in values(of: pending.section) {
            if case .pairs = value { continue }
            rows[key, default: PendingRow(key: key)].pending = value
        }
        for key in pending.deletions {
            // Proxmox answers 2 for every key that is not in force, forced or not.
            let isForced = pending.forcedDeletions.contains(key) || rows[key]?.value == nil
            rows[key, default: PendingRow(key: key)].deletion = isForced ? .forced : .graceful
        }
        if rows["cipassword"]?.value != nil { rows["cipassword"]?.value = .text(Self.passwordMask) }
        // Proxmox's own mask has a blank here.
        if rows["cipassword"]?.pending != nil { rows["cipassword"]?.pending = .text(Self.passwordMask + " ") }
        return rows.values.sorted { $0.key < $1.key }
    }

    /// The settings of one section with their types.
    package func values(of section: GuestSection) -> [String: ConfigurationValue] {
        var values: [String: ConfigurationValue] = [:]
        for (key, value) in section.values { values[key] = typed(key, value) }
        if let description = section.description {
            let isClosed = kind == .container && !section.isDescriptionOpen
            values["description"] = .text(isClosed ? description + "\n" : description)
        }
        if !section.rawLines.isEmpty { values["lxc"] = .pairs(section.rawLines) }
        return values
    }

    static let passwordMask = "**********"

    private func section(of view: View) throws(HostError) -> GuestSection {
        switch view {
        case .current: return current
        case .snapshot(let name):
            guard let section = snapshots[name] else {
                throw HostError(.missing, "snapshot '\(name)' does not exist")
            }
            return section
        case .merged:
            var section = current
            for (key, value) in pending.values { section[key] = value }
            if let description = pending.section.description { section.set("description", description) }
            // What Perl takes for false stays until it is gone.
            for key in pending.deletions where section[key] != "0" { section.set(key, nil) }
            return section
        }
    }

    private func typed(_ key: String, _ value: String) -> ConfigurationValue {
        switch ConfigurationType.of(key, kind: kind) {
        case .boolean, .integer: return Int(value).map { .number($0) } ?? .text(value)
        // An emptied value reads back as one blank.
        case .number, .text, nil: return .text(value.isEmpty ? " " : value)
        }
    }
}
