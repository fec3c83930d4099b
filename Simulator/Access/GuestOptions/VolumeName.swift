/// What a volume's name tells of it: on which storage it lies, what it holds, and whose it is.
struct VolumeName {
    let storage: String
    let content: Content
    /// Nil when the name tells none.
    let owner: Int?
    /// An appliance inside an archive, which must be unpacked before it is used.
    let needsUnpacking: Bool

    enum Content {
        case images, rootdir, iso, vztmpl, backup, snippets, imported
        /// A name that only the storage itself understands.
        case other

        /// The word in Proxmox's texts.
        var name: String {
            switch self {
            case .images: "images"
            case .rootdir: "rootdir"
            case .iso: "iso"
            case .vztmpl: "vztmpl"
            case .backup: "backup"
            case .snippets: "snippets"
            case .imported: "import"
            case .other: "other"
            }
        }
    }

    /// Nil when the text names no storage.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), NameRule.isStorage(String(text[..<colon])) else { return nil }
        storage = String(text[..<colon])
        let name = text[text.index(after: colon)...]
        content = Self.content(of: name)
        owner = Self.owner(of: name)
        needsUnpacking = content == .imported && name.contains(".ova/")
    }

    private static func content(of name: Substring) -> Content {
        let folders: [(String, Content)] = [
            ("iso/", .iso), ("vztmpl/", .vztmpl), ("backup/", .backup), ("snippets/", .snippets),
            ("import/", .imported),
        ]
        if let folder = folders.first(where: { name.hasPrefix($0.0) }) { return folder.1 }
        let file = name.split(separator: "/").last ?? ""
        if file.hasPrefix("subvol-") || file.hasPrefix("basevol-") { return .rootdir }
        return file.hasPrefix("vm-") || file.hasPrefix("base-") || owner(of: name) != nil ? .images : .other
    }

    /// From `vm-100-disk-0`, `100/anything.qcow2` or `vzdump-lxc-100-….tar.zst`.
    private static func owner(of name: Substring) -> Int? {
        let parts = name.split(separator: "/")
        if parts.count > 1, let folder = parts.first, let id = Int(folder) { return id }
        let words = (parts.last ?? "").split(separator: "-")
        let position =
            switch words.first {
            case "vm", "base", "subvol", "basevol": 1
            case "vzdump": 2
            default: words.count
            }
        return words.dropFirst(position).first.flatMap { Int($0) }
    }
}
