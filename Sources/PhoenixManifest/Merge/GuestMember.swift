import JSONSchema

/// What a key of a guest's object says.
enum GuestMember: Sendable {
    case key(GuestKey)
    /// The same, under a name that only the oldest files of the original use.
    case oldKey(GuestKey)
    /// A member of the first network interface that stands beside `network_config`.
    case network(member: String)
    /// For editors and people: it says nothing of the guest.
    case comment
}

extension GuestMember {
    /// Finds what a key says by any of its names; nil for a name that is none.
    init?(_ key: JSONKey) {
        if let place = Self.table.ordinal(of: key) {
            self = Self.members[place]
        } else if key.begins(with: "$") {
            self = .comment
        } else {
            return nil
        }
    }

    /// Every name that says something.
    static var names: [String] { table.names }

    private static let spellings: [(name: String, member: GuestMember)] =
        GuestKey.allCases.map { ($0.spelling, .key($0)) } + [
            ("vmid", .key(.id)), ("disk_size_gb", .key(.diskSize)), ("clone_from_ctid", .key(.cloneFrom)),
            ("clone_from_vmid", .key(.cloneFrom)), ("clone_from_template_ctid", .oldKey(.cloneFrom)),
            ("network_bridge", .network(member: "bridge")), ("mac_address", .network(member: "hwaddr")),
        ]
    private static let table = JSONKeyTable(spellings.map(\.name))
    private static let members = spellings.map(\.member)
}
