import PhoenixModel

extension Obstacle {
    /// What is missing as one obstacle; nil if nothing is. Privileges come first: they are given with one command.
    init?(missing: [Requirement], forgotten: ObjectPath?, caller: Permissions.Caller) {
        let privileges = missing.privilegesByPath
        guard privileges.isEmpty else {
            self = .missingPrivileges(privileges, forgotten: forgotten, caller: caller)
            return
        }
        for requirement in missing {
            switch requirement {
            case .privilege: continue
            case .administrator(let node, let what):
                self.init(
                    .needsNodeShell,
                    "Proxmox leaves \(what) to root@pam's password, which Phoenix does not have",
                    remedy: "let Phoenix reach the shell of node \(node), or clone a guest that has it already")
                return
            case .nodeShell(let node, let what):
                self.init(
                    .needsNodeShell, "it needs the shell of node \(node) for \(what)",
                    remedy: "let Phoenix reach the shell of node \(node): run it there, or let it in over SSH")
                return
            }
        }
        return nil
    }

    private static func missingPrivileges(
        _ privileges: [(path: ObjectPath, names: [PrivilegeName])], forgotten: ObjectPath?, caller: Permissions.Caller
    ) -> Obstacle {
        let lacking = privileges.map { "\($0.names.map(\.text).joined(separator: ", ")) on \($0.path)" }
        let message = "Phoenix's account lacks \(lacking.joined(separator: "; "))"
        let commands = privileges.map { path, _ in
            let place = path == forgotten ? ObjectPath.guests : path
            return "pveum acl modify \(place) \(caller.members) --roles ROLE"
        }
        let reason =
            privileges.contains { $0.path == forgotten }
            ? " (what is given on the guest's own path is forgotten when it is destroyed)" : ""
        return Obstacle(
            .missingRight, message,
            remedy: "run '\(commands.joined(separator: "; "))'\(reason), where ROLE is a role with these privileges: "
                + "'phoenix doctor' prints it")
    }
}

extension [Requirement] {
    /// The privileges to ask for, by path in the order in which they were missed.
    fileprivate var privilegesByPath: [(path: ObjectPath, names: [PrivilegeName])] {
        var found: [(path: ObjectPath, names: [PrivilegeName])] = []
        for case .privilege(let names, let path) in self {
            guard let name = names.first else { continue }
            if let place = found.firstIndex(where: { $0.path == path }) {
                if !found[place].names.contains(name) { found[place].names.append(name) }
            } else {
                found.append((path, [name]))
            }
        }
        return found
    }
}

extension Permissions.Caller {
    /// For whom a role is given: a token with separate privileges has only what its user has too.
    fileprivate var members: String {
        switch self {
        case .root: "--users root@pam"
        case .user(let name): "--users \(name)"
        case .token(let name):
            "--users \(name.prefix { $0 != "!" }) --tokens '\(name)'"
        }
    }
}
