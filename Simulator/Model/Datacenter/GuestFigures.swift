import PhoenixModel

/// What a guest has and uses, in Proxmox's units. A simulated guest's use is a steady share of what it has.
package struct GuestFigures: Hashable, Sendable {
    package let processors: Int
    package let memoryBytes: Int
    package let usedMemoryBytes: Int
    package let swapBytes: Int
    /// The disk it boots from.
    package let diskBytes: Int
    package let usedDiskBytes: Int
    /// Between 0 and 1, of all its processors.
    package let processorUse: Double

    init(of guest: Guest, on node: Node?) {
        let section = guest.file.current
        let isRunning = guest.running != nil
        let isContainer = guest.kind == .container
        if isContainer {
            processors = section["cores"].flatMap(Int.init) ?? node?.cores ?? 1
        } else {
            processors = (section["sockets"].flatMap(Int.init) ?? 1) * (section["cores"].flatMap(Int.init) ?? 1)
        }
        let memory = PropertyString(section["memory"] ?? "512", defaultKey: "current")["current"]
        memoryBytes = (memory.flatMap(Int.init) ?? 512) << 20
        swapBytes = isContainer ? (section["swap"].flatMap(Int.init) ?? 512) << 20 : 0
        diskBytes = Self.bootDiskBytes(of: guest)
        usedMemoryBytes = isRunning ? min(memoryBytes, Self.idleMemoryBytes(guest.kind)) : 0
        // A machine's file systems are not seen from outside.
        usedDiskBytes = isRunning && isContainer ? min(diskBytes, Self.systemBytes) : 0
        processorUse = 0
    }

    private static func bootDiskBytes(of guest: Guest) -> Int {
        let section = guest.file.current
        var key = guest.kind.rootDiskKey
        if guest.kind == .machine, section[key] == nil {
            let keys = section.values.keys.filter(ConfigurationKey.isAttachedVolume).sorted()
            key = keys.first { PropertyString(section[$0] ?? "")["media"] != "cdrom" } ?? key
        }
        guard let text = section[key], let size = PropertyString(text, defaultKey: "file")["size"] else { return 0 }
        return VolumeText.bytes(size) ?? 0
    }

    private static func idleMemoryBytes(_ kind: GuestKind) -> Int { kind == .container ? 64 << 20 : 384 << 20 }

    /// About what an unpacked distribution takes up.
    private static let systemBytes = 174_448_640
}

extension Cluster {
    /// What a guest has and uses now.
    package func figures(of guest: Guest) -> GuestFigures { GuestFigures(of: guest, on: nodes[guest.node]) }
}

extension VolumeText {
    /// A size such as `8G`, `512M`, `1T` or plain bytes, in bytes; nil if it is none.
    package static func bytes(_ text: String) -> Int? { VolumeSize.bytes(text) }
}
