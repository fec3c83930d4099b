/// The door of the API: one request in, one answer out.
package protocol APIHandler: Sendable {
    /// Called for every request that passed `Admission`, several at once, one at a time for each connection. The caller
    /// holds the answer back for its `delaySeconds`. The calling task is cancelled when nobody waits for the answer any
    /// more; what the call has begun takes effect all the same, as on Proxmox.
    func answer(_ request: APIRequest) async -> APIAnswer
}
