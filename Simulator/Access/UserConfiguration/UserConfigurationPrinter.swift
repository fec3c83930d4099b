extension AccessControl {
    /// The text of `user.cfg` as Proxmox writes it: one line a thing, sections parted by empty lines, no secrets.
    package var userConfiguration: String {
        [userLines, groupLines, poolLines, roleLines, entryLines]
            .map { lines in lines.map { $0 + "\n" }.joined() }
            .joined(separator: "\n")
    }

    private var userLines: [String] {
        users.sorted { $0.key < $1.key }.flatMap { id, user in
            let names = [user.firstName, user.lastName].map(EncodedText.encode)
            let line = [
                "user", id.text, user.isEnabled ? "1" : "0", String(user.expirySeconds), names[0], names[1], user.email,
                EncodedText.encode(user.comment), user.keys, "",
            ].joined(separator: ":")
            return [line] + user.tokens.sorted { $0.key < $1.key }.map { name, token in tokenLine(id, name, token) }
        }
    }

    private func tokenLine(_ user: UserID, _ name: String, _ token: APIToken) -> String {
        let separate = token.hasSeparatePrivileges ? 1 : 0
        return "token:\(user)!\(name):\(token.expirySeconds ?? 0):\(separate):\(EncodedText.encode(token.comment)):"
    }

    private var groupLines: [String] {
        groups.sorted { $0.key < $1.key }.map { name, group in
            let members = group.members.sorted().map(\.text).joined(separator: ",")
            return "group:\(name):\(members):\(EncodedText.encode(group.comment)):"
        }
    }

    private var poolLines: [String] {
        pools.names.compactMap { name in
            pools[name].map { pool in
                // Sorted as texts, as Proxmox does: 1000 stands before 101.
                let guests = pool.guests.map(String.init).sorted().joined(separator: ",")
                let storages = pool.storages.sorted().joined(separator: ",")
                return "pool:\(name):\(EncodedText.encode(pool.comment)):\(guests):\(storages):"
            }
        }
    }

    private var roleLines: [String] {
        customRoles.sorted { $0.key < $1.key }.map { name, privileges in
            "role:\(name):\(privileges.names.joined(separator: ",")):"
        }
    }

    /// Members with the same roles on a path share a line; the administrator's entries are not written.
    private var entryLines: [String] {
        accessList.paths.flatMap { path in
            let node = (accessList.nodes[path] ?? [:]).filter { $0.key != .user(.root) }
            return [false, true].flatMap { propagates in
                var namesByRoles: [String: [String]] = [:]
                for (member, roles) in node {
                    let list = roles.filter { $0.value == propagates }.keys.sorted().joined(separator: ",")
                    if !list.isEmpty { namesByRoles[list, default: []].append(member.configurationName) }
                }
                return namesByRoles.sorted { $0.key < $1.key }.map { list, names in
                    "acl:\(propagates ? 1 : 0):\(path):\(names.sorted().joined(separator: ",")):\(list):"
                }
            }
        }
    }
}

extension AccessMember {
    fileprivate var configurationName: String {
        kind == .group ? "@" + name : name
    }
}
