/// A user with its realm, `alice@pve`.
package struct UserID: Sendable, Hashable, Comparable {
    /// As written in every interface.
    package let text: String

    /// The administrator of the node itself, who always exists and may do everything.
    package static let root = UserID(unchecked: "root@pam")

    /// Whoever calls an endpoint that asks nobody who he is: a name that no user can have and that holds no right.
    package static let nobody = UserID(unchecked: "")

    /// Shortest text that Proxmox takes.
    private static let minimumLength = 3
    /// Longest text that Proxmox takes.
    private static let maximumLength = 64

    /// Takes what Proxmox takes; the failure has its words.
    package init(_ text: String) throws(AccessFailure) {
        let length = text.unicodeScalars.count
        guard length >= Self.minimumLength else { throw .failed("user name '\(text)' is too short") }
        guard length <= Self.maximumLength else {
            throw .failed("user name '\(text)' is too long (\(length) > \(Self.maximumLength))")
        }
        guard let user = UserID(shape: text) else {
            throw .failed("value '\(text)' does not look like a valid user name")
        }
        self = user
    }

    /// Looks at the shape only and not at the length, as tokens do.
    init?(shape text: String) {
        guard let sign = text.lastIndex(of: "@") else { return nil }
        let name = text[..<sign]
        guard !name.isEmpty, name.unicodeScalars.allSatisfy(Self.mayStandInName),
            NameRule.isRealm(text[text.index(after: sign)...])
        else { return nil }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// The part behind the last `@`.
    package var realm: Substring {
        text.suffix(from: text.lastIndex(of: "@").map(text.index(after:)) ?? text.endIndex)
    }

    private static func mayStandInName(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar != ":" && scalar != "/"
    }

    /// By text, the order in which Proxmox writes users.
    package static func < (left: UserID, right: UserID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// Nil-returning form for places where a wrong name is only passed over.
extension UserID {
    /// Nil when Proxmox would refuse the name.
    init?(ifValid text: String) {
        do throws(AccessFailure) { try self.init(text) } catch { return nil }
    }
}

extension UserID: CustomStringConvertible {
    /// As written in every interface.
    package var description: String { text }
}
