package import PhoenixModel

extension Cluster {
    /// The storage of that name.
    package func requireStorage(_ name: StorageName) throws(HostError) -> Storage {
        guard let storage = storages[name] else { throw HostError(.missing, "storage '\(name)' does not exist") }
        return storage
    }

    /// Adds a storage; its properties are those of a section in `storage.cfg`.
    package mutating func addStorage(
        _ name: StorageName, kind: StorageKind, properties: [String: String], capacityGibibytes: Int = 1024
    ) throws(HostError) {
        let options = StorageOptions(kind)
        var properties = properties.filter { !StorageOptions.secrets.contains($0.key) }
        if properties["path"] == nil, kind == .nfs || kind == .cifs { properties["path"] = "/mnt/pve/\(name)" }
        for key in properties.keys.sorted() where !options.knows(key) {
            throw HostError(.failed, "unexpected property '\(key)'")
        }
        for key in options.required.sorted() where properties[key] == nil {
            throw HostError(.failed, "missing value for required option '\(key)'")
        }
        if kind == .directory, let path = properties["path"], !Self.isStoragePath(path) {
            throw HostError(.failed, "illegal path for directory storage: \(path)")
        }
        try requireLock(of: "storage_cfg", while: "create storage failed")
        if storages[name] != nil {
            throw HostError(.exists, "create storage failed: storage ID '\(name)' already defined")
        }
        var storage = Storage(
            name: name, kind: kind, content: kind.usualContent, capacityGibibytes: capacityGibibytes, properties: [:])
        try Self.write(properties, to: &storage)
        storages[name] = storage
    }

    /// Changes a storage's properties.
    package mutating func updateStorage(
        _ name: StorageName, setting properties: [String: String], deleting deletions: [String] = [],
        digest: String? = nil
    ) throws(HostError) {
        try requireLock(of: "storage_cfg", while: "update storage failed")
        let prefix = "update storage failed: "
        let stale = digest.map { $0 != storageFile.digest } ?? false
        if stale { throw HostError(.conflict, prefix + ConfigurationDigest.changedText) }
        guard var storage = storages[name] else {
            throw HostError(.missing, "\(prefix)storage '\(name)' does not exist")
        }
        let options = StorageOptions(storage.kind)
        for key in properties.keys.sorted() {
            if options.isFixed(key) {
                throw HostError(.failed, "\(prefix)can't change value of fixed parameter '\(key)'")
            }
            guard options.knows(key) else { throw HostError(.failed, "\(prefix)unexpected property '\(key)'") }
        }
        for key in deletions {
            guard options.knows(key) else { throw HostError(.failed, "\(prefix)no such option '\(key)'") }
            if options.required.contains(key) {
                throw HostError(.failed, "\(prefix)unable to delete required option '\(key)'")
            }
            if options.fixed.contains(key) {
                throw HostError(.failed, "\(prefix)unable to delete fixed option '\(key)'")
            }
            if properties[key] != nil {
                throw HostError(.failed, "\(prefix)cannot set and delete property '\(key)' at the same time!")
            }
            Self.take(key, from: &storage)
        }
        try Self.write(properties.filter { !StorageOptions.secrets.contains($0.key) }, to: &storage)
        storages[name] = storage
        countUse()
    }

    /// Takes a storage out of the configuration; what lies on it stays where it is, out of sight.
    package mutating func removeStorage(_ name: StorageName) throws(HostError) {
        try requireLock(of: "storage_cfg", while: "delete storage failed")
        let prefix = "delete storage failed: "
        guard storages[name] != nil else { throw HostError(.missing, "\(prefix)storage '\(name)' does not exist") }
        if storages.values.contains(where: { $0.properties["base"]?.hasPrefix("\(name):") == true }) {
            throw HostError(.refused, "\(prefix)can't remove storage - storage is used as base of another storage")
        }
        storages[name] = nil
    }

    private static func isStoragePath(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/") && path.utf8.count > 1
            && path.utf8.allSatisfy { byte in
                isNameByte(byte) || [UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "-")].contains(byte)
            }
    }

    /// Letters, digits, `_` and `.`.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 46
    }

    private static func take(_ key: String, from storage: inout Storage) {
        switch key {
        case "content": storage.content = storage.kind.usualContent.sorted()
        case "nodes": storage.nodes = nil
        case "disable": storage.isDisabled = false
        case "shared": storage.isShared = storage.kind.isAlwaysShared
        default: storage.properties[key] = nil
        }
    }

    private static func write(_ properties: [String: String], to storage: inout Storage) throws(HostError) {
        for (key, value) in properties.sorted(by: { $0.key < $1.key }) {
            switch key {
            case "content": storage.content = try content(value, of: storage.kind)
            case "nodes":
                if storage.name == "local", !value.isEmpty {
                    throw HostError(.failed, "storage 'local' does not allow node restrictions")
                }
                let names = ConfigurationText.list(value).map { NodeName($0) }.sorted()
                storage.nodes = names.isEmpty ? nil : names
            case "disable": storage.isDisabled = ConfigurationText.isTrue(value)
            case "shared": storage.isShared = ConfigurationText.isTrue(value) || storage.kind.isAlwaysShared
            default: storage.properties[key] = value
            }
        }
    }

    /// Content that the kind cannot hold is left out with no more than a warning.
    private static func content(_ text: String, of kind: StorageKind) throws(HostError) -> [String] {
        let possible = kind.possibleContent
        let content = Set(ConfigurationText.list(text)).filter(possible.contains).sorted()
        if content.contains("none"), content.count > 1 {
            throw HostError(.failed, "unable to combine 'none' with other content types")
        }
        if content.isEmpty, !possible.contains("none") {
            throw HostError(.failed, "storage does not support content type 'none'")
        }
        return content
    }
}
