package import PhoenixModel

/// Where a repository lies: on a path of this machine, or behind `git://`, `http://` or `https://`.
///
/// It holds no user and no password: text of it can be shown anywhere.
package struct RemoteURL: Sendable, Equatable {
    /// The address as people write it.
    package let text: String
    let location: Location

    enum Location: Sendable, Equatable {
        /// An absolute path, percent signs decoded.
        case path(String)
        case network(Scheme, host: String, port: String)
    }

    enum Scheme: String, Sendable, CaseIterable {
        case git, http, https

        var defaultPort: String {
            switch self {
            case .git: "9418"
            case .http: "80"
            case .https: "443"
            }
        }
    }

    /// Reads `file:///path`, an absolute path, `git://…` or `http(s)://…`.
    ///
    /// Everything else is `settingsInvalid`, also a URL with a user, a password, a query or a fragment.
    package init(_ text: String) throws(Failure) {
        try self.init(RemoteURLParser(text: text))
    }

    init(_ parser: RemoteURLParser) throws(Failure) {
        text = parser.text
        location = try parser.location()
    }

    /// What libgit2 is asked to open.
    var libraryText: String {
        switch location {
        case .path(let path): path
        case .network: text
        }
    }

    var isEncrypted: Bool {
        if case .network(.https, _, _) = location { true } else { false }
    }

    var takesCredentials: Bool {
        switch location {
        case .network(.http, _, _), .network(.https, _, _): true
        default: false
        }
    }
}

extension RemoteURL: CustomStringConvertible {
    package var description: String { text }
}
