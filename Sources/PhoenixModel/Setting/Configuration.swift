/// A guest's settings, at most one value each, always visited in the order of their keys.
package struct Configuration: Hashable, Sendable {
    private var settings: [SettingKey: Setting]

    /// Later settings replace earlier ones of the same key.
    package init(_ settings: [Setting] = []) {
        self.settings = Dictionary(settings.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    }

    package subscript(key: SettingKey) -> Setting? { settings[key] }

    /// Every setting, in ascending order of key.
    package var all: [Setting] { settings.sorted { $0.key < $1.key }.map(\.value) }

    /// Every key, ascending.
    package var keys: [SettingKey] { settings.keys.sorted() }

    package var isEmpty: Bool { settings.isEmpty }

    /// Adds a setting, or replaces the one of the same key.
    package mutating func set(_ setting: Setting) { settings[setting.key] = setting }

    /// Takes a setting away; without effect if it is not there.
    package mutating func unset(_ key: SettingKey) { settings[key] = nil }
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
