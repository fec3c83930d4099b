import JSONSchema
import PhoenixModel

/// A guest's features, complete: what it installs, and what is in it afterwards.
struct ResolvedFeatures: Sendable {
    var requests: [FeatureRequest] = []
    /// Names of everything in the guest, its sources' features included, with the parameters that were given.
    var present: [String: GivenParameters] = [:]
    /// Everything in the guest in the order in which it was put in, oldest source first.
    var presentOrder: [FeatureManifest] = []
    /// What these features need of their guest.
    private(set) var needs = FeatureNeeds()

    /// Notes what all features together need.
    mutating func sumUp() { needs = FeatureNeeds(of: presentOrder) }
}

/// Turns the names that guests ask for into requests.
struct FeatureResolver {
    let library: Library
    private var order: FeatureOrder
    private var withoutParameters: [String: (ResolvedParameters, ContentDigest)] = [:]
    /// Answers by question; nil if nothing is shared.
    private var known: [FeatureQuestion: ResolvedFeatures]?
    var givenKeys = GivenKeys()

    /// - Parameter sharesAnswers: whether guests that ask for the same get the same answer. Then parameters are known by
    ///   the first place that gives them, which does not do for sources: what is wrong in a copy may be reported there.
    init(_ library: Library, sharesAnswers: Bool) {
        self.library = library
        order = FeatureOrder(library)
        known = sharesAnswers ? [:] : nil
    }

    /// One feature as the guest asks for it.
    private struct Wish {
        let name: String
        let parameters: MergedValue?
        let place: MergedValue
    }

    /// What the guest asks for and what its application requires, resolved; `source` is the guest it is a copy of.
    mutating func resolve(
        _ guest: MergedGuest, requiredByApplication required: [String], source: ResolvedGuest?,
        _ findings: inout Findings
    ) -> ResolvedFeatures {
        let inherited = source?.features ?? ResolvedFeatures()
        guard known != nil, !GivenKeys.areSaid(by: guest) else {
            return resolve(guest, requiredByApplication: required, inherited: inherited, &findings)
        }
        let question = FeatureQuestion(guest, requiredByApplication: required, source: source)
        if let answer = known?[question] { return answer }
        let before = findings.mentions
        let answer = resolve(guest, requiredByApplication: required, inherited: inherited, &findings)
        // What is wrong is found for each guest anew.
        if findings.mentions == before, !findings.isFull { known?[question] = answer }
        return answer
    }

    private mutating func resolve(
        _ guest: MergedGuest, requiredByApplication required: [String], inherited: ResolvedFeatures,
        _ findings: inout Findings
    ) -> ResolvedFeatures {
        let wishes = wishes(of: guest, &findings)
        var names = wishes.map(\.name).filter { library.features[$0] != nil }
        names += required.filter { library.features[$0] != nil && !names.contains($0) }
        var result = ResolvedFeatures(
            requests: [], present: inherited.present, presentOrder: inherited.presentOrder)
        for ordered in order.order(names) {
            guard let feature = library.features[ordered.name] else { continue }
            let wish = wishes.first { $0.name == ordered.name }
            checkKind(feature, ordered, wish, guest, &findings)
            var given = inherited.present[ordered.name] ?? [:]
            given.merge(givenKeys.parameters(of: feature, for: guest)) { $1 }
            given.merge(ownParameters(wish)) { $1 }
            result.requests.append(
                request(feature, ordered, given, at: wish?.place.place ?? guest.place(of: .features), &findings))
            if result.present.updateValue(given, forKey: ordered.name) == nil {
                result.presentOrder.append(feature)
            }
        }
        result.sumUp()
        checkConflicts(result, guest, &findings)
        return result
    }

    private func wishes(of guest: MergedGuest, _ findings: inout Findings) -> [Wish] {
        var wishes: [Wish] = []
        var seen: Set<String> = []
        for item in guest[.features]?.items ?? [] {
            guard let name = item.string ?? item["name"]?.string else { continue }
            let wish = Wish(name: name, parameters: item["parameters"], place: item["name"] ?? item)
            if !seen.insert(name).inserted {
                findings.error(
                    .duplicateFeature, at: wish.place.place, "The feature '\(name)' is listed twice",
                    remedy: "Remove one of the two")
            } else if !library.isKnown(feature: name) {
                findings.error(
                    .unknownFeature, at: wish.place.place, "There is no feature '\(name)' in this repository",
                    remedy: Suggestion.remedy(
                        for: name, among: library.features.keys,
                        otherwise: "Add features/\(name)/ with feature.json, install.sh and check.sh"))
            } else {
                wishes.append(wish)
            }
        }
        return wishes
    }

    private func ownParameters(_ wish: Wish?) -> GivenParameters {
        var given: GivenParameters = [:]
        for member in wish?.parameters?.members ?? [] {
            given[member.key] = GivenParameter(value: member.value.canonicalText, source: member.value.source)
        }
        return given
    }

    private mutating func request(
        _ feature: FeatureManifest, _ ordered: OrderedFeature, _ given: GivenParameters,
        at place: @autoclosure () -> Diagnostic.Place, _ findings: inout Findings
    ) -> FeatureRequest {
        let (parameters, digest) = resolved(feature, given, at: place(), &findings)
        return FeatureRequest(
            name: FeatureName(feature.name), digest: digest.digest, parameters: parameters.parameters,
            install: feature.install, check: feature.check, remove: feature.remove,
            timeoutSeconds: feature.timeoutSeconds, needsRestart: feature.needsRestart,
            addedFor: ordered.addedFor.map { FeatureName($0) })
    }

    /// Most guests give no parameters: then the answer is the same for all of them.
    private mutating func resolved(
        _ feature: FeatureManifest, _ given: GivenParameters, at place: @autoclosure () -> Diagnostic.Place,
        _ findings: inout Findings
    ) -> (ResolvedParameters, ContentDigest) {
        if given.isEmpty, let known = withoutParameters[feature.name] { return known }
        let parameters = feature.parameters.resolve(given, for: "The feature '\(feature.name)'", at: place(), &findings)
        let answer = (parameters, feature.digest.adding(parameters.digestTexts))
        if given.isEmpty, parameters.isComplete { withoutParameters[feature.name] = answer }
        return answer
    }

    private func checkKind(
        _ feature: FeatureManifest, _ ordered: OrderedFeature, _ wish: Wish?, _ guest: MergedGuest,
        _ findings: inout Findings
    ) {
        guard !feature.kinds.contains(guest.kind) else { return }
        let reason = ordered.addedFor.map { ", which '\($0)' requires," } ?? ""
        findings.error(
            .featureKind, at: wish?.place.place ?? guest.place(of: .features),
            "The feature '\(feature.name)'\(reason) is not for a \(guest.kind.noun)",
            remedy: "Remove it from \(guest.title), or add \"\(guest.kind.rawValue)\" to kinds in \(feature.path)")
    }

    private func checkConflicts(_ features: ResolvedFeatures, _ guest: MergedGuest, _ findings: inout Findings) {
        for request in features.requests {
            for conflict in library.features[request.name.text]?.conflicts ?? [] {
                guard features.present[conflict.name] != nil else { continue }
                findings.error(
                    .featureConflict, at: guest.place(of: .features),
                    "The features '\(request.name)' and '\(conflict.name)' cannot both be in \(guest.title)",
                    remedy: "Remove one of the two, or make the guest from another source")
            }
        }
    }
}
