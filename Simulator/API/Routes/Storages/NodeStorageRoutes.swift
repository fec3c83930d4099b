import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/nodes/{node}/storage`: storages as one node sees them.
enum NodeStorageRoutes {
    private static let storages = "/nodes/{node}/storage"
    private static let storage = "/nodes/{node}/storage/{storage}"

    static let routes: Routes = [
        .get(storages): list,
        .get(storage): { _, _ throws(Refusal) in
            .subdirectories([
                "content", "download-url", "file-restore", "import-metadata", "identity", "oci-registry-pull",
                "prunebackups", "rrd", "rrddata", "status", "upload",
            ])
        },
        .get("\(storage)/status"): status,
        .get("\(storage)/identity"): identity,
        .get("\(storage)/rrddata"): { _, _ throws(Refusal) in Output(.array([])) },
    ]

    private static let list: Route = { cluster, call throws(Refusal) in
        let shown = cluster.storagesByName.filter { wants($0, call) }
        if let name = call.text("storage"), cluster.storages[StorageName(name)] == nil {
            throw .parameter("storage", "No such storage.")
        }
        return Output(
            shown.map { storage in
                var row = StorageRow.status(storage, on: call.node).text("storage", storage.name.text)
                let used = storage.usedBytes(on: call.node)
                let capacity = storage.capacityBytes(on: call.node)
                if storage.isAvailable(on: call.node), capacity > 0 {
                    row = row.number("used_fraction", Double(used) / Double(capacity))
                }
                return call.isOn("format") ? row.with("formats", formats(of: storage)) : row
            })
    }

    private static func wants(_ storage: Storage, _ call: Call) -> Bool {
        guard call.rights.maySee(storage: storage.name.text) else { return false }
        if let name = call.text("storage"), name != storage.name.text { return false }
        let content = call.names("content")
        if !content.isEmpty {
            guard content.contains(where: storage.content.contains), storage.isAvailable(on: call.node) else {
                return false
            }
        }
        if call.isOn("enabled"), storage.isDisabled { return false }
        guard let target = call.text("target"), NodeName(target) != call.node, target != "localhost" else {
            return true
        }
        return storage.isShared && storage.isAvailable(on: call.node) && storage.isAvailable(on: NodeName(target))
    }

    private static func formats(of storage: Storage) -> JSONText {
        let usual = storage.properties["format"] ?? "raw"
        return .object([
            .init("supported", .array(storage.kind.formats.map(JSONText.string))), .init("default", .string(usual)),
        ])
    }

    private static let status: Route = { cluster, call throws(Refusal) in
        guard let storage = cluster.storages[call.storage] else { throw .parameter("storage", "No such storage.") }
        return Output(StorageRow.status(storage, on: call.node))
    }

    private static let identity: Route = { cluster, call throws(Refusal) in
        let storage = try cluster.ask { cluster throws(HostError) in
            try cluster.requireStorage(call.storage, on: call.node)
        }
        let place = storage.isShared ? "" : "\(call.node):"
        let id = ConfigurationDigest.of(place + storage.section.name)
        return Output(Row().text("id", id).text("type", storage.kind.rawValue))
    }
}
