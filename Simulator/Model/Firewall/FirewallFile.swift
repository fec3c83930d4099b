/// A firewall's file: of the data center (`cluster.fw`), of a node (`host.fw`) or of a guest (`ID.fw`).
package struct FirewallFile: Hashable, Sendable {
    package internal(set) var options: [String: String]
    /// Named addresses, ascending by name.
    package internal(set) var aliases: [Alias]
    /// Named sets of addresses, ascending by name.
    package internal(set) var sets: [AddressSet]
    /// Rules in order; the first that matches decides.
    package internal(set) var rules: [FirewallRule]
    /// Named lists of rules that others refer to; only the data center has them.
    package internal(set) var groups: [Group]

    package init(
        options: [String: String] = [:], aliases: [Alias] = [], sets: [AddressSet] = [], rules: [FirewallRule] = [],
        groups: [Group] = []
    ) {
        self.options = options
        self.aliases = aliases
        self.sets = sets
        self.rules = rules
        self.groups = groups
    }

    /// A name for an address or network.
    package struct Alias: Hashable, Sendable {
        package internal(set) var name: String
        package internal(set) var network: String
        package internal(set) var comment: String?
    }

    /// A set of addresses and networks.
    package struct AddressSet: Hashable, Sendable {
        package internal(set) var name: String
        package internal(set) var comment: String?
        /// Ascending by address.
        package internal(set) var members: [Member]

        package struct Member: Hashable, Sendable {
            package let network: String
            /// Whether it is taken out of a larger network of the set.
            package internal(set) var isExcluded: Bool
            package internal(set) var comment: String?
        }
    }

    /// A security group.
    package struct Group: Hashable, Sendable {
        package internal(set) var name: String
        package internal(set) var comment: String?
        package internal(set) var rules: [FirewallRule]
    }

    package var isEmpty: Bool {
        options.isEmpty && aliases.isEmpty && sets.isEmpty && rules.isEmpty && groups.isEmpty
    }
}

/// One rule, with the properties that the API gives it.
package struct FirewallRule: Hashable, Sendable {
    /// `in`, `out`, `forward` or `group`.
    package internal(set) var type: String
    /// `ACCEPT`, `DROP`, `REJECT`, or a security group's name.
    package internal(set) var action: String
    package internal(set) var isEnabled: Bool
    /// `macro`, `iface`, `source`, `dest`, `proto`, `dport`, `sport`, `log`, `icmp-type`, `comment`.
    package internal(set) var properties: [String: String]

    package init(type: String, action: String, isEnabled: Bool = true, properties: [String: String] = [:]) {
        self.type = type
        self.action = action
        self.isEnabled = isEnabled
        self.properties = properties
    }

    package subscript(key: String) -> String? {
        get { properties[key] }
        set { properties[key] = newValue }
    }
}
