import PhoenixModel

/// Everything that can be said of a guest, under the one name Phoenix uses for it.
enum GuestKey: String, CaseIterable, Hashable, Sendable {
    // Read as they are
    case id, kind, name, profiles, description, node, cores, features, application, firewall, dependencies, volumes
    case memory = "memory_mb"
    case swap = "swap_mb"
    case template
    case image = "template_image"
    case storage = "storage_pool"
    case diskSize = "storage_size_gb"
    case network = "network_config"
    case secondNetwork = "secondary_network_config"
    case graphics = "gpu_assignment"
    case unprivileged
    case cloneFrom = "clone_from"
    case isTemplate = "is_template"
    case snapshot = "template_snapshot_name"
    case lifecycleSnapshots = "enable_lifecycle_snapshots"
    case applicationScript = "application_script"
    case abilities = "pct_options"
    case rawOptions = "lxc_options"
    case apparmorProfile = "apparmor_profile"
    case healthCheck = "health_check"
    case healthChecks = "health_checks"
    case startAtBoot = "start_at_boot"
    case bootOrder = "boot_order"
    case bootDelay = "boot_delay"
    case zfsVolumes = "zfs_volumes"
    case mountPoints = "mount_points"
    case identifierMaps = "id_maps"
    case userConfig = "user_config"
    case adopt, protected, replace, restart, ignore
    // Given to features and applications as parameters
    case engineConfig = "vllm_engine_config"
    case engineArguments = "vllm_args"
    case engineParameters = "vllm_parameters"
    case driverVersion = "nvidia_driver_version"
    case driverRepository = "nvidia_repo_url"
    case driverRunfile = "nvidia_runfile_url"
    case bootstrapCertificateAuthority = "bootstrap_ca_url"
    // Declared by the original, not acted on
    case apparmorManagesNesting = "apparmor_manages_nesting"
    case count
    case dnsRecords = "dns_records"
    case dockerStacks = "docker_stacks"
    case integrationTests = "integration_tests"
    case packetRules = "iptables_rules"
    case nodeLabels = "node_labels"
    case portainerHostname = "portainer_agent_hostname"
    case portainerEnvironment = "portainer_environment_name"
    case portainerRole = "portainer_role"
    case ports
    case machineOptions = "qm_options"
    case runIntegrationTests = "run_integration_tests"
    case snapshots
    case swarmRole = "swarm_role"
    case tests
    case traefikService = "traefik_service"
    case triggerSync = "trigger_sync_on_completion"
    case engineTests = "vllm"
}

extension GuestKey {
    /// Finds the key by any of its names.
    init?(spelling: String) {
        guard let key = Self.bySpelling[spelling] else { return nil }
        self = key
    }

    private static let bySpelling: [String: GuestKey] = {
        var table = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
        table["vmid"] = .id
        table["disk_size_gb"] = .diskSize
        for name in ["clone_from_ctid", "clone_from_vmid", "clone_from_template_ctid"] { table[name] = .cloneFrom }
        return table
    }()

    /// Names that only the oldest files of the original use.
    static let oldSpellings: Set<String> = ["clone_from_template_ctid"]

    /// The beginning of keys that are one argument for vLLM each: `vllm_max_model_len`.
    static let engineArgumentPrefix = "vllm_"

    /// Every name that may be written, for "did you mean".
    static let spellings: [String] =
        bySpelling.keys.sorted() + ["$schema", "$comment", "network_bridge", "mac_address"]

    /// The only kind of guest that has it; nil for both.
    var onlyKind: GuestKind? {
        switch self {
        case .swap, .template, .unprivileged, .abilities, .rawOptions, .apparmorProfile, .mountPoints, .identifierMaps,
            .zfsVolumes:
            .container
        case .image, .userConfig: .machine
        default: nil
        }
    }

    /// The keys that only one kind of guest has.
    static let ofOneKind: [GuestKey] = allCases.filter { $0.onlyKind != nil }

    /// For keys that the original declared and Phoenix does not act on: what to do instead.
    var insteadOfActing: String? {
        switch self {
        case .apparmorManagesNesting: "Allow nesting with \"pct_options\": [\"nesting=1\"], and remove the key"
        case .count: "Write each guest out, and remove the key"
        case .integrationTests, .runIntegrationTests, .tests, .engineTests:
            "Say with health_checks what has to work, and remove the key"
        case .packetRules: "Write the rules under firewall, and remove the key"
        case .snapshots: "Use enable_lifecycle_snapshots, and remove the key"
        case .triggerSync: "Remove the key: every change of a commit is followed to its end"
        case .ports: "Remove the key: a guest is reached at its own address"
        case .dnsRecords, .dockerStacks, .nodeLabels, .portainerHostname, .portainerEnvironment, .portainerRole,
            .machineOptions, .swarmRole, .traefikService:
            "Remove the key, or set this up with a feature or an application"
        default: nil
        }
    }
}
