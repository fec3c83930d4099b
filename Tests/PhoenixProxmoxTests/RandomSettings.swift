import PhoenixModel

/// Wishes of every kind of setting that a configuration's own call can fulfil.
enum RandomSettings {
    struct Wish {
        var set: [Setting] = []
        var unset: [SettingKey] = []
    }

    /// Some settings to set, and others of those that are there to take away.
    static func wish(_ kind: GuestKind, over present: Configuration, _ random: inout SeededGenerator) -> Wish {
        var wish = Wish()
        for choices in kind == .container ? container : machine where random.next(below: 2) == 0 {
            let setting = choices[Int(random.next(below: UInt64(choices.count)))]
            if !isDisk(setting) || present[setting.key] == nil { wish.set.append(setting) }
        }
        for key in present.keys where random.next(below: 4) == 0 {
            if removable.contains(key), !wish.set.contains(where: { $0.key == key }) { wish.unset.append(key) }
        }
        return wish
    }

    private static func isDisk(_ setting: Setting) -> Bool {
        switch setting {
        case .volume, .bindMount, .rootDisk: true
        default: false
        }
    }

    private static let removable: Set<SettingKey> = [
        .searchDomain, .startup, .nameservers, .network(0), .network(1), .device(0), .startAtBoot, .abilities,
        .cloudInit,
    ]

    private static let shared: [[Setting]] = [
        [.name("web"), .name("db.example")], [.cores(1), .cores(3)],
        [.memory(mebibytes: 64), .memory(mebibytes: 4096)], [.startAtBoot(true), .startAtBoot(false)],
        [.nameservers([]), .nameservers(["10.0.0.53"]), .nameservers(["1.1.1.1", "fd00::53"])],
        [.searchDomain("home.example")],
        [
            .startup(StartupOrder(order: 4, delaySeconds: nil)), .startup(StartupOrder(order: nil, delaySeconds: 30)),
            .startup(StartupOrder(order: 1, delaySeconds: 5)),
        ],
    ]

    private static let container: [[Setting]] =
        shared + [
            [.swap(mebibytes: 0), .swap(mebibytes: 1024)],
            [.abilities([]), .abilities(["nesting"]), .abilities(["keyctl", "nesting"]), .abilities(["fuse"])],
            [
                card(NetworkInterface(name: "eth0", bridge: "vmbr1", address: .dhcp)),
                card(
                    NetworkInterface(
                        bridge: "vmbr0", hardwareAddress: "BC:24:11:AA:BB:CC", address: .fixed("10.1.0.7/24"),
                        gateway: "10.1.0.1", vlan: 30, isFirewalled: true)),
                card(NetworkInterface(name: "wan", bridge: "vmbr0")),
            ],
            [.volume(index: 3, Volume(storage: "local-lvm", sizeGibibytes: 6, mountPath: "/var/lib/data"))],
            [
                .bindMount(index: 7, BindMount(hostPath: "/srv/a", containerPath: "/a", isReadOnly: true)),
                .bindMount(index: 8, BindMount(hostPath: "/srv/b", containerPath: "/b")),
            ],
            [
                .device(index: 0, .node(path: "/dev/nvidia0", mode: "0666")),
                .device(index: 0, .node(path: "/dev/dri/renderD128", mode: nil)),
            ],
        ]

    private static let machine: [[Setting]] =
        shared + [
            [.agent(true), .agent(false)],
            [
                .cloudInit(CloudInit(user: "operator", authorizedKeys: ["ssh-ed25519 AAAA+/= me@home"])),
                .cloudInit(CloudInit(authorizedKeys: ["ssh-rsa A a", "ssh-rsa B b%20c"])), .cloudInit(CloudInit()),
            ],
            [
                card(NetworkInterface(bridge: "vmbr1", address: .dhcp)),
                card(
                    NetworkInterface(
                        bridge: "vmbr0", hardwareAddress: "BC:24:11:AA:BB:CC", address: .fixed("10.1.0.7/24"),
                        gateway: "10.1.0.1", vlan: 30, isFirewalled: true)),
                card(NetworkInterface(bridge: "vmbr0")),
            ],
            [.volume(index: 2, Volume(storage: "local-lvm", sizeGibibytes: 40))],
            [.device(index: 0, .mappedPCI(mapping: "gpu0"))],
        ]

    private static func card(_ interface: NetworkInterface) -> Setting { .network(index: 0, interface) }
}
