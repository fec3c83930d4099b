/// What a request brings to be recognised by.
package struct Credentials: Sendable, Hashable {
    /// A ticket if there is one; a token only otherwise.
    package let proof: Proof
    /// The header `CSRFPreventionToken`.
    package let csrfToken: String?

    /// By what the caller is recognised.
    package enum Proof: Sendable, Hashable {
        /// Nothing that could be used.
        case none
        /// From the cookie, or from the header `Authorization`.
        case ticket(String)
        /// `USER@REALM!TOKENID=SECRET`.
        case token(String)
    }

    /// Reads the headers of a request: the cookie wins, then a ticket in `Authorization`, then a token there.
    package init(cookie: String?, authorization: String?, csrfToken: String?) {
        self.csrfToken = csrfToken
        if let ticket = Self.value(of: "PVEAuthCookie", in: cookie) {
            proof = .ticket(ticket)
        } else if let ticket = Self.value(of: "PVEAuthCookie", in: authorization) {
            proof = .ticket(ticket)
        } else if let token = Self.value(of: "PVEAPIToken", in: authorization) {
            proof = .token(token)
        } else {
            proof = .none
        }
    }

    /// The text between `key=` (or `key `) and the next semicolon, decoded; nil when empty.
    ///
    /// The key stands at the start of the header or behind white space, so `a=1;PVEAuthCookie=…` is not found.
    private static func value(of key: String, in header: String?) -> String? {
        guard let header else { return nil }
        let bytes = Array(header.utf8)
        let wanted = Array(key.utf8)
        for start in bytes.indices where start == 0 || isWhitespace(bytes[start - 1]) {
            let end = start + wanted.count
            guard end < bytes.count, bytes[start..<end].elementsEqual(wanted),
                bytes[end] == UInt8(ascii: "=") || bytes[end] == UInt8(ascii: " ")
            else { continue }
            let value = bytes[(end + 1)...].prefix { $0 != UInt8(ascii: ";") }
            let text = EncodedText.decode(String(decoding: value, as: UTF8.self))
            return text.isEmpty || text == "0" ? nil : text
        }
        return nil
    }

    private static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || (9...13).contains(byte)
    }
}

/// Never tells what it holds.
extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown.
    package var description: String {
        switch proof {
        case .none: "no credentials"
        case .ticket: "a ticket"
        case .token: "an API token"
        }
    }
    /// The same as for people.
    package var debugDescription: String { description }
    /// Shows nothing from inside.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension Credentials.Proof: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown.
    package var description: String { Credentials.Proof.none == self ? "none" : "<hidden>" }
    /// The same as for people.
    package var debugDescription: String { description }
    /// Shows nothing from inside.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
