import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/storage`: the configuration of storages.
enum StorageRoutes {
    static let routes: Routes = [
        .get("/storage"): list,
        .get("/storage/{storage}"): read,
        .post("/storage"): create,
        .put("/storage/{storage}"): update,
        .delete("/storage/{storage}"): delete,
    ]

    private static let list: Route = { cluster, call throws(Refusal) in
        let digest = cluster.storageFile.digest
        let type = call.text("type")
        let shown = cluster.storagesByName.filter { storage in
            call.rights.maySee(storage: storage.name.text) && (type == nil || type == storage.kind.rawValue)
        }
        return Output(shown.map { StorageRow.configuration($0, digest: digest) })
    }

    private static let read: Route = { cluster, call throws(Refusal) in
        let storage = try cluster.ask { cluster throws(HostError) in try cluster.requireStorage(call.storage) }
        return Output(StorageRow.configuration(storage, digest: cluster.storageFile.digest))
    }

    private static let create: Route = { cluster, call throws(Refusal) in
        let type = call.text("type") ?? ""
        guard let kind = StorageKind(rawValue: type) else {
            throw .notImplemented("storages of type '\(type)' are Proxmox's, but the simulated Proxmox has none")
        }
        let properties = call.options(except: ["storage", "type"])
        try cluster.perform { cluster throws(HostError) in
            try cluster.addStorage(call.storage, kind: kind, properties: properties)
        }
        return Output(Row().text("storage", call.storage.text).text("type", type))
    }

    private static let update: Route = { cluster, call throws(Refusal) in
        let properties = call.options(except: ["storage"])
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateStorage(
                call.storage, setting: properties, deleting: call.names("delete"), digest: call.text("digest"))
        }
        let kind = cluster.storages[call.storage]?.kind
        return Output(Row().text("storage", call.storage.text).text("type", kind?.rawValue))
    }

    private static let delete: Route = { cluster, call throws(Refusal) in
        try cluster.perform { cluster throws(HostError) in try cluster.removeStorage(call.storage) }
        cluster.access.forget(storage: call.storage.text)
        return .nothing
    }
}
