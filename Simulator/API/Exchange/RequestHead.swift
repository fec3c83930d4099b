/// A request's line and header, read before its body.
package struct RequestHead: Sendable, Equatable {
    package let method: String
    package let target: RequestTarget
    package let version: HTTPVersion
    package let headerFields: HeaderFields

    package init(method: String, target: RequestTarget, version: HTTPVersion, headerFields: HeaderFields = [:]) {
        self.method = method
        self.target = target
        self.version = version
        self.headerFields = headerFields
    }
}

/// The second word of a request line, cut at its delimiters but not decoded.
package struct RequestTarget: Sendable, Equatable {
    /// The word as sent.
    package let text: String
    package let path: String
    package let query: String?

    /// Takes `/path?query#fragment` and, as a proxy would send it, `https://host/path?query`.
    package init(_ text: String) {
        self.text = text
        let pathAndQuery = Self.afterAuthority(text.unicodeScalars.prefix { $0 != "#" })
        guard let mark = pathAndQuery.firstIndex(of: "?") else {
            path = String(pathAndQuery)
            query = nil
            return
        }
        path = String(pathAndQuery[..<mark])
        query = String(pathAndQuery[pathAndQuery.index(after: mark)...])
    }

    private static func afterAuthority(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView {
        guard text.first != "/" else { return text }
        for scheme in ["http://", "https://"] where String(text.prefix(scheme.count)).lowercased() == scheme {
            return text.dropFirst(scheme.count).drop { $0 != "/" && $0 != "?" }
        }
        return text
    }
}

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

/// Where a request came from.
package struct PeerAddress: Sendable, Equatable {
    /// An address in numbers, without brackets.
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// For requests that never crossed a socket.
    package static let loopback = PeerAddress(host: "127.0.0.1", port: 0)
}
