package import PhoenixModel

/// A guest's switch of the firewall: `…/firewall/options`.
package struct FirewallOptions: Decodable, Hashable, Sendable {
    let enable: LenientFlag?
}

/// One of a guest's rules: `…/firewall/rules`, in the order in which they are tried.
package struct FirewallRow: Decodable, Hashable, Sendable {
    let type: String
    let action: String
    let enable: LenientFlag?
    let proto: String?
    let dport: LenientText?
    let source: String?
    let dest: String?
    let comment: String?
    // What Phoenix has no word for.
    let macro: String?
    let iface: String?
    let sport: LenientText?
    let icmpType: String?

    private enum CodingKeys: String, CodingKey {
        case type, action, enable, proto, dport, source, dest, comment, macro, iface, sport
        case icmpType = "icmp-type"
    }
}

extension FirewallRules {
    /// What is in force: rules that are switched off are none.
    package init(_ options: FirewallOptions, _ rows: [FirewallRow]) {
        self.init(
            isEnabled: options.enable?.value ?? false,
            rules: rows.filter { $0.enable?.value ?? false }.map(Rule.init))
    }
}

extension FirewallRules.Rule {
    /// What a rule says beyond these words stands in its comment's place, so that it differs from every rule without it.
    fileprivate init(_ row: FirewallRow) {
        let direction = Direction(rawValue: row.type)
        let action = Action(rawValue: row.action)
        let isPlain =
            direction != nil && action != nil && row.macro == nil && row.iface == nil && row.sport == nil
            && row.icmpType == nil
        let more = [row.type, row.action, row.macro, row.iface, row.sport?.value, row.icmpType, row.comment]
        self.init(
            direction: direction ?? .in, action: action ?? .ACCEPT, protocol: row.proto, ports: row.dport?.value,
            source: row.source, destination: row.dest,
            comment: isPlain ? row.comment : "(not Phoenix's) " + more.compactMap(\.self).joined(separator: " "))
    }
}
