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
