import PhoenixModel

/// Which settings a running guest takes without a restart.
enum LiveSettings {
    private static let container: Set<String> = [
        "cores", "cpulimit", "cpuunits", "description", "hookscript", "hostname", "lock", "memory", "onboot",
        "protection", "startup", "swap", "tags",
    ]

    private static let machine: Set<String> = [
        "description", "hookscript", "lock", "name", "onboot", "protection", "shares", "startup", "tags",
        "vmstatestorage",
    ]

    /// Whether a new value comes into force at once; `isNew` says that there was none before.
    static func takesAtOnce(_ key: String, isNew: Bool, kind: GuestKind) -> Bool {
        if ConfigurationKey.index(of: key, after: "net") != nil { return true }
        switch kind {
        case .container:
            let isPluggable = ["mp", "dev"].contains { ConfigurationKey.index(of: key, after: $0) != nil }
            return container.contains(key) || (isNew && isPluggable)
        case .machine:
            return machine.contains(key) || (isNew && ConfigurationKey.index(of: key, after: "scsi") != nil)
        }
    }

    /// Whether a value can be taken away at once. Of containers' interfaces only those with one digit can.
    static func goesAtOnce(_ key: String, kind: GuestKind) -> Bool {
        if ConfigurationKey.index(of: key, after: "unused") != nil { return true }
        let network = ConfigurationKey.index(of: key, after: "net")
        switch kind {
        case .container:
            return container.contains(key) || (network ?? 10) < 10
        case .machine:
            return machine.contains(key) || network != nil || ConfigurationKey.index(of: key, after: "scsi") != nil
        }
    }
}
