/// Which settings a running container takes without a restart; machines ask their `hotplug` setting.
enum LiveSettings {
    private static let container: Set<String> = [
        "cores", "description", "hookscript", "hostname", "lock", "onboot", "protection", "startup", "tags",
    ]

    /// Fast settings of machines, which cannot fail.
    static let machine: Set<String> = [
        "description", "hookscript", "lock", "migrate_downtime", "migrate_speed", "name", "onboot", "protection",
        "shares", "startup", "tags", "vmstatestorage",
    ]

    /// Whether a new value comes into force at once; `isNew` says that there was none before.
    static func containerTakesAtOnce(_ key: String, isNew: Bool) -> Bool {
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "net", "cpulimit", "cpuunits", "memory", "swap": true
        case "mp", "dev": isNew
        default: container.contains(key)
        }
    }

    /// Whether a value can be taken away at once. Of interfaces only those with one digit can.
    static func containerLosesAtOnce(_ key: String) -> Bool {
        guard let (prefix, index) = ConfigurationKey.split(key) else {
            return container.contains(key) || ["cpulimit", "cpuunits", "swap"].contains(key)
        }
        return prefix == "unused" || (prefix == "net" && index < 10)
    }
}
