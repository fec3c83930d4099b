/// A command that tells whether a guest does its work.
package struct HealthCheck: Hashable, Codable, Sendable {
    /// For people: the check's name, or the application's.
    package let name: String
    /// Run in the guest; exit code 0 is healthy.
    package let script: Script
    /// The parameters of the application it belongs to, in ascending order of variable; none for a guest's own check.
    package let parameters: [Parameter]
    /// How often it may fail before the guest counts as unhealthy.
    package let retries: Int
    /// The pause between two tries.
    package let intervalSeconds: Int
    /// How long one try may take.
    package let timeoutSeconds: Int

    package init(
        name: String, script: Script, parameters: [Parameter] = [], retries: Int, intervalSeconds: Int,
        timeoutSeconds: Int
    ) {
        self.name = name
        self.script = script
        self.parameters = parameters
        self.retries = retries
        self.intervalSeconds = intervalSeconds
        self.timeoutSeconds = timeoutSeconds
    }
}
