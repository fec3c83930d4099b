/// The door of the API: one request in, one answer out.
package protocol APIHandler: Sendable {
    /// The answer to a request that nothing has to be waited for; nil if `answer` must be asked instead, and then nothing
    /// has been done. Called on the connection's own thread, so it is short work in memory.
    func immediateAnswer(_ request: APIRequest) -> APIAnswer?

    /// Called for every request that passed `Admission` and had no immediate answer, several at once, one at a time for
    /// each connection. The caller holds the answer back for its `delaySeconds`. The calling task is cancelled when nobody
    /// waits for the answer any more; what the call has begun takes effect all the same, as on Proxmox.
    func answer(_ request: APIRequest) async -> APIAnswer
}

extension APIHandler {
    /// A handler that always takes its time.
    package func immediateAnswer(_ request: APIRequest) -> APIAnswer? { nil }
}
