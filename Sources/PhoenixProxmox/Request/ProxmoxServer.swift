package import PhoenixModel

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

    /// What an endpoint answers, or what it means that it does not.
    ///
    /// - Parameter attempt: completes "the host did not …", such as `list its nodes`.
    package func answer<Answer>(
        _ endpoint: Endpoint<Answer>, while attempt: String
    ) async throws(Failure) -> Answer {
        do throws(ProxmoxError) {
            return try await answer(endpoint)
        } catch {
            throw Failure(error, of: endpoint.request, while: attempt)
        }
    }
}
