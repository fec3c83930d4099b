/// The words behind the status code: one line of a tab, spaces, visible characters and anything beyond ASCII.
package struct ReasonPhrase: Sendable, Equatable {
    package let text: String

    /// Takes the first line of a message and drops the bytes that a status line must not hold.
    package init(_ message: String) {
        let firstLine = message.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: firstLine.filter(Self.isAllowed))
        self.text = String(text)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\t" || (scalar >= " " && scalar != "\u{7F}")
    }

    /// The usual words of a status code; empty for a code that has none.
    package static func standard(for status: Int) -> ReasonPhrase {
        ReasonPhrase(standardTexts[status] ?? "")
    }

    private static let standardTexts: [Int: String] = [
        200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 301: "Moved Permanently", 302: "Found",
        304: "Not Modified", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
        404: "Not Found", 409: "Conflict", 500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway",
        503: "Service Unavailable", 506: "Variant Also Negotiates", 507: "Insufficient Storage",
    ]
}

extension ReasonPhrase: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}
