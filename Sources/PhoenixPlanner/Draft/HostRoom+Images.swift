import PhoenixModel

/// How a node comes to have an image.
enum ImageSupply {
    case present
    /// A step of this plan brings it.
    case arriving(StepID)
    /// Nobody has brought it yet, and it can be had there.
    case download(ImageSource)
}

extension HostRoom {
    /// How a node comes to have an image, or why it cannot.
    func supply(of image: String, on node: ObservedNode) -> Result<ImageSupply, Obstacle> {
        if node.storages.contains(where: { $0.images.contains(image) }) { return .success(.present) }
        guard let volume = ImageVolume(image), let source = sources[image] else {
            return .failure(unknownImage(image, on: node))
        }
        guard let storage = storage(volume.storage, on: node.name) else {
            return .failure(
                Obstacle(
                    .unknownStorage,
                    "node \(node.name) has no storage \(volume.storage), on which image '\(image)' would lie",
                    remedy: "use one of \(listed(node.storages.map(\.name.text)))"))
        }
        guard storage.content.contains(volume.content.rawValue) else {
            let able = node.storages.filter { $0.content.contains(volume.content.rawValue) }.map(\.name.text)
            return .failure(
                Obstacle(
                    .storageContent,
                    "storage \(storage.name) on \(node.name) does not hold image '\(image)' "
                        + "(content '\(volume.content.rawValue)')",
                    remedy: "use one of \(listed(able)), or allow that content on it"))
        }
        return .success(
            arrivals[arrival(of: image, on: storage, node.name)].map(ImageSupply.arriving) ?? .download(source))
    }

    /// Has everybody else who needs the image on this node, or on its shared storage, wait for a step that brings it.
    mutating func expect(_ image: String, on node: NodeName, from step: StepID) {
        guard let volume = ImageVolume(image), let storage = storage(volume.storage, on: node) else { return }
        arrivals[arrival(of: image, on: storage, node)] = step
    }

    private func arrival(of image: String, on storage: ObservedStorage, _ node: NodeName) -> Arrival {
        Arrival(storage: key(storage, on: node), image: image)
    }

    private func unknownImage(_ image: String, on node: ObservedNode) -> Obstacle {
        Obstacle(
            .unknownImage, "node \(node.name) has no image '\(image)'",
            remedy: "say under \"images\" in phoenix.json where it can be had, download it to the node, "
                + "or use one of \(listed(node.storages.flatMap(\.images)))")
    }
}
