/// The persistent service that a guest runs after its features are in place.
package struct ApplicationRequest: Hashable, Codable, Sendable {
    package let name: ApplicationName
    /// Covers script, manifest and parameters.
    package let digest: Digest
    /// In ascending order of variable.
    package let parameters: [Parameter]
    package let run: Script
    /// How long the script may take.
    package let timeoutSeconds: Int

    package init(
        name: ApplicationName, digest: Digest, parameters: [Parameter] = [], run: Script, timeoutSeconds: Int
    ) {
        self.name = name
        self.digest = digest
        self.parameters = parameters
        self.run = run
        self.timeoutSeconds = timeoutSeconds
    }
}
