import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/nodes/{node}/network`: interfaces, and the changes that wait to be applied.
enum NetworkRoutes {
    private static let network = "/nodes/{node}/network"

    static let routes: Routes = [
        .get(network): list,
        .post(network): create,
        .put(network): apply,
        .delete(network): revert,
        .get("\(network)/{iface}"): read,
        .put("\(network)/{iface}"): update,
        .delete("\(network)/{iface}"): delete,
    ]

    private static let list: Route = { cluster, call throws(Refusal) in
        let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
        let shown = node.network.shown.sorted { $0.key < $1.key }.filter { name, entry in
            if let type = call.text("type"), type != "include_sdn" {
                let wantsBridges = type == "any_bridge" || type == "any_local_bridge"
                guard type == entry.type || (wantsBridges && entry.isBridge) else { return false }
            }
            return !entry.isBridge || call.rights.maySee(bridge: name)
        }
        let rows = shown.map { name, entry in
            row(entry).flag("active", node.network.interfaces[name] == nil ? nil : true).text("iface", name).json
        }
        let changes = node.network.changes.map { [JSONText.Member("changes", .string($0))] } ?? []
        return Output(.array(rows), attributes: changes)
    }

    /// Properties that are numbers in answers.
    private static let numbers: Set = [
        "autostart", "priority", "mtu", "bridge_vlan_aware", "vlan-id", "netmask6", "ovs_tag",
    ]

    private static func row(_ entry: NetworkInterfaceEntry) -> Row {
        let properties = Dictionary(
            uniqueKeysWithValues: entry.keys.filter { !["method", "method6"].contains($0) }.map {
                ($0, entry[$0] ?? "")
            })
        return Row().text("type", entry.type).with("families", .array(entry.families.map(JSONText.string)))
            .text("method", entry.method).text("method6", entry.method6).properties(properties, numbers: numbers)
    }

    private static let read: Route = { cluster, call throws(Refusal) in
        let entry = try cluster.ask { cluster throws(HostError) in
            try cluster.interface(call.text("iface") ?? "", on: call.node)
        }
        return Output(row(entry))
    }

    private static func order(_ call: Call) -> InterfaceOrder {
        InterfaceOrder(
            name: call.text("iface") ?? "", type: call.text("type") ?? "",
            properties: call.options(except: ["iface", "type"]), deletions: call.names("delete"))
    }

    private static let create: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in try cluster.createInterface(order(call), on: call.node) }
        return .nothing
    }

    private static let update: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in try cluster.updateInterface(order(call), on: call.node) }
        return .nothing
    }

    private static let delete: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in
            try cluster.deleteInterface(call.text("iface") ?? "", on: call.node)
        }
        return .nothing
    }

    private static let apply: Route = { cluster, call throws(Refusal) in
        try cluster.task { cluster throws(HostError) in try cluster.reloadNetwork(on: call.node) }
    }

    private static let revert: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in try cluster.revertNetwork(on: call.node) }
        return .nothing
    }
}
