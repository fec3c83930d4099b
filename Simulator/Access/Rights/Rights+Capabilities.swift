/// What the answer to a login tells the web interface, so that it shows only what may be used.
extension Rights {
    /// Privileges by section: vms, access, storage, nodes, sdn, dc and mapping, each present even when empty.
    package var capabilities: [String: PrivilegeSet] {
        var capabilities = Dictionary(uniqueKeysWithValues: Self.sections.map { ($0.key, PrivilegeSet()) })
        for path in Set(Self.capabilityPaths + access.accessList.paths) {
            let held = privileges(on: path).held
            let area = AccessPath.components(path).first.map(String.init) ?? "dc"
            if area == "pool" {
                for section in ["vms", "storage"] { add(held, to: section, of: &capabilities) }
            } else {
                add(held, to: area, of: &capabilities)
            }
        }
        return capabilities
    }

    private func add(_ held: PrivilegeSet, to section: String, of capabilities: inout [String: PrivilegeSet]) {
        guard let shown = Self.sections[section] else { return }
        capabilities[section]?.formUnion(held.intersection(shown))
    }

    private static let capabilityPaths = ["/", "/nodes", "/access/groups", "/vms", "/storage", "/sdn", "/mapping"]

    /// Which privileges each section shows.
    private static let sections: [String: PrivilegeSet] = [
        "vms": shown(["VM"]),
        "access": shown(["User", "Group"]),
        "storage": shown(["Datastore"]),
        "nodes": shown(["Sys"]),
        "sdn": shown(["SDN"]),
        "mapping": shown(["Mapping"]),
        "dc": PrivilegeSet([.sysAudit, .sysModify, .sdnAllocate, .sdnAudit, .sdnUse]),
    ]

    private static func shown(_ areas: Set<Substring>) -> PrivilegeSet {
        PrivilegeSet(Privilege.allCases.filter { areas.contains($0.area) } + [.permissionsModify])
    }
}
