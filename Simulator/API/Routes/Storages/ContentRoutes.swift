import JSONSchema
import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// `/nodes/{node}/storage/{storage}/content`: volumes and files.
enum ContentRoutes {
    private static let storage = "/nodes/{node}/storage/{storage}"

    static let routes: Routes = [
        .get("\(storage)/content"): list,
        .get("\(storage)/content/{volume}"): read,
        .put("\(storage)/content/{volume}"): update,
        .delete("\(storage)/content/{volume}"): delete,
        .post("\(storage)/download-url"): download,
        .get("\(storage)/prunebackups"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("/nodes/{node}/aplinfo"): appliances,
        .post("/nodes/{node}/aplinfo"): downloadAppliance,
    ]

    private static let list: Route = { cluster, call throws(Refusal) in
        let storage = try cluster.ask { cluster throws(HostError) in
            try cluster.requireStorage(call.storage, on: call.node)
        }
        let guest = call.integer("vmid").flatMap(GuestID.init)
        let volumes = cluster.volumes(on: storage, seenFrom: call.node, content: call.text("content"), guest: guest)
        return Output(volumes.filter { maySee($0, storage, call) }.map(row))
    }

    private static func maySee(_ volume: ListedVolume, _ storage: Storage, _ call: Call) -> Bool {
        let path = "/storage/\(storage.name)"
        if call.rights.holds(.datastoreAllocate, on: path) { return true }
        switch volume.content {
        case "iso", "vztmpl", "import": return call.rights.maySee(storage: storage.name.text)
        case "backup":
            guard let guest = volume.guest else { return false }
            return call.rights.holds(.datastoreAllocateSpace, on: path)
                && call.rights.holds(.vmBackup, on: "/vms/\(guest)")
        case "images", "rootdir":
            guard let guest = volume.guest else { return false }
            return call.rights.holds(.datastoreAudit, on: path)
                && call.rights.holds(.vmConfigDisk, on: "/vms/\(guest)")
        default: return false
        }
    }

    private static func row(_ volume: ListedVolume) -> Row {
        let row = Row().text("volid", volume.volume).text("content", volume.content).text("format", volume.format)
            .integer("size", volume.sizeBytes).integer("used", volume.usedBytes)
            .integer("ctime", volume.createdAt.map { Int($0.seconds) }).integer("vmid", volume.guest?.number)
            .text("parent", volume.parent).text("notes", volume.notes).text("subtype", volume.subtype)
        return volume.isProtected ? row.flag("protected", true) : row
    }

    private static let read: Route = { cluster, call throws(Refusal) in
        let id = try volume(call)
        let storage = try cluster.ask { cluster throws(HostError) in
            try cluster.requireStorage(call.storage, on: call.node)
        }
        let content = try cluster.ask { _ throws(HostError) in try VolumeText.content(of: id, on: storage.kind) }
        guard let volume = cluster.volume(id, on: storage, seenFrom: call.node) else {
            throw .failed("volume_size_info on '\(id)' failed - no format")
        }
        guard maySee(volume, storage, call) else { throw .failed("missing privileges to access \(id)") }
        let row = Row().text("path", storage.path(of: id)).integer("size", volume.sizeBytes)
            .integer("used", volume.usedBytes ?? volume.sizeBytes).text("format", volume.format)
        return Output(
            content.content == "backup" ? row.text("notes", volume.notes).flag("protected", volume.isProtected) : row)
    }

    private static let update: Route = { cluster, call throws(Refusal) in
        let id = try volume(call)
        let isProtected = call.text("protected").map { _ in call.isOn("protected") }
        try cluster.perform { cluster throws(HostError) in
            try cluster.updateFile(id, on: call.node, notes: call.text("notes"), isProtected: isProtected)
        }
        return .nothing
    }

    private static let delete: Route = { cluster, call throws(Refusal) in
        let id = try volume(call)
        let storage = try cluster.ask { cluster throws(HostError) in try cluster.requireStorage(call.storage) }
        let content = try cluster.ask { _ throws(HostError) in try VolumeText.content(of: id, on: storage.kind) }
        if content.content == "backup", let owner = content.owner {
            try call.require([.datastoreAllocateSpace], on: "/storage/\(storage.name)")
            try call.require([.vmBackup], on: "/vms/\(owner)")
        } else {
            try call.require([.datastoreAllocate], on: "/storage/\(storage.name)")
        }
        let task = try cluster.perform { cluster throws(HostError) in try cluster.removeVolume(id, on: call.node) }
        guard let seconds = call.integer("delay"), seconds > 0 else { return Output(.string(task.text)) }
        return try outcome(of: task, after: seconds, &cluster)
    }

    /// With a delay the answer tells how it went, if it went fast enough.
    private static func outcome(
        of task: TaskID, after seconds: Int, _ cluster: inout Cluster
    ) throws(Refusal) -> Output {
        guard let end = cluster.tasks[task]?.work?.endsAt, end <= cluster.now.adding(seconds: seconds) else {
            return Output(.string(task.text))
        }
        cluster.advance(to: end)
        guard let status = cluster.tasks[task]?.exitStatus, status != "OK", !status.hasPrefix("WARNINGS") else {
            return .nothing
        }
        throw .failed(status)
    }

    /// A volume with or without its storage in front.
    private static func volume(_ call: Call) throws(Refusal) -> String {
        let text = call.text("volume") ?? ""
        guard text.contains(":") else { return "\(call.storage):\(text)" }
        let named = VolumeText.storage(of: text)
        guard named == call.storage else {
            throw .parameter("volume", "storage ID mismatch (\(named) != \(call.storage))\n")
        }
        return text
    }

    private static let download: Route = { cluster, call throws(Refusal) in
        if !(call.rights.holds(.sysAudit, on: "/") && call.rights.holds(.sysModify, on: "/")) {
            try call.require([.sysAccessNetwork], on: "/nodes/\(call.node)")
        }
        let order = DownloadOrder(
            url: call.text("url") ?? "", content: call.text("content") ?? "", fileName: call.text("filename") ?? "",
            storage: call.storage, node: call.node, checksum: call.text("checksum"))
        return try cluster.task { cluster throws(HostError) in try cluster.download(order) }
    }

    private static let appliances: Route = { _, _ throws(Refusal) in
        Output(
            Appliance.all.map { appliance in
                Row().text("template", appliance.template).text("package", appliance.package)
                    .text("version", appliance.version).text("os", appliance.system).text("type", "lxc")
                    .text("section", "system").text("headline", appliance.headline)
                    .text("architecture", "amd64").text("source", "http://download.proxmox.com/images")
                    .text("location", appliance.location).text("description", appliance.headline)
                    .text("infopage", "https://pve.proxmox.com").text("sha512sum", appliance.checksum)
            })
    }

    private static let downloadAppliance: Route = { cluster, call throws(Refusal) in
        let template = call.text("template") ?? ""
        return try cluster.task { cluster throws(HostError) in
            try cluster.downloadAppliance(template, to: call.storage, on: call.node)
        }
    }
}
