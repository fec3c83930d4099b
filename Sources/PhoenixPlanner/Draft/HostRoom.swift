import PhoenixModel

/// What the host offers, less what the plan has already taken of it.
struct HostRoom {
    private(set) var nodes: [NodeName: ObservedNode]
    /// Memory of all guests on a node, in MiB: a measure of how full it is, not a limit.
    private var promisedMebibytes: [NodeName: Int] = [:]
    /// Shared storages have one room for all nodes.
    private var takenGibibytes: [StorageKey: Int] = [:]

    /// Where images can be had, by volume id.
    let sources: [String: ImageSource]
    /// The steps that bring an image to where it lies.
    var arrivals: [Arrival: StepID] = [:]

    enum StorageKey: Hashable {
        case shared(StorageName)
        case local(NodeName, StorageName)
    }

    /// An image on its way to a storage.
    struct Arrival: Hashable {
        let storage: StorageKey
        let image: String
    }

    init(_ observed: ObservedState, images sources: [String: ImageSource]) {
        self.sources = sources
        nodes = Dictionary(observed.nodes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for guest in observed.guests where !guest.isTemplate {
            promisedMebibytes[guest.reference.node, default: 0] += guest.configuration.memoryMebibytes ?? 0
        }
    }

    /// Nodes from the emptiest to the fullest; ties by name, so that the choice is the same everywhere.
    var nodesByRoom: [NodeName] {
        nodes.keys.sorted {
            let (left, right) = (freeMebibytes(on: $0), freeMebibytes(on: $1))
            return left == right ? $0 < $1 : left > right
        }
    }

    /// How much of a storage is left, in GiB; nil if the node has no such storage.
    func availableGibibytes(on node: NodeName, storage name: StorageName) -> Int? {
        guard let storage = storage(name, on: node) else { return nil }
        return storage.availableGibibytes - (takenGibibytes[key(storage, on: node)] ?? 0)
    }

    func storage(_ name: StorageName, on node: NodeName) -> ObservedStorage? {
        nodes[node]?.storages.first { $0.name == name }
    }

    /// Counts a new guest on the node; `ownsDisks` is false for linked clones, which begin without any space.
    mutating func take(_ configuration: Configuration, on node: NodeName, ownsDisks: Bool) {
        promisedMebibytes[node, default: 0] += configuration.memoryMebibytes ?? 0
        guard ownsDisks else { return }
        for volume in configuration.volumes {
            take(gibibytes: volume.sizeGibibytes, of: volume.storage, on: node)
        }
    }

    /// Counts space on a storage; without effect if the node has no such storage.
    mutating func take(gibibytes: Int, of name: StorageName, on node: NodeName) {
        guard let storage = storage(name, on: node) else { return }
        takenGibibytes[key(storage, on: node), default: 0] += gibibytes
    }

    private func freeMebibytes(on node: NodeName) -> Int {
        (nodes[node]?.memoryMebibytes ?? 0) - (promisedMebibytes[node] ?? 0)
    }

    func key(_ storage: ObservedStorage, on node: NodeName) -> StorageKey {
        storage.isShared ? .shared(storage.name) : .local(node, storage.name)
    }
}
