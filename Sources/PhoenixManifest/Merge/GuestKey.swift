import PhoenixModel

/// Everything that can be said of a guest; `spelling` is the one name Phoenix uses for it.
///
/// Numbered, so that a guest's values are found by place instead of by name.
enum GuestKey: UInt8, CaseIterable, Sendable {
    // Read as they are
    case id, kind, name, profiles, description, node, cores, features, application, firewall, dependencies, volumes
    case memory, swap, template, image, storage, diskSize, network, secondNetwork, graphics, unprivileged
    case cloneFrom, isTemplate, snapshot, lifecycleSnapshots, applicationScript, abilities, rawOptions
    case apparmorProfile, healthCheck, healthChecks, startAtBoot, bootOrder, bootDelay, zfsVolumes, mountPoints
    case identifierMaps, userConfig, adopt, protected, replace, restart, ignore
    // Given to features and applications as parameters
    case engineConfig, engineArguments, engineParameters, driverVersion, driverRepository, driverRunfile
    case bootstrapCertificateAuthority
    // Declared by the original, not acted on
    case apparmorManagesNesting, count, dnsRecords, dockerStacks, integrationTests, packetRules, nodeLabels
    case portainerHostname, portainerEnvironment, portainerRole, ports, machineOptions, runIntegrationTests
    case snapshots, swarmRole, tests, traefikService, triggerSync, engineTests
}

extension GuestKey {
    /// The beginning of keys that are one argument for vLLM each: `vllm_max_model_len`.
    static let engineArgumentPrefix = "vllm_"

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
