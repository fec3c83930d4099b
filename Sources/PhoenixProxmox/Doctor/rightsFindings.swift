import PhoenixModel

/// Whether the caller holds every privilege that the commit's guests need.
func rightsFinding(_ facts: DoctorFacts, _ desired: DesiredState) -> Finding {
    switch facts.permissions {
    case nil: return Finding("rights", .unknown, "nobody asked for them")
    case .failure(let failure): return Finding("rights", .unknown, failure.message, remedy: failure.remedy)
    case .success(let permissions):
        if permissions.caller == .root {
            return Finding("rights", .ok, "root@pam with its password may do everything that the API can")
        }
        var problems: [Problem] = []
        for (path, names) in missing(facts.allNeeds, permissions) {
            problems.append(
                Problem(.failed, "it lacks \(listed(names)) on \(path)", remedy: "run the commands below"))
        }
        problems += problemsOfReplacement(facts, desired, permissions)
        return Finding(
            "rights", problems,
            otherwise:
                "every privilege is held; only a trial tells whether the datacenter's rules for tags allow 'phoenix'")
    }
}

private func missing(
    _ needs: [Requirement], _ permissions: Permissions
) -> [(path: ObjectPath, names: [PrivilegeName])] {
    let unmet = needs.filter { requirement in
        if case .privilege = requirement { !requirement.isMet(by: permissions) } else { false }
    }
    return unmet.fewestGrants.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
}

/// What is given on a guest's own path is forgotten when it is destroyed, so it does not help to make it anew (behaviour 9.5).
private func problemsOfReplacement(
    _ facts: DoctorFacts, _ desired: DesiredState, _ permissions: Permissions
) -> [Problem] {
    desired.guests.filter(\.rules.allowsReplacement).compactMap { guest in
        let own = ObjectPath.guest(guest.id)
        let needs = (facts.needs[guest.id] ?? []).filter { $0.path == own && $0.isMet(by: permissions) }
        let lost = missing(needs, permissions.forgetting(own))
        guard !lost.isEmpty else { return nil }
        return Problem(
            .warning,
            "guest \(guest.id) may be replaced, and what is given on \(own) is forgotten when it is destroyed",
            remedy: "run the commands below, which give it on \(ObjectPath.guests)")
    }
}

/// Whether the nodes' shells are at hand where something needs them; nil if nothing does.
func shellsFinding(_ facts: DoctorFacts, hasShell: Bool) -> Finding? {
    var purposes: [NodeName: [String]] = [:]
    for requirement in facts.allNeeds {
        switch requirement {
        case .privilege: continue
        case .administrator(let node, let what), .nodeShell(let node, let what):
            purposes[node, default: []].append(what)
        }
    }
    guard !purposes.isEmpty else { return nil }
    var problems: [Problem] = []
    for (node, whats) in purposes.sorted(by: { $0.key < $1.key }) {
        let purpose = "needed for \(listed(whats.withoutRepetition))"
        switch facts.nodes[node]?.shell?.program {
        case nil:
            problems.append(
                Problem(
                    hasShell ? .unknown : .failed, "node \(node)'s shell is not at hand, \(purpose)",
                    remedy: "run Phoenix on the node, or let it in over SSH"))
        case .failure(let error)?:
            problems.append(
                Problem(
                    .failed, "node \(node)'s shell: \(error.text), \(purpose)",
                    remedy: "run Phoenix on the node, or let it in over SSH"))
        case .success(let result)? where result.exitCode != 0:
            let words = String(decoding: result.errorOutput, as: UTF8.self).split(separator: "\n").first ?? ""
            problems.append(
                Problem(
                    .failed, "'pct list' ended with \(result.exitCode) on node \(node): \(words)",
                    remedy: "let Phoenix in as root, on a node of Proxmox VE"))
        case .success?: continue
        }
    }
    return Finding("node shells", problems, otherwise: "'pct' answers on \(listed(purposes.keys.sorted()))")
}

extension Requirement {
    /// Where a privilege is needed.
    var path: ObjectPath? { if case .privilege(_, let path) = self { path } else { nil } }
}
