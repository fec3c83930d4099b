/// One setting of a guest on its host, with its value in canonical form: equal meanings compare equal.
package enum Setting: Hashable, Codable, Sendable {
    /// The guest's name on the host: a container's hostname, a machine's name.
    case name(String)
    case cores(Int)
    case memory(mebibytes: Int)
    /// Swap space; containers only.
    case swap(mebibytes: Int)
    /// The disk the guest boots from: `rootfs` of a container, the first disk of a machine.
    case rootDisk(Volume)
    /// A further volume (`mpN`), by its place 0...255.
    case volume(index: Int, Volume)
    /// A bind mount (`mpN`), sharing places with volumes.
    case bindMount(index: Int, BindMount)
    /// A network interface (`netN`), by its place 0...31.
    case network(index: Int, NetworkInterface)
    /// Name servers in order of preference; empty means as the node has them.
    case nameservers([String])
    case searchDomain(String)
    /// A device (`devN` or `hostpciN`), by its place.
    case device(index: Int, Device)
    /// What a container may do (Proxmox: `features`), such as `nesting`, in ascending order.
    case abilities([String])
    case startAtBoot(Bool)
    case startup(StartupOrder)
    /// Ids shared with the node, in the order given.
    case identifierMaps([IdentifierMap])
    /// A raw line of the container's file: `lxc.apparmor.profile` and its like; values in the order given.
    case rawOption(key: String, values: [String])
    /// Whether the machine's guest agent is used.
    case agent(Bool)
    case cloudInit(CloudInit)
    case firewall(FirewallRules)
}

extension Setting {
    /// Which setting this is, without its value.
    package var key: SettingKey {
        switch self {
        case .name: .name
        case .cores: .cores
        case .memory: .memory
        case .swap: .swap
        case .rootDisk: .rootDisk
        case .volume(let index, _), .bindMount(let index, _): .mount(index)
        case .network(let index, _): .network(index)
        case .nameservers: .nameservers
        case .searchDomain: .searchDomain
        case .device(let index, _): .device(index)
        case .abilities: .abilities
        case .startAtBoot: .startAtBoot
        case .startup: .startup
        case .identifierMaps: .identifierMaps
        case .rawOption(let key, _): .rawOption(key)
        case .agent: .agent
        case .cloudInit: .cloudInit
        case .firewall: .firewall
        }
    }

    /// Whether an observed setting fulfils this wish: equal, or equal where the wish says anything.
    package func isFulfilled(by observed: Setting) -> Bool {
        switch (self, observed) {
        case (.network(let index, let wish), .network(let otherIndex, let sight)):
            index == otherIndex && wish.isFulfilled(by: sight)
        default:
            self == observed
        }
    }
}
