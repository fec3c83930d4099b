import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess
import ProxmoxSchema

/// `/cluster/mapping`: names for hardware and folders that may be given to guests.
enum MappingRoutes {
    static let routes: Routes = HardwareMappings.Kind.allCases.map(routes).reduce([
        .get("/cluster/mapping"): { _, _ throws(Refusal) in Output(.index("name", ["dir", "pci", "usb"])) }
    ]) { $0.merging($1) { first, _ in first } }

    private static func routes(of kind: HardwareMappings.Kind) -> Routes {
        let path = "/cluster/mapping/\(kind.rawValue)"
        return [
            .get(path): { cluster, call throws(Refusal) in try list(kind, cluster, call) },
            .post(path): { cluster, call throws(Refusal) in try create(kind, &cluster, call) },
            .get("\(path)/{id}"): { cluster, call throws(Refusal) in try read(kind, cluster, call) },
            .put("\(path)/{id}"): { cluster, call throws(Refusal) in try update(kind, &cluster, call) },
            .delete("\(path)/{id}"): { cluster, call throws(Refusal) in try delete(kind, &cluster, call) },
        ]
    }

    private static func list(
        _ kind: HardwareMappings.Kind, _ cluster: Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let file = cluster.datacenter.mappings[kind]
        let node = call.text("check-node").map { $0 == "localhost" ? call.localNode : NodeName($0) }
        if let node, node != call.localNode { throw .failed("wrong node to check - \(node) != \(call.localNode)") }
        let privileges: [Privilege] = [.mappingModify, .mappingUse, .mappingAudit]
        let shown = file.sections.filter { section in
            call.rights.holdsAny(privileges, on: "/mapping/\(kind.rawValue)/\(section.name)")
        }
        return Output(
            shown.map { section in
                let row = row(section, kind).text("id", section.name).text("digest", file.digest)
                guard let node, kind != .usb else { return row }
                let checks = kind == .pci ? cluster.problems(of: section, on: node) : []
                return row.with(
                    "checks",
                    .array(checks.map { Row().text("severity", $0.severity).text("message", $0.text).json }))
            })
    }

    private static func row(_ section: SectionFile.Section, _ kind: HardwareMappings.Kind) -> Row {
        let properties = Dictionary(
            uniqueKeysWithValues: section.keys.filter { $0 != "map" }.map { ($0, section[$0] ?? "") })
        return Row().properties(properties, numbers: ["mdev", "live-migration-capable"])
            .with("map", .array(section.list("map").map(JSONText.string))).text("type", kind.rawValue)
    }

    private static func read(
        _ kind: HardwareMappings.Kind, _ cluster: Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let section = try cluster.ask { cluster throws(HostError) in
            try cluster.mapping(kind, call.text("id") ?? "")
        }
        return Output(row(section, kind).text("digest", cluster.datacenter.mappings[kind].digest))
    }

    private static func create(
        _ kind: HardwareMappings.Kind, _ cluster: inout Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let properties = call.options(except: ["id", "map"])
        try cluster.perform { cluster throws(HostError) in
            try cluster.addMapping(
                kind, call.text("id") ?? "", properties: properties, map: call.parameters.list("map"))
        }
        return .nothing
    }

    private static func update(
        _ kind: HardwareMappings.Kind, _ cluster: inout Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        let properties = call.options(except: ["id", "map"])
        let map = call.parameters.list("map")
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateMapping(
                kind, call.text("id") ?? "", setting: properties, map: map.isEmpty ? nil : map,
                deleting: call.names("delete"), digest: call.text("digest"))
        }
        return .nothing
    }

    private static func delete(
        _ kind: HardwareMappings.Kind, _ cluster: inout Cluster, _ call: Call
    ) throws(Refusal) -> Output {
        try cluster.perform { cluster throws(HostError) in
            try cluster.removeMapping(kind, call.text("id") ?? "")
        }
        return .nothing
    }
}
