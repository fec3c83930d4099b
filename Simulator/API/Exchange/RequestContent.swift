/// The body of a request. Proxmox looks at a body only after authentication, so a body it will not take is left on the
/// wire and the reason travels with the request.
package enum RequestContent: Sendable, Equatable {
    /// All bytes of the body; empty when there is none.
    case read([UInt8])
    /// Nothing was read: once the client is authenticated, the answer is the refusal's.
    case unread(ContentRefusal)

    /// What to answer, after authentication and before anything else, if the body was not taken.
    package var refusal: APIAnswer? {
        switch self {
        case .read: nil
        case .unread(let refusal): refusal.answer
        }
    }
}
