/// The guest's firewall as a whole: switch and rules.
package struct FirewallRules: Hashable, Codable, Sendable {
    /// Whether rules are in force.
    package var isEnabled: Bool
    /// The rules in order; the first that matches decides.
    package var rules: [Rule]

    package init(isEnabled: Bool, rules: [Rule]) {
        self.isEnabled = isEnabled
        self.rules = rules
    }

    /// One rule.
    package struct Rule: Hashable, Codable, Sendable {
        package enum Direction: String, Hashable, Codable, Sendable, CaseIterable { case `in`, out }
        package enum Action: String, Hashable, Codable, Sendable, CaseIterable { case ACCEPT, DROP, REJECT }

        package var direction: Direction
        package var action: Action
        /// `tcp`, `udp` or `icmp`; nil for any.
        package var `protocol`: String?
        /// Destination ports: `80,443` or `6000:6010`.
        package var ports: String?
        package var source: String?
        package var destination: String?
        package var comment: String?

        package init(
            direction: Direction, action: Action, protocol: String? = nil, ports: String? = nil,
            source: String? = nil, destination: String? = nil, comment: String? = nil
        ) {
            self.direction = direction
            self.action = action
            self.protocol = `protocol`
            self.ports = ports
            self.source = source
            self.destination = destination
            self.comment = comment
        }
    }
}
