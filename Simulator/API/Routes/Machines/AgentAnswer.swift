import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// What the agent of a simulated machine says of it.
struct AgentAnswer {
    private let guest: Guest
    private let now: Instant

    init(_ guest: Guest, at now: Instant) {
        self.guest = guest
        self.now = now
    }

    /// Commands that only look.
    static let reads = [
        "get-fsinfo", "get-host-name", "get-memory-block-info", "get-memory-blocks", "get-osinfo", "get-time",
        "get-timezone", "get-users", "get-vcpus", "info", "network-get-interfaces",
    ]

    static let actions = [
        "fsfreeze-freeze", "fsfreeze-status", "fsfreeze-thaw", "fstrim", "ping", "shutdown", "suspend-disk",
        "suspend-hybrid", "suspend-ram",
    ]

    /// Every command, ascending.
    static let names = (reads + actions + ["exec", "exec-status", "file-read", "file-write", "set-user-password"])
        .sorted()

    /// A guest that is told to shut down does so in its own time.
    static let shutDownSeconds = 180

    func result(of name: String) -> JSONText {
        switch name {
        case "get-host-name": ["host-name": .string(guest.file.current["name"] ?? "localhost")]
        case "get-osinfo": system
        case "get-time": .integer(Int(now.milliseconds) * 1_000_000)
        case "get-timezone": ["offset": 0, "zone": "UTC"]
        case "get-users", "get-memory-blocks": []
        case "get-memory-block-info": ["size": 134_217_728]
        case "get-vcpus": .array((0..<processors).map(processor))
        case "get-fsinfo": [fileSystem]
        case "info": ["version": "9.2.0", "supported_commands": .array(Self.names.map(command))]
        case "network-get-interfaces": .array(interfaces)
        case "fsfreeze-status": "thawed"
        case "fsfreeze-freeze", "fsfreeze-thaw": 1
        case "fstrim": ["paths": [["path": "/", "trimmed": 0, "minimum": 0]]]
        default: [:]
        }
    }

    private func processor(_ number: Int) -> JSONText {
        ["logical-id": .integer(number), "online": true, "can-offline": .boolean(number > 0)]
    }

    private var processors: Int {
        let section = guest.file.current
        return (section["sockets"].flatMap(Int.init) ?? 1) * (section["cores"].flatMap(Int.init) ?? 1)
    }

    private var system: JSONText {
        let isUbuntu = guest.interior.image.contains("ubuntu") || guest.interior.image.contains("noble")
        let ubuntu = ["ubuntu", "Ubuntu", "24.04", "Ubuntu 24.04.2 LTS"]
        let debian = ["debian", "Debian GNU/Linux", "12", "Debian GNU/Linux 12 (bookworm)"]
        let release = isUbuntu ? ubuntu : debian
        return [
            "id": .string(release[0]), "name": .string(release[1]), "version-id": .string(release[2]),
            "version": .string(release[2]), "pretty-name": .string(release[3]), "machine": "x86_64",
            "kernel-release": "6.1.0-32-amd64", "kernel-version": "#1 SMP PREEMPT_DYNAMIC",
        ]
    }

    private var fileSystem: JSONText {
        let size = guest.volumes.map(\.sizeBytes).max() ?? 0
        return [
            "name": "sda1", "mountpoint": "/", "type": "ext4", "disk": [], "total-bytes": .integer(size),
            "used-bytes": .integer(min(size, 1 << 30)),
        ]
    }

    private func command(_ name: String) -> JSONText {
        ["name": .string("guest-\(name)"), "enabled": true, "success-response": true]
    }

    private var interfaces: [JSONText] {
        [interface("lo", "00:00:00:00:00:00", ["127.0.0.1/8", "::1/128"])]
            + guest.file.current.indexed("net").map { card in
                let address = MachineNetwork(card.value).hardwareAddress ?? ""
                return interface(
                    "eth\(card.index)", address.lowercased(),
                    guest.addresses(ofNetwork: card.index, at: now))
            }
    }

    private func interface(_ name: String, _ hardwareAddress: String, _ addresses: [String]) -> JSONText {
        [
            "name": .string(name), "hardware-address": .string(hardwareAddress),
            "ip-addresses": .array(addresses.map(address)),
            "statistics": [
                "rx-bytes": 0, "rx-packets": 0, "rx-errs": 0, "rx-dropped": 0, "tx-bytes": 0, "tx-packets": 0,
                "tx-errs": 0, "tx-dropped": 0,
            ],
        ]
    }

    private func address(_ text: String) -> JSONText {
        let parts = text.split(separator: "/")
        return [
            "ip-address": .string(String(parts.first ?? "")),
            "ip-address-type": .string(text.contains(":") ? "ipv6" : "ipv4"),
            "prefix": .integer(parts.last.flatMap { Int($0) } ?? 0),
        ]
    }
}
