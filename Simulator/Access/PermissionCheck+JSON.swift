package import JSONSchema

extension PermissionCheck {
    /// Reads the member `permissions` of an endpoint in Proxmox's schema; nil stands for an endpoint that has none.
    package init(permissions: JSONValue?) throws(PermissionCheckFormatError) {
        guard let permissions, !permissions.isNull else {
            self = .rootOnly
            return
        }
        guard permissions.object != nil else { throw PermissionCheckFormatError(permissions, .notAnObject) }
        switch permissions["user"]?.string {
        case "world": self = .world
        case "all": self = .anyone
        case let other?: throw PermissionCheckFormatError(permissions, .unknownUser(other))
        case nil:
            guard let check = permissions["check"] else {
                self = .nobody
                return
            }
            try self.init(check: check)
        }
    }

    /// Reads one test: an array whose first item is the test's name.
    private init(check: JSONValue) throws(PermissionCheckFormatError) {
        guard let items = check.array.map(Array.init), let name = items.first?.string else {
            throw PermissionCheckFormatError(check, .notATest)
        }
        let arguments = Array(items.dropFirst())
        switch name {
        case "and": self = .all(try Self.checks(arguments))
        case "or": self = .any(try Self.checks(arguments))
        case "perm": self = .privileges(try PrivilegeDemand(test: check, arguments: arguments))
        case "perm-modify": self = .mayModifyPermissions(path: try check.text(of: arguments.first))
        case "userid-param":
            switch try check.text(of: arguments.first) {
            case "self": self = .isCaller
            case "Realm.AllocateUser": self = .mayAllocateUserInRealm
            case let other: throw PermissionCheckFormatError(check, .unknownTest("userid-param \(other)"))
            }
        case "userid-group":
            self = .groupsOfUser(
                privileges: try check.texts(of: arguments.first),
                groupsParameter: try Self.groupsParameter(TestOptions(check, arguments.dropFirst())))
        default: throw PermissionCheckFormatError(check, .unknownTest(name))
        }
    }

    private static func checks(_ values: [JSONValue]) throws(PermissionCheckFormatError) -> [PermissionCheck] {
        var checks: [PermissionCheck] = []
        for value in values { checks.append(try PermissionCheck(check: value)) }
        return checks
    }

    private static func groupsParameter(_ options: TestOptions) throws(PermissionCheckFormatError) -> GroupsParameter? {
        guard let option = try options.value(of: "groups_param") else { return nil }
        guard let text = option.string, let parameter = GroupsParameter(rawValue: text) else {
            throw PermissionCheckFormatError(option, .unknownOption("groups_param"))
        }
        return parameter
    }
}

extension PrivilegeDemand {
    fileprivate init(test: JSONValue, arguments: [JSONValue]) throws(PermissionCheckFormatError) {
        let options = TestOptions(test, arguments.dropFirst(2))
        self.init(
            path: try test.text(of: arguments.first),
            names: try test.texts(of: arguments.dropFirst().first),
            anyIsEnough: try options.value(of: "any").map { $0.integer == 1 || $0.boolean == true } ?? false,
            requiredParameter: try options.value(of: "require_param")?.string)
    }
}

/// The names and values that follow the fixed arguments of a test.
private struct TestOptions {
    private let test: JSONValue
    private let items: [JSONValue]

    private static let known: Set<String> = ["any", "require_param", "groups_param"]

    init(_ test: JSONValue, _ items: ArraySlice<JSONValue>) {
        self.test = test
        self.items = Array(items)
    }

    /// Refuses names that nobody knows, so that a new kind of option cannot go unnoticed.
    func value(of name: String) throws(PermissionCheckFormatError) -> JSONValue? {
        guard items.count.isMultiple(of: 2) else { throw PermissionCheckFormatError(test, .notATest) }
        var found: JSONValue?
        for index in stride(from: 0, to: items.count, by: 2) {
            let option = try test.text(of: items[index])
            guard Self.known.contains(option) else { throw PermissionCheckFormatError(test, .unknownOption(option)) }
            if option == name { found = items[index + 1] }
        }
        return found
    }
}

extension JSONValue {
    fileprivate func text(of argument: JSONValue?) throws(PermissionCheckFormatError) -> String {
        guard let text = argument?.string else { throw PermissionCheckFormatError(self, .notATest) }
        return text
    }

    fileprivate func texts(of argument: JSONValue?) throws(PermissionCheckFormatError) -> [String] {
        guard let items = argument?.array else { throw PermissionCheckFormatError(self, .notATest) }
        var texts: [String] = []
        for item in items { texts.append(try text(of: item)) }
        return texts
    }
}
