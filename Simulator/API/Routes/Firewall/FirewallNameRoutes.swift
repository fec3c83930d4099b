import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// Aliases and sets of addresses, and the data center's groups by name.
enum FirewallNameRoutes {
    static let routes: Routes = FirewallPlace.routes(at: [.datacenter, .container, .machine]) { place in
        aliases(place).merging(sets(place)) { first, _ in first }.merging(members(place)) { first, _ in first }
    }.merging(groups) { first, _ in first }

    private static func aliases(_ place: FirewallPlace) -> Routes {
        let path = "\(place.path)/aliases"
        return [
            .get(path): { cluster, call throws(Refusal) in
                let file = try file(place, cluster, call)
                return Output(file.aliases.map { row($0).text("digest", file.aliasesDigest) })
            },
            .post(path): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.addAlias(
                        name(call), network: call.text("cidr") ?? "", comment: call.text("comment"), to: scope)
                }
            },
            .get("\(path)/{name}"): { cluster, call throws(Refusal) in
                let scope = try place.scope(call)
                return Output(
                    row(try cluster.ask { cluster throws(HostError) in try cluster.alias(name(call), scope) }))
            },
            .put("\(path)/{name}"): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.updateAlias(
                        name(call), network: call.text("cidr") ?? "", comment: call.text("comment"),
                        renaming: call.text("rename"), digest: call.text("digest"), scope)
                }
            },
            .delete("\(path)/{name}"): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.removeAlias(name(call), digest: call.text("digest"), scope)
                }
            },
        ]
    }

    private static func sets(_ place: FirewallPlace) -> Routes {
        let path = "\(place.path)/ipset"
        return [
            .get(path): { cluster, call throws(Refusal) in
                let file = try file(place, cluster, call)
                return Output(
                    file.sets.map {
                        Row().text("name", $0.name).text("comment", $0.comment).text("digest", file.setsDigest)
                    })
            },
            .post(path): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.addAddressSet(
                        name(call), comment: call.text("comment"), renaming: call.text("rename"),
                        digest: call.text("digest"), scope)
                }
            },
            .get("\(path)/{name}"): { cluster, call throws(Refusal) in
                let scope = try place.scope(call)
                let set = try cluster.ask { cluster throws(HostError) in try cluster.addressSet(name(call), scope) }
                return Output(set.members.map { row($0).text("digest", set.digest) })
            },
            .delete("\(path)/{name}"): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.removeAddressSet(name(call), byForce: call.isOn("force"), scope)
                }
            },
        ]
    }

    private static func members(_ place: FirewallPlace) -> Routes {
        let path = "\(place.path)/ipset/{name}"
        return [
            .post(path): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.addMember(
                        call.text("cidr") ?? "", of: name(call), isExcluded: call.isOn("nomatch"),
                        comment: call.text("comment"), scope)
                }
            },
            .get("\(path)/{cidr}"): { cluster, call throws(Refusal) in
                let scope = try place.scope(call)
                let member = try cluster.ask { cluster throws(HostError) in
                    try cluster.member(call.text("cidr") ?? "", of: name(call), scope)
                }
                return Output(row(member))
            },
            .put("\(path)/{cidr}"): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.updateMember(
                        call.text("cidr") ?? "", of: name(call),
                        isExcluded: call.text("nomatch").map { _ in call.isOn("nomatch") },
                        comment: call.text("comment"), digest: call.text("digest"), scope)
                }
            },
            .delete("\(path)/{cidr}"): { cluster, call throws(Refusal) in
                try change(place, &cluster, call) { cluster, scope throws(HostError) in
                    try cluster.removeMember(
                        call.text("cidr") ?? "", of: name(call), digest: call.text("digest"), scope)
                }
            },
        ]
    }

    private static let groups: Routes = [
        .get("/cluster/firewall/groups"): { cluster, _ throws(Refusal) in
            let file = cluster.datacenter.firewall
            return Output(
                file.groups.map {
                    Row().text("group", $0.name).text("comment", $0.comment).text("digest", file.groupsDigest)
                })
        },
        .post("/cluster/firewall/groups"): { cluster, call throws(Refusal) in
            try cluster.perform { cluster throws(HostError) in
                try cluster.addFirewallGroup(
                    call.text("group") ?? "", comment: call.text("comment"), renaming: call.text("rename"),
                    digest: call.text("digest"))
            }
            return .nothing
        },
        .delete("/cluster/firewall/groups/{group}"): { cluster, call throws(Refusal) in
            try cluster.perform { cluster throws(HostError) in
                try cluster.removeFirewallGroup(call.text("group") ?? "")
            }
            return .nothing
        },
    ]

    private static func name(_ call: Call) -> String { call.text("name") ?? "" }

    private static func file(
        _ place: FirewallPlace, _ cluster: Cluster, _ call: Call
    ) throws(Refusal) -> FirewallFile {
        let scope = try place.scope(call)
        return try cluster.ask { cluster throws(HostError) in try cluster.firewallFile(scope) }
    }

    private static func change(
        _ place: FirewallPlace, _ cluster: inout Cluster, _ call: Call,
        _ operation: (inout Cluster, FirewallScope) throws(HostError) -> Void
    ) throws(Refusal) -> Output {
        let scope = try place.scope(call)
        try cluster.perform { cluster throws(HostError) in try operation(&cluster, scope) }
        return .nothing
    }

    private static func row(_ alias: FirewallFile.Alias) -> Row {
        Row().text("name", alias.name).text("cidr", alias.network).text("comment", alias.comment)
            .integer("ipversion", alias.network.contains(":") ? 6 : 4)
    }

    private static func row(_ member: FirewallFile.AddressSet.Member) -> Row {
        let row = Row().text("cidr", member.network).text("comment", member.comment)
        return member.isExcluded ? row.flag("nomatch", true) : row
    }
}
