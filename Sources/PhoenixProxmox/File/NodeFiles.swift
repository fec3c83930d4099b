import PhoenixModel

/// What the node's program says of guests' files and of device nodes (`node-program.sh`, verb `look`).
struct NodeFiles: Sendable {
    /// Every guest of the cluster, those of silent nodes too: all nodes have all files.
    private(set) var guests: [GuestReference: GuestFileText] = [:]
    /// Device nodes of the node that was asked, ascending.
    private(set) var devices: [String] = []

    init() {}

    /// Reads the program's output: a line that begins without a blank names what follows, with a blank before each line.
    init(_ output: [UInt8]) {
        var file: GuestReference?
        var lines: [Substring] = []
        for line in String(decoding: output, as: UTF8.self).split(separator: "\n") {
            if line.first == " " {
                lines.append(line.dropFirst())
                continue
            }
            close(&file, &lines)
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            if words[0] == "file" { file = Self.guest(at: words[1]) }
            if words[0] == "device" { devices.append(String(words[1])) }
        }
        close(&file, &lines)
        devices.sort()
    }

    private mutating func close(_ file: inout GuestReference?, _ lines: inout [Substring]) {
        // A file without content is a guest that went away just then.
        if let guest = file, !lines.isEmpty { guests[guest] = GuestFileText(lines) }
        file = nil
        lines = []
    }

    /// `nodes/pve1/lxc/101.conf`
    private static func guest(at path: Substring) -> GuestReference? {
        let parts = path.split(separator: "/")
        let kinds: [Substring: GuestKind] = ["lxc": .container, "qemu-server": .machine]
        guard parts.count == 4, parts[0] == "nodes", parts[3].hasSuffix(".conf"), let kind = kinds[parts[2]],
            let id = Int(parts[3].dropLast(".conf".count)).flatMap(GuestID.init)
        else { return nil }
        return GuestReference(id: id, kind: kind, node: NodeName(String(parts[1])))
    }
}
