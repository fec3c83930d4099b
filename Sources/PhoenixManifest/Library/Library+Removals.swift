import PhoenixModel

extension Library {
    /// How each feature that can be taken away is taken away, for guests that no longer wish for it.
    var removals: [FeatureName: FeatureRemoval] {
        var removals: [FeatureName: FeatureRemoval] = [:]
        for (name, feature) in features {
            guard let remove = feature.remove else { continue }
            removals[FeatureName(name)] = FeatureRemoval(
                name: FeatureName(name), remove: remove, timeoutSeconds: feature.timeoutSeconds)
        }
        return removals
    }
}
