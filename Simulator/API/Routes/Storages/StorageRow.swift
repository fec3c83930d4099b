import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// A storage as the various lists show it.
enum StorageRow {
    /// Of the whole cluster.
    static func resource(_ storage: Storage, on node: Node) -> Row {
        let row = Row().text("id", "storage/\(node.name)/\(storage.name)").text("storage", storage.name.text)
            .text("node", node.name.text).text("type", "storage").text("plugintype", storage.kind.rawValue)
            .flag("shared", storage.isShared).text("content", content(of: storage))
        guard node.isOnline else { return row.text("status", "unknown") }
        return row.text("status", "available").integer("maxdisk", storage.capacityBytes(on: node.name))
            .integer("disk", storage.usedBytes(on: node.name))
    }

    /// As a node sees it, without its name.
    static func status(_ storage: Storage, on node: NodeName) -> Row {
        let isEnabled = storage.isAvailable(on: node)
        let total = isEnabled ? storage.capacityBytes(on: node) : 0
        let used = isEnabled ? storage.usedBytes(on: node) : 0
        return Row().text("type", storage.kind.rawValue).text("content", content(of: storage))
            .flag("shared", storage.isShared).flag("enabled", isEnabled).flag("active", isEnabled)
            .integer("total", total).integer("used", used).integer("avail", total - used)
    }

    /// As `storage.cfg` has it.
    static func configuration(_ storage: Storage, digest: String) -> Row {
        Row().text("storage", storage.name.text).text("type", storage.kind.rawValue)
            .properties(storage.shownProperties, numbers: StorageOptions.numbers).text("digest", digest)
    }

    static func content(of storage: Storage) -> String { storage.content.joined(separator: ",") }
}
