import PhoenixModel

/// A guest's own layer laid over what it shares with others.
///
/// What only one of the two says is not copied: a guest says some twenty things itself, and shares as many.
struct LaidOver: Sendable {
    private let below: SharedLayer
    /// The guest's own values.
    private let own: GuestValues
    /// Objects that both say, merged.
    private var merged = GuestValues()
    let engineArguments: [String: MergedValue]

    init(_ own: GuestLayer, over below: SharedLayer) {
        self.below = below
        self.own = own.values
        for key in own.values.keys.intersection(below.values.keys) {
            guard let weaker = below.values[key], weaker.isObject, let stronger = own.values[key] else { continue }
            merged[key] = weaker.overlaid(by: stronger)
        }
        engineArguments =
            own.engineArguments.isEmpty
            ? below.engineArguments : below.engineArguments.merging(own.engineArguments) { $1 }
    }

    /// What is said; nil also for what only guests of the other kind have.
    subscript(key: GuestKey) -> MergedValue? {
        below.foreignKeys.contains(key) ? nil : saidValue(key)
    }

    /// The values of keys that only guests of the other kind have, in the order of the keys.
    var foreignValues: [(key: GuestKey, value: MergedValue)] {
        let foreign = own.keys.union(below.values.keys).intersection(below.foreignKeys)
        return foreign.compactMap { key in saidValue(key).map { (key, $0) } }
    }

    private func saidValue(_ key: GuestKey) -> MergedValue? { merged[key] ?? own[key] ?? below.values[key] }
}

/// What lies below guests: the defaults, the file's own defaults, and the profiles in their order.
final class SharedLayer: Sendable {
    let values: GuestValues
    let engineArguments: [String: MergedValue]
    /// What only guests of the other kind have.
    let foreignKeys: GuestKeySet

    init(_ layer: GuestLayer, for kind: GuestKind) {
        values = layer.values
        engineArguments = layer.engineArguments
        foreignKeys = kind == .container ? Self.ofMachines : Self.ofContainers
    }

    private static let ofMachines = GuestKeySet(GuestKey.allCases.filter { $0.onlyKind == .machine })
    private static let ofContainers = GuestKeySet(GuestKey.allCases.filter { $0.onlyKind == .container })
}
