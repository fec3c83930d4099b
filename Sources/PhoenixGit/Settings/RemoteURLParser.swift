import PhoenixModel

/// Reads the address of a repository, strictly: what is not understood here must not be guessed by libgit2.
struct RemoteURLParser {
    var text: String

    /// Longer than any real address; some servers refuse more anyway.
    static let bytesMaximum = 2048

    func location() throws(Failure) -> RemoteURL.Location {
        guard text.utf8.count <= Self.bytesMaximum else { throw refusal("it is too long") }
        guard !text.unicodeScalars.contains(where: OneLine.isControl) else {
            throw refusal("it contains control characters")
        }
        if text.hasPrefix("/") { return .path(text) }
        guard !text.contains(" "), !text.contains("\\") else { throw refusal("it contains spaces or backslashes") }
        guard let mark = text.firstRange(of: "://") else { throw refusalWithoutScheme() }
        let rest = text[mark.upperBound...]
        let schemeName = text[..<mark.lowerBound].lowercased()
        if schemeName == "file" { return try file(rest) }
        if schemeName.contains("ssh") { throw refusalOfSSH() }
        guard let scheme = RemoteURL.Scheme(rawValue: schemeName) else {
            throw refusal("'\(OneLine.of(schemeName))' is not one of file, git, http and https")
        }
        return try network(scheme, rest)
    }

    private func file(_ rest: Substring) throws(Failure) -> RemoteURL.Location {
        let path = rest.hasPrefix("localhost/") ? rest.dropFirst("localhost".count) : rest
        guard path.hasPrefix("/") else { throw refusal("a file URL has to be absolute, like file:///srv/fleet.git") }
        guard let decoded = percentDecoded(path), !decoded.unicodeScalars.contains(where: OneLine.isControl) else {
            throw refusal("its percent signs do not encode a path")
        }
        return .path(decoded)
    }

    private func network(_ scheme: RemoteURL.Scheme, _ rest: Substring) throws(Failure) -> RemoteURL.Location {
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest.dropFirst(authority.count)
        guard !authority.contains("@") else {
            throw refusal("it contains a user or a password, which would show up in logs")
        }
        guard !path.contains("?"), !path.contains("#") else { throw refusal("it has a query or a fragment") }
        guard path.count > 1 else { throw refusal("the path of the repository is missing") }
        guard let (host, port) = hostAndPort(authority) else { throw refusal("its host or port cannot be read") }
        return .network(scheme, host: host, port: port ?? scheme.defaultPort)
    }

    private func hostAndPort(_ authority: Substring) -> (String, String?)? {
        var host = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            port = after.isEmpty ? nil : after.dropFirst()
        } else if let colon = authority.firstIndex(of: ":") {
            host = authority[..<colon]
            port = authority[authority.index(after: colon)...]
        }
        guard !host.isEmpty, host.utf8.count <= 253 else { return nil }
        guard let port else { return (host.lowercased(), nil) }
        guard let number = UInt16(port), number > 0 else { return nil }
        return (host.lowercased(), "\(number)")
    }

    private func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2 else { return nil }
            guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension RemoteURLParser {
    /// `user@host:path` is how ssh addresses are usually written.
    private func refusalWithoutScheme() -> Failure {
        text.contains(":") ? refusalOfSSH() : refusal("it is neither an absolute path nor a URL")
    }

    private func refusalOfSSH() -> Failure {
        refusal("Git over SSH is not supported yet", remedy: "use the repository's https:// address with a token")
    }

    private func refusal(
        _ reason: String, remedy: String = "Use file:///PATH, an absolute path, git://, http:// or https://"
    ) -> Failure {
        let remedy = reason.contains("password") ? "Remove it, and configure credentials instead" : remedy
        return Failure(.settingsInvalid, "'\(shown)' cannot be used as repository: \(reason)", remedy: remedy)
    }

    /// The text without what stands before an `@`: also in a mistyped URL that may be a password.
    private var shown: String {
        text.lastIndex(of: "@").map { "•••" + OneLine.of(String(text[$0...])) } ?? OneLine.of(text)
    }
}
