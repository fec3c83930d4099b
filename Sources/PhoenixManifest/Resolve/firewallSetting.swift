import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// The firewall as a whole; nil if nobody says anything.
    func firewallSetting(_ findings: inout Findings) -> Setting? {
        guard let value = self[.firewall] else { return nil }
        let items = value["rules"]?.items ?? []
        var rules = FirstRules(count: items.count)
        for item in items {
            guard let rule = firewallRule(item) else { continue }
            checkAddresses(item, &findings)
            if let first = rules.add(rule, item) {
                findings.note(
                    .duplicateRule, at: item.place, "The same rule stands already at \(first.place.text)",
                    remedy: "Remove one of the two")
            }
        }
        return .firewall(FirewallRules(isEnabled: value["enabled"]?.boolean ?? false, rules: rules.rules))
    }

    private func firewallRule(_ item: MergedValue) -> FirewallRules.Rule? {
        guard let direction = item["type"]?.string.flatMap(FirewallRules.Rule.Direction.init(rawValue:)),
            let action = item["action"]?.string.flatMap(FirewallRules.Rule.Action.init(rawValue:))
        else { return nil }
        return FirewallRules.Rule(
            direction: direction, action: action, protocol: item["proto"]?.string,
            ports: item["port"]?.textOrNumber, source: item["source"]?.string, destination: item["dest"]?.string,
            comment: item["comment"]?.string)
    }

    private func checkAddresses(_ item: MergedValue, _ findings: inout Findings) {
        for key in ["source", "dest"] {
            guard let value = item[key], let text = value.string, !isAddressList(text) else { continue }
            findings.error(
                .invalidAddress, at: value.place, "'\(text)' is no address, network or range",
                remedy: "Write it like 192.168.40.21 or 192.168.40.0/24")
        }
        if item["proto"]?.string == "icmp" || item["proto"] == nil, let port = item["port"] {
            findings.error(
                .conflictingValues, at: port.place, "A rule for ports needs the protocol tcp or udp",
                remedy: "Add \"proto\": \"tcp\", or remove the port")
        }
    }
}

/// Rules that were met, each with the first place where it stands. Rules that differ only in their comment do the same.
private struct FirstRules {
    private(set) var rules: [FirewallRules.Rule] = []
    private var items: [MergedValue] = []
    private var placeOfMany: [FirewallRules.Rule: Int] = [:]

    /// More rules than this are hashed instead of compared pair by pair, so that no file costs quadratic time.
    private static let pairwiseMaximum = 16

    /// Makes room for a number of rules.
    init(count: Int) {
        rules.reserveCapacity(count)
        items.reserveCapacity(count)
    }

    /// Adds a rule; gives the place of the first that does the same.
    mutating func add(_ rule: FirewallRules.Rule, _ item: MergedValue) -> MergedValue? {
        let first = place(of: rule)
        if first == nil, rules.count >= Self.pairwiseMaximum { placeOfMany[rule.withoutComment] = rules.count }
        rules.append(rule)
        items.append(item)
        return first.map { items[$0] }
    }

    private func place(of rule: FirewallRules.Rule) -> Int? {
        rules.prefix(Self.pairwiseMaximum).firstIndex { $0.doesTheSame(as: rule) }
            ?? (placeOfMany.isEmpty ? nil : placeOfMany[rule.withoutComment])
    }
}

extension FirewallRules.Rule {
    fileprivate var withoutComment: Self {
        var rule = self
        rule.comment = nil
        return rule
    }

    /// Ports are compared first, as rules mostly differ in them.
    fileprivate func doesTheSame(as other: Self) -> Bool {
        ports == other.ports && source == other.source && direction == other.direction && action == other.action
            && `protocol` == other.protocol && destination == other.destination
    }
}

/// Addresses, networks and ranges with commas between; names of address sets (`+name`) and IPv6 are passed on.
private func isAddressList(_ text: String) -> Bool {
    // Most are a single address or network.
    if IPv4Interface(text) != nil || IPv4Address(text) != nil { return true }
    return !text.isEmpty
        && text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }.allSatisfy { part in
            if part.hasPrefix("+") || part.hasPrefix("dc/") || part.contains(":") { return true }
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            if ends.count == 2 { return ends.allSatisfy { IPv4Address($0) != nil } }
            return IPv4Address(part) != nil || IPv4Interface(part) != nil
        }
}
