/// One role given to one member on one path.
package struct AccessEntry: Sendable, Hashable {
    /// Normalised: one slash in front, none at the end.
    package let path: String
    /// To whom.
    package let member: AccessMember
    /// The role's name; the role may be gone.
    package let role: String
    /// Whether it counts below the path too.
    package let propagates: Bool

    init(path: String, member: AccessMember, role: String, propagates: Bool) {
        self.path = path
        self.member = member
        self.role = role
        self.propagates = propagates
    }
}

extension AccessEntry: Codable {
    private enum CodingKeys: String, CodingKey {
        case path, kind = "type", name = "ugid", role = "roleid", propagates = "propagate"
    }

    /// Refuses paths and members that Proxmox could not have written.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let path = try container.decode(String.self, forKey: .path)
        let name = try container.decode(String.self, forKey: .name)
        guard let normalised = AccessPath.normalise(path) else {
            throw DecodingError.dataCorruptedError(forKey: .path, in: container, debugDescription: "no path: '\(path)'")
        }
        let kind = try container.decode(AccessMember.Kind.self, forKey: .kind)
        guard let member = AccessMember(kind: kind, name: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .name, in: container, debugDescription: "no \(kind.rawValue): '\(name)'")
        }
        self.init(
            path: normalised, member: member, role: try container.decode(String.self, forKey: .role),
            propagates: try container.decodeIfPresent(Bool.self, forKey: .propagates) ?? true)
    }

    /// Writes the same text for equal values.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(path, forKey: .path)
        try container.encode(member.kind, forKey: .kind)
        try container.encode(member.name, forKey: .name)
        try container.encode(role, forKey: .role)
        try container.encode(propagates, forKey: .propagates)
    }
}
