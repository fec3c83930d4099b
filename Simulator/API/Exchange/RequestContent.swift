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

/// Why a body is not taken.
package enum ContentRefusal: Sendable, Equatable {
    /// Only POST and PUT carry a body.
    case unexpected(method: String)
    /// Longer than the profile's limit.
    case tooLarge
    /// Neither a form nor JSON; the value is the Content-Type as sent.
    case unsupportedType(String)

    package var answer: APIAnswer {
        switch self {
        case .unexpected(let method): .plain(501, "Unexpected content for method '\(method)'")
        case .tooLarge: .plain(501, "for data too large")
        case .unsupportedType(let type): .plain(506, "upload 'Content-Type '\(type)' not implemented")
        }
    }
}
