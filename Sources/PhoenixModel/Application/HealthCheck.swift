/// A command that tells whether a guest does its work.
package struct HealthCheck: Hashable, Codable, Sendable {
    /// For people: the check's name, or the application's.
    package let name: String
    /// Run in the guest; exit code 0 is healthy.
    package let script: Script
    /// How often it may fail before the guest counts as unhealthy.
    package let retries: Int
    /// The pause between two tries.
    package let intervalSeconds: Int
    /// How long one try may take.
    package let timeoutSeconds: Int

    package init(name: String, script: Script, retries: Int, intervalSeconds: Int, timeoutSeconds: Int) {
        self.name = name
        self.script = script
        self.retries = retries
        self.intervalSeconds = intervalSeconds
        self.timeoutSeconds = timeoutSeconds
    }
}
