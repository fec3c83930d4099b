import PhoenixModel

/// The commands that give an account exactly what is needed: a role for each set of privileges, and where it is held.
///
/// Source: Proxmox's `pveum`, whose commands take the parameters of `/access/roles`, `/access/users` and `/access/acl`.
struct AccessCommands {
    let needs: [Requirement]
    /// Guests that may be destroyed and made anew: Proxmox forgets then what is given on their own paths (behaviour 9.5).
    let replaceable: Set<GuestID>
    let nodes: [NodeName]
    /// Roles that are there already.
    let roles: Set<String>
    let caller: Permissions.Caller

    var lines: [String] {
        let grants = placed(needs.fewestGrants)
        guard !grants.isEmpty else { return [] }
        let named = named(grants)
        let roleLines = named.roles.map { name, privileges in
            "pveum role \(roles.contains(name) ? "modify" : "add") \(name) --privs '\(privileges.map(\.text).joined(separator: " "))'"
        }
        let entries = grants.sorted { $0.key.place < $1.key.place }.compactMap { path, privileges in
            named.names[Key(area: Self.area(of: path), privileges: privileges)].map { role in
                "pveum acl modify \(path) \(members) --roles \(role)"
                    + (Self.reachesTooFar(path) ? " --propagate 0" : "")
            }
        }
        return roleLines + accountLines + entries
    }

    /// What all nodes have alike is given above them, and what replaceable guests have, above all guests.
    private func placed(_ grants: Grants) -> Grants {
        var placed = grants
        for guest in replaceable {
            guard let privileges = placed.removeValue(forKey: .guest(guest)) else { continue }
            placed[.guests, default: []].formUnion(privileges)
        }
        let ofNodes = nodes.map { grants[.node($0)] }
        if let first = ofNodes.first, let first, ofNodes.allSatisfy({ $0 == first }) {
            for node in nodes { placed[.node(node)] = nil }
            placed[.nodes] = first
        }
        return placed
    }

    private struct Key: Hashable {
        let area: String
        let privileges: Set<PrivilegeName>
    }

    /// A name for each set of privileges in each area, in the order of their paths.
    private func named(_ grants: Grants) -> (roles: [(name: String, privileges: [PrivilegeName])], names: [Key: String])
    {
        var roles: [(name: String, privileges: [PrivilegeName])] = []
        var names: [Key: String] = [:]
        var counts: [String: Int] = [:]
        for (path, privileges) in grants.sorted(by: { $0.key.place < $1.key.place }) {
            let key = Key(area: Self.area(of: path), privileges: privileges)
            guard names[key] == nil else { continue }
            let count = (counts[key.area] ?? 0) + 1
            counts[key.area] = count
            let name = "Phoenix\(key.area)\(count == 1 ? "" : String(count))"
            names[key] = name
            roles.append((name, privileges.sorted()))
        }
        return (roles, names)
    }

    private static func area(of path: ObjectPath) -> String {
        switch path.text.split(separator: "/").first {
        case "vms": "Guests"
        case "storage": "Storages"
        case "sdn": "Networks"
        case "mapping": "Devices"
        case "nodes": "Nodes"
        default: "Cluster"
        }
    }

    /// Below a bridge are its VLANs, and below the root is everything.
    private static func reachesTooFar(_ path: ObjectPath) -> Bool { path == .root || path.text.hasPrefix("/sdn/") }

    /// The account is made only if it is not the one that asks.
    private var accountLines: [String] {
        switch account {
        case .user, .token: []
        case .root:
            ["pveum user add \(Self.newUser)", "pveum user token add \(Self.newUser) phoenix --privsep 0"]
        }
    }

    /// For whom roles are given. A token may have separate privileges, and then has only what its user has too.
    private var members: String {
        switch account {
        case .root: "--users \(Self.newUser)"
        case .user(let name): "--users \(name)"
        case .token(let name): "--users \(name.prefix { $0 != "!" }) --tokens '\(name)'"
        }
    }

    /// Whoever asks, unless it is the administrator, who is not to be given less.
    private var account: Permissions.Caller {
        if case .token(let name) = caller, name.hasPrefix("root@pam!") { .root } else { caller }
    }

    private static let newUser = "phoenix@pve"
}

extension ObjectPath {
    /// Guests by their numbers, everything else by its text.
    fileprivate var place: (String, Int, String) {
        let last = text.split(separator: "/").last ?? ""
        return (String(text.dropLast(last.count)), Int(last) ?? 0, text)
    }
}
