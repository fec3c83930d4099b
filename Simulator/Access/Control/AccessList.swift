/// Which roles are given on which paths, to whom, and whether they reach below.
package struct AccessList: Sendable, Equatable {
    /// Role by role with its propagation, for every member named on a path.
    typealias Node = [AccessMember: [String: Bool]]

    private(set) var nodes: [String: Node] = [:]

    init() {}

    /// Every entry, ordered by path, member and role.
    package var entries: [AccessEntry] {
        paths.flatMap { path in
            (nodes[path] ?? [:]).sorted { $0.key < $1.key }.flatMap { member, roles in
                roles.sorted { $0.key < $1.key }.map { role, propagates in
                    AccessEntry(path: path, member: member, role: role, propagates: propagates)
                }
            }
        }
    }

    /// The paths of the entries and everything above them, the root always, in the order of a walk through the tree.
    package var paths: [String] {
        var paths: Set<String> = ["/"]
        for path in nodes.keys { paths.formUnion(AccessPath.ancestors(of: path)) }
        return paths.map { (path: $0, components: AccessPath.components($0)) }
            .sorted { $0.components.lexicographicallyPrecedes($1.components) }
            .map(\.path)
    }

    /// Gives a role; an entry that is there takes the new propagation.
    mutating func grant(_ entry: AccessEntry) {
        nodes[entry.path, default: [:]][entry.member, default: [:]][entry.role] = entry.propagates
    }

    /// Takes a role; nothing happens when it was not given.
    mutating func revoke(role: String, from member: AccessMember, on path: String) {
        nodes[path]?[member]?[role] = nil
        tidy(path)
    }

    /// Forgets all entries that do not fulfil a condition.
    mutating func keep(where isKept: (AccessEntry) -> Bool) {
        let kept = entries.filter(isKept)
        nodes = [:]
        for entry in kept { grant(entry) }
    }

    /// Forgets a path and all below it.
    mutating func removeTree(at path: String) {
        nodes = nodes.filter { $0.key != path && !$0.key.hasPrefix(path + "/") }
    }

    private mutating func tidy(_ path: String) {
        nodes[path] = nodes[path]?.filter { !$0.value.isEmpty }
        if nodes[path]?.isEmpty == true { nodes[path] = nil }
    }
}

/// As a list of rows with the words of Proxmox's own listing.
extension AccessList: Codable {
    /// Refuses what Proxmox could not have written.
    package init(from decoder: any Decoder) throws {
        for entry in try [AccessEntry](from: decoder) { grant(entry) }
    }

    /// Writes the same text for equal values.
    package func encode(to encoder: any Encoder) throws {
        try entries.encode(to: encoder)
    }
}
