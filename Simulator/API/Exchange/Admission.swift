/// What happens to a request once its head is read: the part of Proxmox's order that comes before authentication, and
/// how much body there is to read.
package enum Admission: Sendable, Equatable {
    /// Answered at once, without asking who the client is.
    case refused(APIAnswer)
    /// Handed on with its body.
    case admitted(BodyPlan)

    /// How the body is obtained.
    package enum BodyPlan: Sendable, Equatable {
        case read(byteCount: Int)
        /// Stays on the wire; the connection cannot be used again.
        case leave(ContentRefusal)
    }

    /// The largest form or JSON body since pve-http-server 5.2.1.
    package static let bodyLimitBytes = 512 * 1024
    /// The largest body before that release.
    package static let bodyLimitBytesBefore521 = 64 * 1024

    /// The methods that Proxmox knows; HEAD is not one of them.
    private static let methods: Set<String> = ["GET", "POST", "PUT", "DELETE"]
    /// A field that names no type counts as a form.
    private static let bodyTypes: Set<String> = ["", "application/x-www-form-urlencoded", "application/json"]

    /// Checks method, then transfer encoding, then body.
    package init(_ head: RequestHead, bodyLimitBytes: Int = Admission.bodyLimitBytes) {
        guard Self.methods.contains(head.method) else {
            self = .refused(.empty(501, "method '\(head.method)' not available"))
            return
        }
        if let encoding = head.headerFields["Transfer-Encoding"], !encoding.isEmpty {
            let isChunked = encoding.lowercased() == "chunked"
            self = .refused(
                .plain(
                    501,
                    isChunked
                        ? "chunked transfer encoding not supported" : "Unknown transfer encoding '\(encoding)'"))
            return
        }
        self = .admitted(Self.bodyPlan(for: head, bodyLimitBytes: bodyLimitBytes))
    }

    private static func bodyPlan(for head: RequestHead, bodyLimitBytes: Int) -> BodyPlan {
        guard let lengthText = head.headerFields["Content-Length"], !["", "0"].contains(lengthText) else {
            return .read(byteCount: 0)
        }
        guard ["POST", "PUT"].contains(head.method) else { return .leave(.unexpected(method: head.method)) }
        let byteCount = leadingNumber(of: lengthText)
        guard byteCount <= bodyLimitBytes else { return .leave(.tooLarge) }
        if let type = head.headerFields["Content-Type"], !bodyTypes.contains(mediaType(of: type)) {
            return .leave(.unsupportedType(type))
        }
        return .read(byteCount: byteCount)
    }

    /// The digits that a length begins with, as Perl reads a number; 0 where there are none.
    private static func leadingNumber(of text: String) -> Int {
        let digits = text.utf8.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return digits.isEmpty ? 0 : Int(String(decoding: digits, as: UTF8.self)) ?? .max
    }

    /// What stands before the first semicolon or comma, as sent; white space before that mark does not count.
    package static func mediaType(of contentType: String) -> String {
        let text = contentType.unicodeScalars
        guard let mark = text.firstIndex(where: { $0 == ";" || $0 == "," }) else { return contentType }
        let type = text[..<mark]
        guard let last = type.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        return String(type[...last])
    }
}
