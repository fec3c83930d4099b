import JSONSchema
import PhoenixModel

/// Keys of guests that are parameters of a feature or application, and whether anything took them.
///
/// The original has such keys at the root of a file, where only some guests use them: so a key counts as not acted on
/// only if no guest at all has what takes it.
struct GivenKeys: Sendable {
    fileprivate struct ValuePlace: Hashable, Sendable {
        let path: String
        let byteOffset: Int

        init(_ source: Sourced) {
            path = source.path
            byteOffset = source.value.byteOffset
        }
    }

    private var taken: Set<ValuePlace> = []
    private var offered: [ValuePlace: (key: String, source: Sourced)] = [:]

    private static let table: [(key: GuestKey, feature: String, parameter: String)] = [
        (.driverVersion, "nvidia", "driver_version"),
        (.driverRepository, "nvidia", "repository_url"),
        (.driverRunfile, "nvidia", "runfile_url"),
        (.bootstrapCertificateAuthority, "step_cli", "bootstrap_ca_url"),
        (.bootstrapCertificateAuthority, "trusted_ca", "bootstrap_ca_url"),
    ]

    private static let keys = GuestKeySet(table.map(\.key))

    /// The parameter that vLLM's arguments are given as: a list of texts.
    static let engineArguments = "engine_arguments"

    /// What the guest's keys give to a feature that declares it.
    mutating func parameters(of feature: FeatureManifest, for guest: MergedGuest) -> GivenParameters {
        var given: GivenParameters = [:]
        for entry in Self.table where entry.feature == feature.name && feature.parameters.declares(entry.parameter) {
            guard let value = guest[entry.key] else { continue }
            given[entry.parameter] = GivenParameter(value: value.canonicalText, source: value.source)
            taken.insert(ValuePlace(value.source))
        }
        return given
    }

    /// Whether a guest says any of the keys that are parameters of features.
    static func areSaid(by guest: MergedGuest) -> Bool { keys.contains { guest[$0] != nil } }

    /// Notes what a guest says, so that what nobody takes is found in the end.
    mutating func offer(_ guest: MergedGuest) {
        for key in Self.keys {
            if let value = guest[key] { offered[ValuePlace(value.source)] = (key.spelling, value.source) }
        }
        for (key, source) in guest.engineSources { offered[ValuePlace(source)] = (key, source) }
    }

    /// Vllm's arguments of this guest were given to something.
    mutating func takeEngineArguments(of guest: MergedGuest) {
        for (_, source) in guest.engineSources { taken.insert(ValuePlace(source)) }
    }

    /// Adds what was offered and taken apart from this.
    mutating func add(_ other: GivenKeys) {
        taken.formUnion(other.taken)
        offered.merge(other.offered) { $1 }
    }

    /// Reports what nobody took.
    func report(_ findings: inout Findings) {
        for (place, entry) in offered.sorted(by: { $0.key.isBefore($1.key) }) where !taken.contains(place) {
            findings.warning(
                .notActedOn, at: entry.source.place,
                "'\(entry.key)' is declared, but no feature or application of the guest takes it",
                remedy: "Give the guest a feature or application with this parameter, or remove the key")
        }
    }
}

extension GivenKeys.ValuePlace {
    fileprivate func isBefore(_ other: Self) -> Bool { (path, byteOffset) < (other.path, other.byteOffset) }
}

extension MergedGuest {
    /// Every place where arguments for vLLM stand.
    fileprivate var engineSources: [(key: String, source: Sourced)] {
        let keys: [GuestKey] = [.engineConfig, .engineParameters, .engineArguments]
        return keys.compactMap { key in self[key].map { (key.spelling, $0.source) } }
            + engineArguments.map { (GuestKey.engineArgumentPrefix + $0.key, $0.value.source) }
    }
}
