/// The version that a request names; only 1.x is spoken.
package struct HTTPVersion: Sendable, Equatable {
    package let major: Int
    package let minor: Int

    package init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    package static let oneDotZero = HTTPVersion(major: 1, minor: 0)
    package static let oneDotOne = HTTPVersion(major: 1, minor: 1)

    /// Whether a connection stays open when the request does not say.
    package var keepsAliveByDefault: Bool { minor >= 1 }
}

extension HTTPVersion: CustomStringConvertible {
    package var description: String { "HTTP/\(major).\(minor)" }
}
