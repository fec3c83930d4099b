/// The texts with which a login is remembered: `PVE:USER:TIME::SIGNATURE` and, against foreign pages, `TIME:SIGNATURE`.
package struct Ticket: Sendable {
    /// How long a ticket counts.
    package static let lifetimeSeconds = 2 * 60 * 60
    /// How far the clock of another node may be ahead.
    package static let graceSeconds = 5 * 60

    private let key: TicketKey

    /// Makes and recognises tickets of one key.
    package init(key: TicketKey) {
        self.key = key
    }

    /// The ticket of a user.
    ///
    /// - Parameter now: Seconds since 1970.
    package func text(for user: UserID, now: Int) -> String {
        let plain = "PVE:\(EncodedText.encode(user.text)):\(Hexadecimal.time(now))"
        return "\(plain)::\(key.signature(of: plain))"
    }

    /// Whose ticket it is; nil when it is not one of this key or no longer counts.
    package func user(of ticket: String, now: Int) -> UserID? {
        guard let mark = ticket.lastRange(of: "::") else { return nil }
        let plain = ticket[..<mark.lowerBound]
        guard key.signature(of: String(plain)) == ticket[mark.upperBound...] else { return nil }
        let parts = plain.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "PVE", let time = Hexadecimal.time(parts[2]), counts(time, now: now) else {
            return nil
        }
        return UserID(ifValid: EncodedText.decode(parts[1]))
    }

    /// The text that a user's writes must carry in the header `CSRFPreventionToken`.
    package func csrfToken(for user: UserID, now: Int) -> String {
        csrfToken(for: user, time: Hexadecimal.time(now)[...])
    }

    /// Whether a write of the user may carry this text.
    package func accepts(csrfToken token: String, of user: UserID, now: Int) -> Bool {
        guard let mark = token.firstIndex(of: ":"), let time = Hexadecimal.time(token[..<mark]) else { return false }
        return counts(time, now: now) && token == csrfToken(for: user, time: token[..<mark])
    }

    private func csrfToken(for user: UserID, time: Substring) -> String {
        // Proxmox writes this signature without padding.
        let signature = key.signature(of: "csrf:\(time):\(user)").split(separator: "=").first ?? ""
        return "\(time):\(signature)"
    }

    private func counts(_ time: Int, now: Int) -> Bool {
        let age = now - time
        return age > -Self.graceSeconds && age < Self.lifetimeSeconds
    }
}

extension String {
    fileprivate func lastRange(of mark: String) -> Range<Index>? {
        ranges(of: mark).last
    }
}
