import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// Options, logs and names of the firewalls of data center, nodes and guests.
enum FirewallRoutes {
    static let routes: Routes = FirewallPlace.routes(routes)
        .merging(FirewallPlace.routes(at: [.datacenter], macros)) { $1 }
        .merging(FirewallPlace.routes(at: [.node, .container, .machine], log)) { $1 }
        .merging(FirewallPlace.routes(at: [.datacenter, .container, .machine], references)) { $1 }

    private static func routes(at place: FirewallPlace) -> Routes {
        [
            .get(place.path): { _, _ throws(Refusal) in Output(.index("name", place.entries)) },
            .get("\(place.path)/options"): { cluster, call throws(Refusal) in try options(place, cluster, call) },
            .put("\(place.path)/options"): { cluster, call throws(Refusal) in try setOptions(place, &cluster, call) },
        ]
    }

    private static func references(at place: FirewallPlace) -> Routes {
        [.get("\(place.path)/refs"): { cluster, call throws(Refusal) in try references(place, cluster, call) }]
    }

    private static func log(at place: FirewallPlace) -> Routes {
        [
            .get("\(place.path)/log"): { _, _ throws(Refusal) in
                Output([["n": 1, "t": "no content"]], attributes: [.init("total", 1)])
            }
        ]
    }

    private static func macros(at place: FirewallPlace) -> Routes {
        [
            .get("\(place.path)/macros"): { _, _ throws(Refusal) in
                Output(FirewallMacro.names.map { Row().text("macro", $0).text("descr", "\($0) traffic") })
            }
        ]
    }

    private static let numbers: Set = [
        "enable", "ebtables", "dhcp", "ipfilter", "macfilter", "ndp", "radv", "nosmurfs", "tcpflags", "nftables",
        "log_nf_conntrack", "nf_conntrack_allow_invalid", "nf_conntrack_max", "protection_synflood",
        "nf_conntrack_tcp_timeout_established", "nf_conntrack_tcp_timeout_syn_recv", "protection_synflood_burst",
        "protection_synflood_rate",
    ]

    private static func options(
        _ place: FirewallPlace, _ cluster: Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let scope = try place.scope(call)
        let file = try cluster.ask { cluster throws(HostError) in try cluster.firewallFile(scope) }
        return Output(Row().properties(file.options, numbers: numbers).text("digest", file.optionsDigest))
    }

    private static func setOptions(
        _ place: FirewallPlace, _ cluster: inout Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let scope = try place.scope(call)
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateFirewallOptions(
                scope, setting: call.options(except: ["vmid"]), deleting: call.names("delete"),
                digest: call.text("digest"))
        }
        return .nothing
    }

    /// What rules may name as source or destination: guests see the data center's names as well.
    private static func references(
        _ place: FirewallPlace, _ cluster: Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let scope = try place.scope(call)
        let own = try cluster.ask { cluster throws(HostError) in try cluster.firewallFile(scope) }
        var rows: [Row] = []
        if place != .datacenter { rows += references(in: cluster.datacenter.firewall, "dc") }
        rows += references(in: own, place.scopeName)
        guard let type = call.text("type") else { return Output(rows) }
        return Output(rows.filter { $0.json.text("type") == type })
    }

    private static func references(in file: FirewallFile, _ scope: String) -> [Row] {
        let sets = file.sets.map { set in
            Row().text("type", "ipset").text("name", set.name).text("ref", "+\(scope)/\(set.name)")
                .text("scope", scope).text("comment", set.comment)
        }
        let aliases = file.aliases.map { alias in
            Row().text("type", "alias").text("name", alias.name).text("ref", "\(scope)/\(alias.name)")
                .text("scope", scope).text("comment", alias.comment)
        }
        return sets + aliases
    }
}
