/// Reads the text of Proxmox's `user.cfg`.
///
/// What Proxmox passes over with a warning is passed over here too and told in `ignoredLines`.
package struct UserConfigurationReader {
    /// What was read; it holds no secrets, because the file has none.
    package private(set) var access: AccessControl
    /// Lines, or parts of lines, without effect.
    package private(set) var ignoredLines: [String] = []

    /// Reads a whole file.
    package init(_ text: String, profile: AccessProfile = .version9_2) {
        access = AccessControl(profile: profile)
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmed
            if !line.isEmpty { read(String(line)) }
        }
    }

    private mutating func read(_ line: String) {
        let fields = Fields(line)
        let isUsed =
            switch fields.kind {
            case "user": readUser(fields)
            case "token": readToken(fields)
            case "group": readGroup(fields)
            case "role": readRole(fields)
            case "pool": readPool(fields)
            case "acl": readEntries(fields)
            default: false
            }
        if !isUsed { ignoredLines.append(line) }
    }

    private mutating func readUser(_ fields: Fields) -> Bool {
        guard let id = UserID(ifValid: fields[0]), let expiry = fields.seconds(at: 2) else { return false }
        var user = AccessUser()
        user.isEnabled = fields.isTrue(at: 1)
        user.expirySeconds = expiry
        user.firstName = EncodedText.decode(fields[3])
        user.lastName = EncodedText.decode(fields[4])
        user.email = fields[5]
        user.comment = EncodedText.decode(fields[6])
        user.keys = fields[7]
        access.users[id] = user
        return true
    }

    private mutating func readToken(_ fields: Fields) -> Bool {
        guard let id = TokenID(fields[0]), access.users[id.user] != nil, let expiry = fields.seconds(at: 1) else {
            return false
        }
        var token = APIToken()
        token.expirySeconds = expiry
        token.hasSeparatePrivileges = fields.isTrue(at: 2)
        token.comment = EncodedText.decode(fields[3])
        access.users[id.user]?.tokens[id.name] = token
        return true
    }

    private mutating func readGroup(_ fields: Fields) -> Bool {
        let name = fields[0]
        guard NameRule.isWord(name) else { return false }
        var group = access.groups[name] ?? AccessGroup()
        if !fields[2].isEmpty { group.comment = EncodedText.decode(fields[2]) }
        for text in ProxmoxList.split(fields[1]) {
            if let user = UserID(ifValid: text) {
                group.members.insert(user)
            } else {
                ignoredLines.append("group member '\(text)'")
            }
        }
        access.groups[name] = group
        return true
    }

    private mutating func readRole(_ fields: Fields) -> Bool {
        let name = fields[0]
        guard NameRule.isWord(name), access.profile.builtInRoles[name] == nil else { return false }
        var privileges = access.customRoles[name] ?? []
        for text in ProxmoxList.split(fields[1]) {
            if let privilege = Privilege(rawValue: text), access.profile.privileges.contains(privilege) {
                privileges.insert(PrivilegeSet([privilege]))
            } else {
                ignoredLines.append("privilege '\(text)'")
            }
        }
        access.customRoles[name] = privileges
        return true
    }

    private mutating func readPool(_ fields: Fields) -> Bool {
        let name = fields[0]
        guard NameRule.isPool(name) else { return false }
        access.pools.add(name)
        if !fields[1].isEmpty { access.pools.setComment(EncodedText.decode(fields[1]), of: name) }
        for text in ProxmoxList.split(fields[2]) {
            if NameRule.isDecimal(text), let id = Int(text), access.pools.pool(ofGuest: id) == nil {
                access.pools.add(guest: id, to: name)
            } else {
                ignoredLines.append("guest '\(text)' in pool '\(name)'")
            }
        }
        for storage in ProxmoxList.split(fields[3]) {
            if NameRule.isStorage(storage) {
                access.pools.add(storage: storage, to: name)
            } else {
                ignoredLines.append("storage '\(storage)' in pool '\(name)'")
            }
        }
        return true
    }

    private mutating func readEntries(_ fields: Fields) -> Bool {
        guard let path = AccessPath.normalise(fields[1]) else { return false }
        for role in ProxmoxList.split(fields[3]) {
            guard access.privileges(ofRole: role) != nil else {
                ignoredLines.append("role '\(role)' on \(path)")
                continue
            }
            for text in ProxmoxList.split(fields[2]) {
                guard let member = member(text) else {
                    ignoredLines.append("member '\(text)' on \(path)")
                    continue
                }
                access.accessList.grant(
                    AccessEntry(path: path, member: member, role: role, propagates: fields.isTrue(at: 0)))
            }
        }
        return true
    }

    private func member(_ text: String) -> AccessMember? {
        if text.hasPrefix("@") { return AccessMember(kind: .group, name: String(text.dropFirst())) }
        if let user = UserID(ifValid: text) { return .user(user) }
        guard let token = TokenID(text), access.token(token) != nil else { return nil }
        return .token(token)
    }
}

/// The fields of a line behind its kind; those that are missing are empty.
private struct Fields {
    let kind: String
    private let fields: [String]

    init(_ line: String) {
        let parts = line.split(separator: ":", omittingEmptySubsequences: false).map { String($0.trimmed) }
        kind = parts[0]
        fields = Array(parts.dropFirst())
    }

    subscript(index: Int) -> String {
        index < fields.count ? fields[index] : ""
    }

    /// Perl's truth: everything but an empty text and a single zero.
    func isTrue(at index: Int) -> Bool {
        self[index] != "" && self[index] != "0"
    }

    /// Nil when the text is no number; nothing is zero.
    func seconds(at index: Int) -> Int? {
        guard isTrue(at: index) else { return 0 }
        return NameRule.isDecimal(self[index]) ? Int(self[index]) : nil
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let head = drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return head.prefix(0) }
        return head[...last]
    }
}
