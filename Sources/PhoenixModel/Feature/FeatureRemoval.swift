/// A feature to take away again.
package struct FeatureRemoval: Hashable, Codable, Sendable {
    package let name: FeatureName
    package let remove: Script
    /// How long the script may take.
    package let timeoutSeconds: Int

    package init(name: FeatureName, remove: Script, timeoutSeconds: Int) {
        self.name = name
        self.remove = remove
        self.timeoutSeconds = timeoutSeconds
    }
}
