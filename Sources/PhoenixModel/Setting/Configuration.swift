/// A guest's settings, at most one value each, always visited in the order of their keys.
package struct Configuration: Hashable, Sendable {
    /// Every setting, in ascending order of key. A guest has some twenty: searching them beats hashing them.
    package private(set) var all: [Setting]

    /// Later settings replace earlier ones of the same key.
    package init(_ settings: [Setting] = []) {
        all = []
        all.reserveCapacity(settings.count)
        for setting in settings { set(setting) }
    }

    package subscript(key: SettingKey) -> Setting? {
        let place = place(of: key)
        return place < all.count && all[place].key == key ? all[place] : nil
    }

    /// Every key, ascending.
    package var keys: [SettingKey] { all.map(\.key) }

    package var isEmpty: Bool { all.isEmpty }

    /// Adds a setting, or replaces the one of the same key.
    package mutating func set(_ setting: Setting) {
        let key = setting.key
        // Most come in the order of their keys.
        let place = all.last.map { $0.key < key } ?? true ? all.count : place(of: key)
        if place < all.count, all[place].key == key {
            all[place] = setting
        } else {
            all.insert(setting, at: place)
        }
    }

    /// Takes a setting away; without effect if it is not there.
    package mutating func unset(_ key: SettingKey) {
        let place = place(of: key)
        if place < all.count, all[place].key == key { all.remove(at: place) }
    }

    /// Where a setting of this key stands, or would have to.
    private func place(of key: SettingKey) -> Int {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Configuration: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([Setting].self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(all)
    }
}

extension Configuration {
    /// Memory in MiB, if set.
    package var memoryMebibytes: Int? {
        if case .memory(let mebibytes)? = self[.memory] { mebibytes } else { nil }
    }

    /// The root disk, if set.
    package var rootDisk: Volume? {
        if case .rootDisk(let volume)? = self[.rootDisk] { volume } else { nil }
    }

    /// The name on the host, if set.
    package var name: String? {
        if case .name(let name)? = self[.name] { name } else { nil }
    }

    /// Every volume that lies on a storage, the root disk first.
    package var volumes: [Volume] {
        all.compactMap {
            switch $0 {
            case .rootDisk(let volume), .volume(_, let volume): volume
            default: nil
            }
        }
    }

    /// Every network interface, ascending by place.
    package var networks: [NetworkInterface] {
        all.compactMap { if case .network(_, let interface) = $0 { interface } else { nil } }
    }

    /// Every device, ascending by place.
    package var devices: [Device] {
        all.compactMap { if case .device(_, let device) = $0 { device } else { nil } }
    }
}
