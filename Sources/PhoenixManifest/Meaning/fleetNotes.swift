import JSONSchema
import PhoenixModel

/// A fleet without guests is possible, but rarely meant.
func noteEmptyFleet(_ files: RepositoryFiles, _ drafts: [GuestDraft], _ findings: inout Findings) {
    guard drafts.isEmpty, files.guests.isEmpty else { return }
    findings.note(
        .noGuests, at: .init(path: files.centralPath), "The fleet has no guests",
        remedy: "Add the first one as guests/NAME.json")
}

/// Features that no guest gets are not wrong, but worth knowing.
func checkUnusedFeatures(_ library: Library, _ guests: [ResolvedGuest], _ findings: inout Findings) {
    var used: Set<String> = []
    for guest in guests {
        for request in guest.features.requests { used.insert(request.name.text) }
    }
    for name in library.featureNames where !used.contains(name) && !library.isCyclic {
        guard let feature = library.features[name] else { continue }
        findings.note(
            .unusedFeature, at: .init(path: feature.path), "No guest has the feature '\(name)'",
            remedy: "Remove the folder, or leave it for later")
    }
}

/// More guests than this are not named in one sentence.
private let maximumNames = 8

/// A GPU can be shared, but its memory cannot be given twice.
func checkSharedGraphics(_ guests: [ResolvedGuest], _ findings: inout Findings) {
    var shares: [String: [(guest: MergedGuest, share: Double)]] = [:]
    for guest in guests where !guest.merged.endsAsTemplate && guest.merged[.snapshot] == nil {
        let indexes = guest.merged.graphicsIndexes
        guard !indexes.isEmpty, let share = guest.merged.graphicsMemoryShare else { continue }
        for index in indexes {
            let node = guest.merged[.node]?.string ?? ""
            shares["\(node)/\(index)", default: []].append((guest.merged, share))
        }
    }
    for (_, users) in shares.sorted(by: { $0.key < $1.key }) {
        guard users.reduce(0, { $0 + $1.share }) > 1.0001, let last = users.last, users.count > 1 else { continue }
        var names = users.prefix(maximumNames).map(\.guest.id.description).joined(separator: ", ")
        if users.count > maximumNames { names += " and \(users.count - maximumNames) others" }
        findings.note(
            .graphicsShared, at: last.guest.place(of: .graphics),
            "Guests \(names) share a GPU, and their gpu_memory_utilization is more than the whole together",
            remedy: "Lower the shares, or assign another GPU")
    }
}

extension MergedGuest {
    /// The part of a GPU's memory that vLLM is told to take, if it is told anything.
    fileprivate var graphicsMemoryShare: Double? {
        let key = "gpu_memory_utilization"
        let sections = self[.engineConfig]?.members ?? []
        let said =
            sections.lazy.compactMap { $0.value[key] }.first ?? self[.engineParameters]?[key] ?? engineArguments[key]
        return said.flatMap { Double($0.source.value.sourceText) }
    }
}
