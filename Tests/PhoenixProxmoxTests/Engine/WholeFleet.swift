import PhoenixModel
import PhoenixTestSupport

/// Every kind of guest, setting and step in one small fleet, and the commit that follows it.
enum WholeFleet {
    static let first: DesiredState = wish([
        container(900, "base", features: [feature("base_setup")], outcome: .template),
        container(
            101, "chat", cloneOf: 900, memory: 2048, disk: 20, features: [feature("base_setup"), feature("docker")],
            application: application("chat"), health: [health()],
            also: [
                .device(index: 0, .node(path: "/dev/nvidia0", mode: "0666")), .abilities(["keyctl", "nesting"]),
                .bindMount(index: 0, BindMount(hostPath: "/srv/models", containerPath: "/models", isReadOnly: true)),
                .rawOption(key: "lxc.apparmor.profile", values: ["unconfined"]),
                .firewall(
                    FirewallRules(
                        isEnabled: true,
                        rules: [
                            .init(direction: .in, action: .ACCEPT, protocol: "tcp", ports: "22", source: "10.9.8.0/24"),
                            .init(direction: .in, action: .DROP, comment: "the rest"),
                        ])),
            ]),
        container(102, "db", outcome: .runningWithSnapshot("clean"), lifecycleSnapshots: true),
        container(103, "copy", cloneOf: 102, snapshot: "clean"),
        container(
            104, "plain", address: "10.9.8.4/24",
            also: [
                .swap(mebibytes: 64), .nameservers(["10.9.8.1", "1.1.1.1"]), .searchDomain("home.example"),
                .startAtBoot(true), .startup(StartupOrder(order: 3, delaySeconds: 10)),
                .volume(index: 0, Volume(storage: "local-lvm", sizeGibibytes: 1, mountPath: "/srv/data")),
                .network(index: 1, NetworkInterface(name: "eth1", bridge: "vmbr0", vlan: 12, isFirewalled: true)),
                .identifierMaps([
                    IdentifierMap(kind: .user, containerID: 0, hostID: 100_000, count: 65_536),
                    IdentifierMap(kind: .group, containerID: 0, hostID: 100_000, count: 65_536),
                ]),
            ]),
        container(105, "goes", features: [feature("docker")]),
        machine(9000, "cloud", outcome: .template),
        machine(1001, "docker", cloneOf: 9000, features: [feature("docker")], after: [101]),
        special(machine(1002, "gpu")),
    ])

    /// A change that needs a restart, one of a feature, one of a disk, a feature and a guest that go, and a new application.
    static let second: DesiredState = {
        var next = first
        next.commit = commit("b")
        next.guests.removeAll { $0.id == id(105) }
        next.policy.prune = .destroy
        next.removals["docker"] = FeatureRemoval(
            name: "docker", remove: script("features/docker/remove.sh"), timeoutSeconds: 60)
        for place in next.guests.indices {
            switch next.guests[place].id.number {
            case 101:
                next.guests[place].features[1] = feature("docker", version: "2", restart: true)
                next.guests[place].application = application("chat", version: "2")
                next.guests[place].configuration.set(.abilities(["fuse", "keyctl", "nesting"]))
                next.guests[place].configuration.set(.firewall(FirewallRules(isEnabled: false, rules: [])))
            case 102:
                next.guests[place].configuration.set(.rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 12)))
            case 1001:
                next.guests[place].features = []
                next.guests[place].configuration.set(.memory(mebibytes: 4096))
            case 1002:
                next.guests[place].configuration.set(.volume(index: 0, Volume(storage: "local-lvm", sizeGibibytes: 5)))
            default: continue
            }
        }
        return next
    }()

    /// A machine with a mapped device, a second disk, an account and a firewall.
    private static func special(_ machine: DesiredGuest) -> DesiredGuest {
        var guest = machine
        let settings: [Setting] = [
            .device(index: 0, .mappedPCI(mapping: "gpu0")),
            .volume(index: 0, Volume(storage: "local-lvm", sizeGibibytes: 3)),
            .cloudInit(CloudInit(user: "admin", authorizedKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ me@home"])),
            .network(
                index: 0,
                NetworkInterface(
                    bridge: "vmbr0", address: .fixed("10.9.8.9/24"), gateway: "10.9.8.1", vlan: 7, isFirewalled: true)),
            .firewall(
                FirewallRules(
                    isEnabled: true, rules: [.init(direction: .in, action: .ACCEPT, protocol: "tcp", ports: "443")])),
        ]
        for setting in settings { guest.configuration.set(setting) }
        return guest
    }
}
