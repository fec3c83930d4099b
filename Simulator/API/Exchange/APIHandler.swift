/// The door of the API: one request in, one answer out.
package protocol APIHandler: Sendable {
    /// Called for every request that passed `Admission`, several at once, one at a time for each connection. The caller
    /// holds the answer back for its `delaySeconds`.
    func answer(_ request: APIRequest) async -> APIAnswer
}
