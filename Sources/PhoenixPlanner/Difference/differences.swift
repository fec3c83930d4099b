import PhoenixModel

/// Every setting in which a guest is not as wished, ascending by key.
///
/// What the commit does not say is not compared, except that interfaces and devices it does not list are taken away.
func differences(
    wished: Configuration, seen: Configuration, kind: GuestKind, isRunning: Bool, ignoring ignored: Set<SettingKey>
) -> [Difference] {
    var found: [Difference] = []
    for wish in wished.all where !ignored.contains(wish.key) {
        let sight = seen[wish.key]
        if let sight, wish.isFulfilled(by: sight) { continue }
        let effect = effect(from: sight, to: wish, kind: kind, isRunning: isRunning)
        found.append(Difference(key: wish.key, seen: sight, wished: wish, effect: effect))
    }
    for sight in seen.all where wished[sight.key] == nil && !ignored.contains(sight.key) {
        guard sight.key.isListedWhole else { continue }
        let effect = effect(from: sight, to: nil, kind: kind, isRunning: isRunning)
        found.append(Difference(key: sight.key, seen: sight, wished: nil, effect: effect))
    }
    return found.sorted { $0.key < $1.key }
}

extension SettingKey {
    /// Whether the commit lists all settings of this family, so that one it does not list is one too many.
    fileprivate var isListedWhole: Bool {
        switch self {
        case .network, .device, .mount: true
        default: false
        }
    }
}

extension ObservedGuest {
    /// What will be in force after the next restart.
    var eventualConfiguration: Configuration {
        guard !pending.isEmpty else { return configuration }
        var eventual = configuration
        for key in pending.removed { eventual.unset(key) }
        for setting in pending.changed.all { eventual.set(setting) }
        return eventual
    }

    /// Which settings wait for a restart, ascending.
    var pendingKeys: [SettingKey] { Set(pending.changed.keys + pending.removed).sorted() }
}
