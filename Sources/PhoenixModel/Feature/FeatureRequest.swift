/// One feature that a guest shall have, resolved: nothing is left to look up.
package struct FeatureRequest: Hashable, Codable, Sendable {
    package let name: FeatureName
    /// Covers scripts, manifest and parameters: a changed digest makes the feature due again.
    package let digest: Digest
    /// In ascending order of variable.
    package let parameters: [Parameter]
    package let install: Script
    package let check: Script
    /// How to take it away again, if that is possible.
    package let remove: Script?
    /// How long one run of a script may take.
    package let timeoutSeconds: Int
    /// Whether the guest is restarted after the feature was installed.
    package let needsRestart: Bool
    /// The feature whose requirement brought it in; nil if the guest asks for it itself.
    package let addedFor: FeatureName?

    package init(
        name: FeatureName, digest: Digest, parameters: [Parameter] = [], install: Script, check: Script,
        remove: Script? = nil, timeoutSeconds: Int, needsRestart: Bool = false, addedFor: FeatureName? = nil
    ) {
        self.name = name
        self.digest = digest
        self.parameters = parameters
        self.install = install
        self.check = check
        self.remove = remove
        self.timeoutSeconds = timeoutSeconds
        self.needsRestart = needsRestart
        self.addedFor = addedFor
    }
}
