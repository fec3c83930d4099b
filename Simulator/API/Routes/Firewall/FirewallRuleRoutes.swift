import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// Lists of rules: each firewall's own, and those of the data center's groups.
enum FirewallRuleRoutes {
    static let routes: Routes = FirewallPlace.routes(ownRules).merging(groups) { first, _ in first }

    private static func ownRules(at place: FirewallPlace) -> Routes {
        rules("\(place.path)/rules") { call throws(Refusal) in .own(try place.scope(call)) }
    }

    private typealias Find = @Sendable (Call) throws(Refusal) -> FirewallRuleList

    private static let groups: Routes = rules("/cluster/firewall/groups/{group}") { call throws(Refusal) in
        .group(call.text("group") ?? "")
    }

    private static func rules(_ path: String, _ find: @escaping Find) -> Routes {
        [
            .get(path): { cluster, call throws(Refusal) in try list(try find(call), cluster) },
            .post(path): { cluster, call throws(Refusal) in try add(try find(call), &cluster, call) },
            .get("\(path)/{pos}"): { cluster, call throws(Refusal) in try read(try find(call), cluster, call) },
            .put("\(path)/{pos}"): { cluster, call throws(Refusal) in try update(try find(call), &cluster, call) },
            .delete("\(path)/{pos}"): { cluster, call throws(Refusal) in try remove(try find(call), &cluster, call) },
        ]
    }

    private static func row(_ rule: FirewallRule, at position: Int, _ digest: String) -> Row {
        let properties = Dictionary(uniqueKeysWithValues: rule.shown.map { ($0.key, $0.value) })
        return Row().integer("pos", position).properties(properties, numbers: ["enable"])
            .integer("ipversion", rule.addressVersion).text("digest", digest)
    }

    private static func list(_ list: FirewallRuleList, _ cluster: Cluster) throws(Refusal) -> Output {
        let rules = try cluster.ask { cluster throws(HostError) in try cluster.firewallRules(list) }
        let digest = FirewallRule.digest(of: rules)
        return Output(rules.enumerated().map { row($0.element, at: $0.offset, digest) })
    }

    private static func read(
        _ list: FirewallRuleList, _ cluster: Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let position = call.integer("pos") ?? 0
        let rules = try cluster.ask { cluster throws(HostError) in
            _ = try cluster.firewallRule(list, at: position)
            return try cluster.firewallRules(list)
        }
        return Output(row(rules[position], at: position, FirewallRule.digest(of: rules)))
    }

    private static func options(_ call: Call) -> [String: String] {
        call.options(except: ["vmid", "group", "pos", "moveto"])
    }

    /// A new rule is off unless it says otherwise.
    private static func add(
        _ list: FirewallRuleList, _ cluster: inout Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        var properties = options(call).filter { !$0.value.isEmpty && $0.value != "-" }
        let type = properties.removeValue(forKey: "type") ?? ""
        let action = properties.removeValue(forKey: "action") ?? ""
        let enable = properties.removeValue(forKey: "enable") ?? "0"
        let rule = FirewallRule(type: type, action: action, isEnabled: enable != "0", properties: properties)
        try cluster.perform { cluster throws(HostError) in try cluster.addFirewallRule(rule, to: list) }
        return .nothing
    }

    private static func update(
        _ list: FirewallRuleList, _ cluster: inout Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let position = call.integer("pos") ?? 0
        let digest = call.text("digest")
        try cluster.perform { cluster throws(HostError) in
            if let target = call.integer("moveto"), target != position {
                try cluster.moveFirewallRule(list, from: position, to: target, digest: digest)
            } else {
                try cluster.updateFirewallRule(
                    list, at: position, setting: options(call), deleting: call.names("delete"), digest: digest)
            }
        }
        return .nothing
    }

    private static func remove(
        _ list: FirewallRuleList, _ cluster: inout Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        try cluster.perform { cluster throws(HostError) in
            try cluster.removeFirewallRule(list, at: call.integer("pos") ?? 0, digest: call.text("digest"))
        }
        return .nothing
    }
}
