import JSONSchema
import PhoenixModel

/// Lays guests over their profiles, the file's own defaults and the fleet's defaults.
struct GuestMerger {
    private var shared: SharedLayers
    /// The profiles of the guests that were merged.
    var usedProfiles: Set<String> { shared.usedProfiles }

    init(_ fleet: Fleet) { shared = SharedLayers(fleet) }

    /// Nil for a guest without a valid number or name: what is wrong with it was found already.
    mutating func merge(_ draft: GuestDraft, _ findings: inout Findings) -> MergedGuest? {
        let layer = LaidOver(draft.own, over: shared.layer(below: draft, &findings))
        refuseForeignValues(layer, draft.kind, &findings)
        guard let id = draft.id, let name = layer[.name]?.string else { return nil }
        return MergedGuest(draft: draft, id: id, name: name, layer: layer)
    }
}

/// Profiles that no guest uses are not wrong, but worth knowing.
func noteUnusedProfiles(_ fleet: Fleet, used: Set<String>, _ findings: inout Findings) {
    for (name, source) in fleet.profileSources.sorted(by: { $0.key < $1.key }) where !used.contains(name) {
        findings.note(
            .unusedProfile, at: source.place, "No guest uses the profile '\(name)'",
            remedy: "Remove it, or list it under a guest's profiles")
    }
}

/// What lies below guests, merged once for all guests that have the same.
private struct SharedLayers {
    private struct Key: Hashable {
        let format: GuestDraft.Format
        let kind: GuestKind
        let profiles: [String]

        func hash(into hasher: inout Hasher) { hasher.combine(profiles) }
    }

    private let fleet: Fleet
    private var known: [Key: SharedLayer] = [:]
    private(set) var usedProfiles: Set<String> = []

    init(_ fleet: Fleet) { self.fleet = fleet }

    /// The defaults, the file's own defaults, and the profiles in their order.
    mutating func layer(below draft: GuestDraft, _ findings: inout Findings) -> SharedLayer {
        let profiles = profiles(of: draft, &findings)
        let key = Key(format: draft.format, kind: draft.kind, profiles: profiles)
        if let layer = known[key] { return layer }
        var layer = fleet.defaults[draft.kind] ?? GuestLayer()
        if let fileDefaults = draft.fileDefaults { layer.overlay(fileDefaults) }
        for name in profiles {
            if let profile = fleet.profiles[name] { layer.overlay(profile) }
        }
        usedProfiles.formUnion(profiles)
        let shared = SharedLayer(layer, for: draft.kind)
        known[key] = shared
        return shared
    }

    /// The profiles that the guest lists and that exist.
    private func profiles(of draft: GuestDraft, _ findings: inout Findings) -> [String] {
        var names: [String] = []
        for item in draft.own.values[.profiles]?.items ?? [] {
            guard let name = item.string else { continue }
            if fleet.profiles[name] != nil {
                names.append(name)
            } else {
                findings.error(
                    .unknownProfile, at: item.place, "There is no profile '\(name)' in phoenix.json",
                    remedy: Suggestion.remedy(
                        for: name, among: fleet.profiles.keys,
                        otherwise: "Add it under profiles in phoenix.json, or remove it here"))
            }
        }
        return names
    }
}

/// A machine has no swap setting, a container no cloud image: said for the wrong kind, they are refused.
private func refuseForeignValues(_ layer: LaidOver, _ kind: GuestKind, _ findings: inout Findings) {
    for (key, value) in layer.foreignValues {
        guard let only = key.onlyKind else { continue }
        findings.error(
            .otherKind, at: value.place,
            "'\(key.spelling)' is for a \(only.noun), and a \(kind.noun) takes it from here",
            remedy: otherKindRemedy(key))
    }
}

private func otherKindRemedy(_ key: GuestKey) -> String {
    switch key {
    case .template: "Name a machine's cloud image with template_image"
    case .image: "Name a container's archive with template"
    case .zfsVolumes, .mountPoints: "Use volumes"
    default: "Remove it, or move it into a profile or default of the other kind"
    }
}
