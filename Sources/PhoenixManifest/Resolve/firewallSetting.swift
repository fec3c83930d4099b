import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// The firewall as a whole; nil if nobody says anything.
    func firewallSetting(_ findings: inout Findings) -> Setting? {
        guard let value = self[.firewall] else { return nil }
        var rules: [FirewallRules.Rule] = []
        var firsts = FirstRules()
        for item in value["rules"]?.items ?? [] {
            guard let rule = firewallRule(item) else { continue }
            checkAddresses(item, &findings)
            if let first = firsts.note(rule, item) {
                findings.note(
                    .duplicateRule, at: item.place, "The same rule stands already at \(first.place.text)",
                    remedy: "Remove one of the two")
            }
            rules.append(rule)
        }
        return .firewall(FirewallRules(isEnabled: value["enabled"]?.boolean ?? false, rules: rules))
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

/// Where each rule stands first. Rules that differ only in their comment do the same.
private struct FirstRules {
    private var few: [(rule: FirewallRules.Rule, item: MergedValue)] = []
    private var many: [FirewallRules.Rule: MergedValue] = [:]

    /// More rules than this are hashed instead of compared pair by pair, so that no file costs quadratic time.
    private static let pairwiseMaximum = 16

    /// The first place of a rule that was met before.
    mutating func note(_ rule: FirewallRules.Rule, _ item: MergedValue) -> MergedValue? {
        var silent = rule
        silent.comment = nil
        if let first = few.first(where: { $0.rule == silent })?.item ?? many[silent] { return first }
        if few.count < Self.pairwiseMaximum { few.append((silent, item)) } else { many[silent] = item }
        return nil
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
