/// A request refused before it is looked at: the text is the reason phrase and the body is empty.
package struct AuthenticationFailure: Error, Sendable, Hashable {
    /// 401, or 403 for an upload without the right to it.
    package let status: Int
    /// Without the newline at its end.
    package let text: String

    /// How long every such answer is held back, so that guessing is slow.
    package static let delaySeconds = 3

    init(status: Int = 401, _ text: String) {
        self.status = status
        self.text = text
    }

    /// No ticket and no token.
    static let noTicket = AuthenticationFailure("No ticket")
    /// A ticket without its token in a request that writes.
    static let invalidCSRFToken = AuthenticationFailure("Permission denied - invalid csrf token")

    /// What is told of the reason: nothing since 9.1.5, everything before.
    static func of(_ reason: String, in profile: AccessProfile) -> AuthenticationFailure {
        switch profile {
        case .version9_2: AuthenticationFailure("Authentication failed!")
        case .version8_4: AuthenticationFailure(reason)
        }
    }
}
