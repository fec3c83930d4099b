/// Some of the privileges, as one machine word: sets are joined and cut for every guest of every list.
package struct PrivilegeSet: OptionSet, Sendable, Hashable {
    /// One bit a privilege, in the order of `Privilege.allCases`.
    package let rawValue: UInt64

    /// Takes bits as they are.
    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Collects privileges; repeated ones count once.
    package init(_ privileges: some Sequence<Privilege>) {
        rawValue = privileges.reduce(0) { $0 | $1.bit }
    }

    /// Whether the privilege is in the set.
    package func contains(_ privilege: Privilege) -> Bool {
        rawValue & privilege.bit != 0
    }

    /// In the order of `Privilege.allCases`.
    package var privileges: [Privilege] {
        Privilege.allCases.indices.filter { rawValue >> UInt64($0) & 1 == 1 }.map { Privilege.allCases[$0] }
    }

    /// Ascending, as Proxmox prints a role.
    package var names: [String] {
        privileges.map(\.rawValue).sorted()
    }
}

extension Privilege {
    fileprivate var bit: UInt64 { Self.bits[self] ?? 0 }

    private static let bits = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($1, UInt64(1) << UInt64($0)) })
}

/// As a list of names, so that a scenario can be read and written by hand.
extension PrivilegeSet: Codable {
    /// Refuses names that no version of Proxmox knows.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self.init(
            try container.decode([String].self).map { name in
                guard let privilege = Privilege(rawValue: name) else {
                    throw DecodingError.dataCorruptedError(in: container, debugDescription: "no privilege '\(name)'")
                }
                return privilege
            })
    }

    /// Writes the names in ascending order.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(names)
    }
}
