/// A user and a password or token for Git over HTTP. Its text never shows the password.
package struct GitCredential: Sendable {
    /// The user; forges that go by the token alone take any name.
    package let user: String
    let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}

extension GitCredential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "user '\(OneLine.of(user))', password •••" }
    package var debugDescription: String { description }
    /// Without it `dump` would print the password.
    package var customMirror: Swift.Mirror { Swift.Mirror(self, children: ["user": user]) }
}
