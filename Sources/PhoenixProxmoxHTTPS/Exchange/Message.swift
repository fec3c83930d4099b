import NIOCore
import NIOHTTP1
import PhoenixProxmox

/// A request as it is sent to whichever node takes it.
struct Message: Sendable {
    let method: HTTPMethod
    /// Path and query.
    let target: String
    let body: ByteBuffer?
    /// With the caller's proof of who he is.
    var fields: HTTPHeaders
    let effect: Effect
    let deadlineSeconds: Double

    /// What it does to a cluster that reads it.
    enum Effect: Hashable, Sendable, CaseIterable {
        /// Nothing: it may be sent again.
        case none
        /// It changes something: it is never sent twice.
        case change
        /// It gives a ticket: it may be sent again, and elsewhere too.
        case login
    }

    init(_ request: ProxmoxRequest, effect: Effect, deadlineSeconds: Double) {
        method = HTTPMethod(rawValue: request.method.rawValue)
        target = request.target
        body = request.body.map { ByteBuffer(bytes: $0) }
        self.effect = effect
        self.deadlineSeconds = deadlineSeconds
        fields = ["Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": "Phoenix"]
        if body != nil { fields.add(name: "Content-Type", value: "application/x-www-form-urlencoded") }
    }
}
