extension PermissionCheck {
    /// Demands what the check states, before any parameter is validated.
    ///
    /// - Parameters:
    ///   - rights: Of the caller; nil when the endpoint is open and nobody authenticated.
    ///   - parameters: Raw texts by name, those of the path among them.
    package func require(of rights: Rights?, parameters: [String: String]) throws(AccessFailure) {
        if self == .world { return }
        guard let rights else { throw .forbidden(what: "user != null") }
        if rights.identity.isRoot { return }
        // A quiet no at the top is a yes: Proxmox looks at refusals only.
        _ = try isMet(PermissionQuestion(rights: rights, parameters: parameters), isAlternative: false)
    }

    /// Whether the test passes; refuses with a text unless it is one of several alternatives.
    private func isMet(_ question: PermissionQuestion, isAlternative: Bool) throws(AccessFailure) -> Bool {
        switch self {
        case .world, .anyone: return true
        case .rootOnly: throw .onlyRoot
        case .nobody: throw .forbidden(what: nil)
        case .all(let checks):
            // Its parts refuse with their texts even when the whole is only an alternative.
            for check in checks { _ = try check.isMet(question, isAlternative: false) }
            return true
        case .any(let checks):
            for check in checks where try check.isMet(question, isAlternative: true) { return true }
            return try question.refuse(nil, isAlternative: isAlternative)
        case .privileges(let demand): return try question.isMet(demand, isAlternative: isAlternative)
        case .isCaller: return try question.isAboutCaller(isAlternative: isAlternative)
        case .mayAllocateUserInRealm: return try question.mayAllocateUser(isAlternative: isAlternative)
        case .groupsOfUser(let privileges, let parameter):
            return try question.reachesUser(with: privileges, groups: parameter, isAlternative: isAlternative)
        case .mayModifyPermissions(let template):
            guard let path = AccessPath.normalise(AccessPath.fill(template, with: question.parameters)) else {
                return false
            }
            let names = Rights.permissionsModifyAlternatives(on: path).map(\.rawValue)
            return try question.holds(names, on: path, anyIsEnough: true, isAlternative: isAlternative)
        }
    }
}

/// One request in the eyes of its check.
private struct PermissionQuestion {
    let rights: Rights
    let parameters: [String: String]

    private var userText: String { parameters["userid"] ?? "" }

    func refuse(_ what: String?, isAlternative: Bool) throws(AccessFailure) -> Bool {
        if isAlternative { return false }
        throw .forbidden(what: what)
    }

    func isMet(_ demand: PrivilegeDemand, isAlternative: Bool) throws(AccessFailure) -> Bool {
        if let name = demand.requiredParameter, parameters[name] == nil {
            return try refuse(nil, isAlternative: isAlternative)
        }
        let path = AccessPath.normalise(AccessPath.fill(demand.path, with: parameters))
        return try holds(demand.names, on: path, anyIsEnough: demand.anyIsEnough, isAlternative: isAlternative)
    }

    func holds(
        _ names: [String], on path: String?, anyIsEnough: Bool, isAlternative: Bool
    ) throws(AccessFailure) -> Bool {
        let held = rights.privileges(on: path).held
        let known = rights.access.profile.privileges
        for name in names {
            guard let privilege = Privilege(rawValue: name), known.contains(privilege) else {
                throw .failed("invalid privilege '\(name)'")
            }
            if held.contains(privilege) == anyIsEnough {
                return anyIsEnough
                    ? true : try refuse("\(path ?? ""), \(name)", isAlternative: isAlternative)
            }
        }
        if !anyIsEnough { return true }
        return try refuse("\(path ?? ""), \(names.joined(separator: "|"))", isAlternative: isAlternative)
    }

    func isAboutCaller(isAlternative: Bool) throws(AccessFailure) -> Bool {
        let user = try UserID(userText)
        guard rights.access.users[user] != nil else {
            if isAlternative { return false }
            throw .failed("no such user ('\(user)')")
        }
        if rights.identity == .user(user) { return true }
        return try refuse(nil, isAlternative: isAlternative)
    }

    func mayAllocateUser(isAlternative: Bool) throws(AccessFailure) -> Bool {
        let realm = try UserID(userText).realm
        return try holds(
            [Privilege.realmAllocateUser.rawValue], on: "/access/realm/\(realm)", anyIsEnough: false,
            isAlternative: isAlternative)
    }

    /// A right on all groups reaches every user; otherwise one on a group of the user, and on all groups that are
    /// named, is needed.
    func reachesUser(
        with names: [String], groups parameter: PermissionCheck.GroupsParameter?, isAlternative: Bool
    ) throws(AccessFailure) -> Bool {
        var existing: UserID?
        if parameter != .create {
            existing = UserID(ifValid: userText).flatMap { rights.access.users[$0] == nil ? nil : $0 }
            if existing == nil {
                if isAlternative { return false }
                throw .failed("no such user ('\(try UserID(userText))')")
            }
        }
        if try holds(names, on: "/access/groups", anyIsEnough: true, isAlternative: true) { return true }
        var administered: Set<String> = []
        for group in rights.access.groups.keys
        where try holds(names, on: "/access/groups/\(group)", anyIsEnough: true, isAlternative: true) {
            administered.insert(group)
        }
        if parameter != nil { try requireNamedGroups(among: administered, names) }
        guard let existing else { return true }
        if administered.contains(where: { rights.access.groups[$0]?.members.contains(existing) == true }) {
            return true
        }
        return try refuse(nil, isAlternative: isAlternative)
    }

    private func requireNamedGroups(among administered: Set<String>, _ names: [String]) throws(AccessFailure) {
        let privileges = names.joined(separator: "|")
        let named = ProxmoxList.split(parameters["groups"] ?? "")
        if named.isEmpty { throw .forbidden(what: "/access/groups, \(privileges)") }
        for group in named where !administered.contains(group) {
            throw .forbidden(what: "/access/groups/\(group), \(privileges)")
        }
    }
}
