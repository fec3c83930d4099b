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
