import JSONSchema
import PhoenixModel

/// All that decides which features a guest gets, if none of its other keys are parameters of them.
struct FeatureQuestion: Hashable {
    private let source: GuestID?
    private let kind: GuestKind
    private let required: [String]
    /// The list of features as written.
    private let wished: String

    init(_ guest: MergedGuest, requiredByApplication required: [String], source: ResolvedGuest?) {
        self.source = source?.merged.id
        kind = guest.kind
        self.required = required
        wished = guest[.features]?.source.value.sourceText ?? ""
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(source)
        hasher.combine(wished)
    }
}

/// What features need of the guest they are in, each once.
struct FeatureNeeds: Sendable {
    /// Ascending.
    var abilities: [String] = []
    var mounts: [BindMount] = []
    var devices: [Device] = []

    init() {}

    init(of features: [FeatureManifest]) {
        abilities = Set(features.flatMap(\.abilities)).sorted()
        mounts = unique(features.flatMap(\.mounts))
        devices = unique(features.flatMap(\.devices))
    }
}

/// The first of each, in the order given.
private func unique<Element: Hashable>(_ elements: [Element]) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
}
