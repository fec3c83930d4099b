import PhoenixModel

/// Checks one guest against the nodes it may run on.
struct GuestInventoryCheck {
    let guest: ResolvedGuest
    let desired: DesiredGuest
    let inventory: Inventory
    /// What can be downloaded, by volume id.
    let images: [String: FleetImage]

    mutating func run(_ findings: inout Findings) {
        if let name = desired.node, inventory[name] == nil {
            let names = inventory.nodes.map(\.name.text)
            findings.error(
                .unknownNode, at: guest.merged.place(of: .node), "The host has no node '\(name)'",
                remedy: Suggestion.remedy(
                    for: name.text, among: names, otherwise: "It has \(names.joined(separator: ", "))"))
            return
        }
        let nodes = inventory.candidates(for: desired)
        guard !nodes.isEmpty else { return }
        checkStorages(nodes, &findings)
        checkBridges(nodes, &findings)
        checkImage(nodes, &findings)
        checkDevices(nodes, &findings)
        checkMemory(nodes, &findings)
    }

    /// For messages: the node, or the host if any node would do.
    private func whereabouts(_ nodes: [ObservedNode]) -> String {
        desired.node.map { "Node \($0)" } ?? "The host"
    }

    private func checkStorages(_ nodes: [ObservedNode], _ findings: inout Findings) {
        let content = desired.kind == .container ? "rootdir" : "images"
        for setting in desired.configuration.all {
            let (volume, place): (Volume, Diagnostic.Place)
            switch setting {
            case .rootDisk(let disk): (volume, place) = (disk, guest.merged.place(of: .storage))
            case .volume(_, let further): (volume, place) = (further, guest.merged.place(of: .volumes))
            default: continue
            }
            let known = nodes.flatMap(\.storages).filter { $0.name == volume.storage }
            if known.isEmpty {
                let names = nodes.flatMap(\.storages).map(\.name.text)
                findings.error(
                    .unknownStorage, at: place, "\(whereabouts(nodes)) has no storage '\(volume.storage)'",
                    remedy: Suggestion.remedy(
                        for: volume.storage.text, among: names,
                        otherwise: "It has \(unique(names).joined(separator: ", "))"))
            } else if !known.contains(where: { $0.content.contains(content) }) {
                findings.error(
                    .storageContent, at: place,
                    "The storage '\(volume.storage)' does not take disks of a \(desired.kind.noun)",
                    remedy: "Allow its content '\(content)' on the host, or choose another storage")
            }
        }
    }

    private func checkBridges(_ nodes: [ObservedNode], _ findings: inout Findings) {
        let names = unique(nodes.flatMap(\.bridges).map(\.text))
        for (key, setting) in [(GuestKey.network, SettingKey.network(0)), (.secondNetwork, .network(1))] {
            guard case .network(_, let interface)? = desired.configuration[setting] else { continue }
            guard !names.contains(interface.bridge.text) else { continue }
            findings.error(
                .unknownBridge, at: guest.merged[key]?["bridge"]?.place ?? guest.merged.place(of: key),
                "\(whereabouts(nodes)) has no bridge '\(interface.bridge)'",
                remedy: Suggestion.remedy(
                    for: interface.bridge.text, among: names, otherwise: "It has \(names.joined(separator: ", "))"))
        }
    }

    private func checkImage(_ nodes: [ObservedNode], _ findings: inout Findings) {
        guard case .image(let image) = desired.origin, !image.hasPrefix("/") else { return }
        let images = nodes.flatMap(\.storages).flatMap(\.images)
        guard !images.contains(image) else { return }
        let place = guest.merged.place(of: desired.kind == .container ? .template : .image)
        if self.images[image] != nil, let volume = ImageVolume(image) {
            checkDownload(of: volume, at: place, nodes, &findings)
            return
        }
        findings.error(
            .unknownImage, at: place, "\(whereabouts(nodes)) has no image '\(image)'",
            remedy: Suggestion.remedy(
                for: image, among: images,
                otherwise: "Say under images in phoenix.json where it can be had, or choose one that is there"))
    }

    /// An image that is not there yet needs a storage that takes it.
    private func checkDownload(
        of volume: ImageVolume, at place: Diagnostic.Place, _ nodes: [ObservedNode], _ findings: inout Findings
    ) {
        let known = nodes.flatMap(\.storages).filter { $0.name == volume.storage }
        if known.isEmpty {
            let names = unique(nodes.flatMap(\.storages).map(\.name.text))
            findings.error(
                .unknownStorage, at: place,
                "\(whereabouts(nodes)) has no storage '\(volume.storage)' to download the image to",
                remedy: Suggestion.remedy(
                    for: volume.storage.text, among: names, otherwise: "It has \(names.joined(separator: ", "))"))
        } else if !known.contains(where: { $0.content.contains(volume.content.rawValue) }) {
            findings.error(
                .storageContent, at: place, "The storage '\(volume.storage)' does not take the image",
                remedy: "Allow its content '\(volume.content.rawValue)' on the host, or choose another storage")
        }
    }

    private func checkDevices(_ nodes: [ObservedNode], _ findings: inout Findings) {
        for device in desired.configuration.devices {
            let isThere: Bool
            let name: String
            switch device {
            // Other devices are not part of an inventory.
            case .node(let path, _) where !path.hasPrefix("/dev/nvidia"): continue
            case .node(let path, _): (name, isThere) = (path, nodes.contains { $0.devices.contains(path) })
            case .mappedPCI(let mapping):
                (name, isThere) = ("mapped device '\(mapping)'", nodes.contains { $0.mappedDevices.contains(mapping) })
            }
            guard !isThere else { continue }
            findings.error(
                .unknownDevice, at: guest.merged.place(of: .graphics), "\(whereabouts(nodes)) has no \(name)",
                remedy: "Assign a GPU that is there, or set it up on the host")
        }
    }

    private func checkMemory(_ nodes: [ObservedNode], _ findings: inout Findings) {
        guard let memory = guest.memoryMebibytes, let most = nodes.map(\.memoryMebibytes).max(), memory > most else {
            return
        }
        findings.error(
            .memoryExceedsNode, at: guest.merged.place(of: .memory),
            "\(guest.merged.subject) has \(memory) MiB of memory, \(desired.node.map { "node \($0)" } ?? "the largest node") has \(most)",
            remedy: "Write at most \(most)")
    }
}

/// Each name once, in the order given.
private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
}
