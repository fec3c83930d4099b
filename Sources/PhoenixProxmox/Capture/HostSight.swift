import PhoenixModel

/// Everything that was answered while an inventory is taken, and what it amounts to.
struct HostSight {
    var nodes: NodeReader
    var rights: PermissionsAnswer?
    var marked: [MarkedGuest] = []
    /// Of each node, if there is a way to shells at all.
    var devices: [NodeName: Result<[String], NodeShellError>] = [:]

    init(nodes: NodeReader) {
        self.nodes = nodes
    }

    /// Ascending by name.
    var onlineNodes: [NodeName] { nodes.nodes.filter(\.isOnline).map(\.name) }

    /// Guests that say that they are Phoenix's, ascending by number.
    var taggedGuests: [GuestReference] {
        listed.filter(\.row.isTagged).map(\.reference).sorted { $0.id < $1.id }
    }

    var inventory: HostInventory {
        HostInventory(
            nodes: nodes.nodes.map(node), storages: StorageSight(nodes).storages,
            guests: (seenGuests + unseenGuests).sorted { $0.reference.id < $1.reference.id }, omissions: omissions)
    }

    private var listed: [(reference: GuestReference, row: GuestRow)] {
        nodes.answers.flatMap { node, answers in
            let rows =
                answers.containers.map { (GuestKind.container, $0) }
                + answers.machines.map { (GuestKind.machine, $0) }
            return rows.compactMap { kind, row in
                GuestID(row.vmid.value).map { (GuestReference(id: $0, kind: kind, node: node), row) }
            }
        }
    }
}

/// Nodes.
extension HostSight {
    private func node(_ seen: ObservedNode) -> HostInventory.Node {
        let row = nodes.resources.first { $0.type == "node" && $0.node == seen.name.text }
        var node = HostInventory.Node(
            name: seen.name, isOnline: seen.isOnline, cores: row?.maxcpu?.value ?? 0,
            memoryMebibytes: (row?.maxmem?.value ?? 0) >> 20)
        node.bridges = seen.bridges
        node.mappedDevices = nodes.mappedDevices(on: seen.name)
        if case .success(let paths)? = devices[seen.name] { node.devices = paths }
        return node
    }
}

/// Guests.
extension HostSight {
    private var seenGuests: [HostInventory.Guest] {
        let kept = Dictionary(marked.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
        return listed.map { reference, row in
            guard let marked = kept[reference] else { return placeholder(reference, row) }
            return HostInventory.Guest(
                reference: reference, standing: .marked, isRunning: row.isRunning,
                config: KeptConfig(marked.file, mark: marked.mark).file.text, firewall: marked.firewall)
        }
    }

    private func placeholder(_ reference: GuestReference, _ row: GuestRow?) -> HostInventory.Guest {
        var values = [reference.kind == .container ? "hostname" : "name": "foreign-\(reference.id)"]
        if let cores = row?.cpus?.value, cores > 0 { values["cores"] = String(cores) }
        if let bytes = row?.maxmem?.value, bytes > 0 { values["memory"] = String(bytes >> 20) }
        if row?.template?.value == true { values["template"] = "1" }
        return HostInventory.Guest(
            reference: reference, standing: row == nil ? .unseen : .foreign, isRunning: row?.isRunning ?? false,
            config: ConfigFile(kind: reference.kind, current: ConfigText(values: values)).text)
    }

    /// What the cluster's list tells of guests whose nodes do not answer.
    private var unseenGuests: [HostInventory.Guest] {
        unseenRows.map { placeholder($0.reference, nil) }
    }

    private var unseenRows: [(reference: GuestReference, isTagged: Bool)] {
        let seen = Set(listed.map(\.reference.id))
        return nodes.resources.compactMap { row in
            guard let guest = row.guest, nodes.answers[guest.node] == nil, !seen.contains(guest.id) else { return nil }
            return (guest, GuestRow.isTagged(row.tags))
        }
    }
}

/// What is not told.
extension HostSight {
    private var omissions: [String] {
        offlineOmissions + rightOmissions + guestOmissions + lockOmissions + deviceOmissions
    }

    private var deviceOmissions: [String] {
        devices.sorted { $0.key < $1.key }.compactMap { node, seen -> String? in
            guard case .failure(let error) = seen else { return nil }
            return "devices of node \(node), whose shell could not be asked: \(error.text)"
        }
    }

    private var offlineOmissions: [String] {
        nodes.nodes.filter { !$0.isOnline }.map { node in
            let guests = unseenRows.filter { $0.reference.node == node.name }
            let tagged = guests.filter(\.isTagged).map(\.reference)
            let ours = tagged.isEmpty ? "" : "; Phoenix's own among them: \(Self.numbers(tagged))"
            return
                "what node \(node.name) has, which does not answer, but its guests' numbers (\(guests.count))\(ours)"
        }
    }

    /// Lists leave out without a word what the account may not see.
    private var rightOmissions: [String] {
        guard let rights else { return [] }
        return [
            ("VM.Audit", "/vms", "guests that Phoenix's account may not see, so that their numbers look free"),
            ("Datastore.Audit", "/storage", "storages that Phoenix's account may not see"),
        ].filter { !rights.holds($0.0, on: $0.1) }.map { "\($0.2) (it has no \($0.0) on \($0.1))" }
    }

    private var guestOmissions: [String] {
        var omissions: [String] = []
        let foreign = seenGuests.filter { $0.standing == .foreign }.map(\.reference)
        if !foreign.isEmpty {
            omissions.append(
                "everything of others' guests but number, node, power, memory and cores: \(Self.numbers(foreign))")
        }
        let marks = Set(marked.map(\.reference))
        let unmarked = taggedGuests.filter { !marks.contains($0) }
        if !unmarked.isEmpty {
            omissions.append(
                "guests with the tag '\(MarkText.tag)' but no mark that can be read, told as others': \(Self.numbers(unmarked))"
            )
        }
        var holders: [String: [GuestReference]] = [:]
        for guest in marked {
            for key in KeptConfig(guest.file, mark: guest.mark).omittedKeys {
                holders[key, default: []].append(guest.reference)
            }
        }
        return omissions + holders.sorted { $0.key < $1.key }.map { "\($0.key) of \(Self.numbers($0.value))" }
    }

    private var lockOmissions: [String] {
        marked.compactMap { guest in
            guest.file.current["lock"].map {
                "the work on guest \(guest.reference.id) that holds its lock '\($0)': the copy stays locked"
            }
        }
    }

    /// The first of them; lists of many say no more than their length.
    private static func numbers(_ guests: [GuestReference]) -> String {
        let shown = guests.map(\.id).sorted().prefix(numberLimit).map(\.description).joined(separator: ", ")
        return guests.count > numberLimit ? "\(shown) and \(guests.count - numberLimit) more" : shown
    }

    /// As many as stand on one line of a terminal.
    private static let numberLimit = 12
}
