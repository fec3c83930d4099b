package import PhoenixModel

/// By what Phoenix is known to a cluster. No secret of it can be printed.
package struct ProxmoxCredentials: Sendable {
    let proof: Proof

    enum Proof: Sendable {
        /// Sent with every call; needs no login (behaviour 4.1).
        case token(name: String, secret: Secret)
        /// Exchanged for a ticket, which is sent with every call (behaviour 4.3).
        case password(user: String, Secret)
    }

    /// An API token, `USER@REALM!TOKENID`, with its secret.
    package init(token name: String, secret: Secret) throws(Failure) {
        let parts = name.split(separator: "!", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isUser(parts[0]), Self.isName(parts[1]) else {
            throw Failure(
                .settingsInvalid, "the name of the API token does not have the form USER@REALM!TOKENID",
                remedy: "give it as Proxmox shows it, such as root@pam!phoenix, and its secret apart from it")
        }
        let characters = secret.reveal().utf8
        guard !characters.isEmpty, characters.allSatisfy(Self.isSafe) else {
            throw Failure(
                .settingsInvalid, "the secret of the API token \(name) is empty or has characters that none has",
                remedy: "give the secret alone, as Proxmox showed it when the token was made, without a line's end")
        }
        proof = .token(name: name, secret: secret)
    }

    /// A user, `USER@REALM`, with its password.
    package init(user: String, password: Secret) throws(Failure) {
        guard Self.isUser(user[...]) else {
            throw Failure(
                .settingsInvalid, "the name of the user does not have the form USER@REALM",
                remedy: "give the realm too, such as root@pam")
        }
        guard !password.reveal().isEmpty else {
            throw Failure(
                .settingsInvalid, "the password of \(user) is empty", remedy: "give the user's password")
        }
        proof = .password(user: user, password)
    }

    /// A user's name may hold much (behaviour: `[^\s:/]+`); what would need escapes in a header's value is refused.
    private static func isUser(_ text: Substring) -> Bool {
        guard let mark = text.lastIndex(of: "@"), mark != text.startIndex else { return false }
        return isName(text[mark...].dropFirst())
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"%:;/!".utf8.contains($0) }
    }

    /// A realm or a token's name.
    private static func isName(_ text: Substring) -> Bool {
        text.first?.isLetter == true && text.utf8.allSatisfy(isSafe)
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }
}

extension ProxmoxCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String {
        switch proof {
        case .token(let name, _): "API token \(name)"
        case .password(let user, _): "user \(user)"
        }
    }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
