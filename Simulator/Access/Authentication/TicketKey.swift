import struct Crypto.HMAC
import struct Crypto.SHA256
import struct Crypto.SymmetricKey

/// Signs tickets, and so decides which ones count.
///
/// Proxmox signs with RSA; nobody but the server reads a signature, so a shorter one serves here.
package struct TicketKey: Sendable {
    private let key: SymmetricKey

    /// The same seed gives the same key, so that a run can be repeated to the byte.
    package init(seed: UInt64) {
        key = SymmetricKey(data: SHA256.hash(data: Array("ticket key \(seed)".utf8)))
    }

    /// Base64 with padding.
    func signature(of text: String) -> String {
        Base64.encode(Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)))
    }
}

extension TicketKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be shown.
    package var description: String { "<hidden>" }
    /// The same as for people.
    package var debugDescription: String { description }
    /// Shows nothing from inside.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
