import PhoenixModel

/// What Proxmox asks for before a guest's setting is changed.
///
/// Source: pve-container `check_ct_modify_config_perm`, qemu-server `check_vm_modify_config_perm` and the checks of drives, bridges
/// and devices beside it (behaviour 4.9, 7.4, 12.2 and 12.6 of the reference).
struct SettingRights {
    let guest: GuestReference
    let isUnprivileged: Bool

    /// - Parameters:
    ///   - old: what is set now; nil if nothing is.
    ///   - new: what it becomes; nil if it is taken away.
    func requirements(of key: SettingKey, from old: Setting?, to new: Setting?) -> [Requirement] {
        switch key {
        case .name: guest.kind == .container ? [own(.configNetwork)] : [own(.configOptions)]
        case .cores: [own(.configProcessor)]
        case .memory, .swap: [own(.configMemory)]
        case .rootDisk, .mount: disk(from: old, to: new)
        case .network: [own(.configNetwork)] + [old, new].compactMap { $0.flatMap(bridge) }
        case .nameservers, .searchDomain: guest.kind == .container ? [own(.configNetwork)] : [firstBoot]
        case .device: [old, new].flatMap { $0.map(device) ?? [] }
        case .abilities: abilities(from: old, to: new)
        case .startAtBoot, .agent: [own(.configOptions)]
        case .startup: startup
        case .identifierMaps: [.nodeShell(on: guest.node, for: "id maps, which no API of Proxmox has")]
        case .rawOption(let name):
            [.nodeShell(on: guest.node, for: "the raw line '\(name)', which no API of Proxmox has")]
        case .cloudInit: [firstBoot]
        case .firewall: [own(.configNetwork)]
        }
    }

    private func own(_ privilege: PrivilegeName) -> Requirement { .privilege(privilege, on: .guest(guest.id)) }

    /// Cloud-init's options can be set by whoever may set the network.
    private var firstBoot: Requirement { .privilege([.configNetwork, .configCloudInit], on: .guest(guest.id)) }

    /// The order of a machine's start concerns its node; containers are not asked.
    private var startup: [Requirement] {
        guest.kind == .container
            ? [own(.configOptions)] : [own(.configOptions), .privilege(.sysModify, on: .root)]
    }

    private func disk(from old: Setting?, to new: Setting?) -> [Requirement] {
        switch new {
        case .bindMount?: return [.administrator(on: guest.node, for: "bind mounts")]
        case .rootDisk(let volume)?, .volume(_, let volume)?:
            let space = Requirement.privilege(.datastoreAllocateSpace, on: .storage(volume.storage))
            return hasVolume(old) ? [own(.configDisk)] : [own(.configDisk), space]
        default: return [own(.configDisk)]
        }
    }

    private func hasVolume(_ setting: Setting?) -> Bool {
        switch setting {
        case .rootDisk?, .volume?: true
        default: false
        }
    }

    /// An interface in a VLAN needs the right to that VLAN, and not to the bridge.
    private func bridge(_ setting: Setting) -> Requirement? {
        guard case .network(_, let interface) = setting else { return nil }
        return .privilege(.sdnUse, on: .bridge(interface.bridge, vlan: interface.vlan))
    }

    private func device(_ setting: Setting) -> [Requirement] {
        guard case .device(_, let device) = setting else { return [] }
        switch device {
        case .node: return [.administrator(on: guest.node, for: "device passthrough")]
        case .mappedPCI(let name): return [own(.configHardware), .privilege(.mappingUse, on: .mappedPCI(name))]
        }
    }

    /// Nesting is the one feature that others than the administrator may give, and only to an unprivileged container.
    private func abilities(from old: Setting?, to new: Setting?) -> [Requirement] {
        let changed = names(old).symmetricDifference(names(new)).map { $0.prefix { $0 != "=" } }
        guard !changed.isEmpty else { return [] }
        guard isUnprivileged else {
            return [.administrator(on: guest.node, for: "features of a privileged container")]
        }
        if let other = changed.filter({ $0 != "nesting" }).min() {
            return [.administrator(on: guest.node, for: "the feature '\(other)'")]
        }
        // The call that changes a container's options wants one of these before it looks at the option.
        let any: [PrivilegeName] = [
            .configOptions, .configNetwork, .configMemory, .configProcessor, .configDisk,
        ]
        return [own(.allocate), .privilege(any, on: .guest(guest.id))]
    }

    private func names(_ setting: Setting?) -> Set<String> {
        if case .abilities(let abilities)? = setting { Set(abilities) } else { [] }
    }
}
