/// The way to a cluster's API: sends calls and brings back answers, whatever lies between.
///
/// Every call ends: an adapter gives up after a deadline, with `lost` if the request was on its way.
package protocol ProxmoxServer: Sendable {
    /// Sends one call. Throws `unreachable` or `lost`; a refusal is an answer.
    func send(_ request: ProxmoxRequest) async throws(ProxmoxError) -> ProxmoxAnswer
}

extension ProxmoxServer {
    /// What an endpoint answers.
    package func answer<Answer>(_ endpoint: Endpoint<Answer>) async throws(ProxmoxError) -> Answer {
        try await send(endpoint.request).value(of: endpoint)
    }
}
