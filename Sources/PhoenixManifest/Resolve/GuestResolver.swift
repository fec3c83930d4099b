import JSONSchema
import PhoenixModel

/// A guest resolved, with what its copies take from it.
final class ResolvedGuest: Sendable {
    let merged: MergedGuest
    /// Nil if something is missing without which there is no guest; it was found.
    let desired: DesiredGuest?
    /// The root disk, its own or its source's.
    let rootDisk: Volume?
    /// The memory, its own or its source's.
    let memoryMebibytes: Int?
    let isUnprivileged: Bool
    let features: ResolvedFeatures
    /// Empty if there is no guest.
    let interfaces: [InterfaceUse]

    init(
        merged: MergedGuest, desired: DesiredGuest?, rootDisk: Volume?, memoryMebibytes: Int?, isUnprivileged: Bool,
        features: ResolvedFeatures
    ) {
        self.merged = merged
        self.desired = desired
        self.rootDisk = rootDisk
        self.memoryMebibytes = memoryMebibytes
        self.isUnprivileged = isUnprivileged
        self.features = features
        interfaces = desired.map { InterfaceUse.all(of: $0.configuration, merged) } ?? []
    }
}

/// What a guest is resolved in: everything that is known by then.
struct Surroundings: Sendable {
    let roster: Roster
    let lineage: Lineage
    let library: Library
    let files: RepositoryFiles
    let policy: FleetPolicy
    let dependencies: [GuestID: [GuestID]]
}

/// Resolves guests one after another, each after the one it is a copy of.
struct GuestResolver {
    private let surroundings: Surroundings
    private var features: FeatureResolver
    var givenKeys: GivenKeys { features.givenKeys }

    private var library: Library { surroundings.library }

    /// - Parameter sharesAnswers: whether guests that ask for the same features share the answer; not for sources.
    init(_ surroundings: Surroundings, sharesAnswers: Bool) {
        self.surroundings = surroundings
        features = FeatureResolver(surroundings.library, sharesAnswers: sharesAnswers)
    }

    /// Resolves a guest; `source` is the one it is a copy of.
    mutating func resolve(
        _ guest: MergedGuest, _ source: ResolvedGuest?, _ findings: inout Findings
    ) -> ResolvedGuest {
        features.givenKeys.offer(guest)
        let wished = wishedApplication(of: guest, library, surroundings.files, &findings)
        let engine = guest.engineArgumentsParameter(&findings)
        if engine != nil, wished?.takesEngineArguments == true { features.givenKeys.takeEngineArguments(of: guest) }
        let resolvedFeatures = features.resolve(
            guest, requiredByApplication: wished?.requires ?? [], source: source, &findings)
        let application = wished?.resolve(engineArguments: engine, at: guest.place(of: .application), &findings)
        let isClone = guest[.cloneFrom] != nil
        let disk = guest.rootDisk(inherited: source?.rootDisk, isClone: isClone, &findings)
        let isUnprivileged = guest.isUnprivileged(source: source, &findings)
        let configuration = configuration(of: guest, resolvedFeatures, rootDisk: disk, &findings)
        checkGraphics(guest, resolvedFeatures, &findings)
        let desired = guest.origin(source: source?.merged, &findings).map { origin in
            DesiredGuest(
                id: guest.id, kind: guest.kind, name: guest.name,
                node: guest[.node]?.string.map { NodeName($0) }, origin: origin, configuration: configuration,
                isUnprivileged: isUnprivileged, features: resolvedFeatures.requests,
                application: application?.0,
                healthChecks: guest.healthChecks(surroundings.files, &findings) + (application?.1.map { [$0] } ?? []),
                outcome: guest.outcome(&findings),
                takesLifecycleSnapshots: guest[.lifecycleSnapshots]?.boolean ?? false,
                dependencies: surroundings.dependencies[guest.id] ?? [],
                rules: guest.rules(surroundings.policy, &findings))
        }
        return ResolvedGuest(
            merged: guest, desired: desired, rootDisk: disk ?? source?.rootDisk,
            memoryMebibytes: guest[.memory]?.integer ?? source?.memoryMebibytes, isUnprivileged: isUnprivileged,
            features: resolvedFeatures)
    }

    /// More than most guests have.
    private static let usualSettings = 16

    private func configuration(
        of guest: MergedGuest, _ features: ResolvedFeatures, rootDisk: Volume?, _ findings: inout Findings
    ) -> Configuration {
        var settings: [Setting] = []
        settings.reserveCapacity(Self.usualSettings)
        settings.append(.name(guest.name))
        if let cores = guest[.cores]?.integer { settings.append(.cores(cores)) }
        if let memory = guest[.memory]?.integer { settings.append(.memory(mebibytes: memory)) }
        if let rootDisk { settings.append(.rootDisk(rootDisk)) }
        settings += guest.networkSettings(&findings)
        settings += guest.startSettings()
        if let firewall = guest.firewallSetting(&findings) { settings.append(firewall) }
        let needs = guest.kind == .container ? features.needs : FeatureNeeds()
        settings += guest.mountSettings(featureMounts: needs.mounts, &findings)
        settings += guest.deviceSettings(neededByFeatures: needs.devices, &findings)
        switch guest.kind {
        case .container:
            if let swap = guest[.swap]?.integer { settings.append(.swap(mebibytes: swap)) }
            let abilities = guest.abilities(neededByFeatures: needs.abilities, &findings)
            if let abilities { settings.append(abilities) }
            settings += guest.rawOptions(&findings)
            if let maps = guest.identifierMaps() { settings.append(maps) }
        case .machine:
            // The guest agent is how Phoenix runs anything in a machine.
            settings.append(.agent(true))
            if let cloudInit = guest.cloudInit(&findings) { settings.append(cloudInit) }
        }
        return Configuration(settings)
    }

    private func checkGraphics(_ guest: MergedGuest, _ features: ResolvedFeatures, _ findings: inout Findings) {
        guard !guest.graphicsIndexes.isEmpty else { return }
        let wished = guest[.features]?.items?.compactMap { $0.string ?? $0["name"]?.string } ?? []
        let usesGraphics = features.presentOrder.contains(where: \.usesGraphics)
        // A feature that does not exist is reported as such.
        guard !usesGraphics, wished.allSatisfy({ library.isKnown(feature: $0) }) else { return }
        guard features.present["nvidia"] == nil else { return }
        let usable = library.featureNames.filter { library.features[$0]?.usesGraphics == true }
        findings.error(
            .graphicsWithoutFeature, at: guest.place(of: .graphics),
            "\(guest.subject) has a GPU, but no feature that makes it usable",
            remedy: usable.first.map { "Add the feature '\($0)', or remove the GPU" }
                ?? "Add a feature with \"uses_gpu\": true, or remove the GPU")
    }
}
