/// Public keys as `ssh-keygen` would take them.
package enum SSHKeys {
    /// Keys stand in the parameter with everything escaped, one on a line.
    static func require(_ escaped: String?) throws(HostError) {
        try requirePlain(escaped.map { ConfigurationText.decoded($0) })
    }

    /// Keys as they are, one on a line.
    package static func requirePlain(_ keys: String?) throws(HostError) {
        for line in (keys ?? "").split(separator: "\n") where !isKey(line) {
            throw HostError(.refused, "SSH public key validation error")
        }
    }

    /// A known type followed by something in base 64, behind options if there are any; or a blank line.
    private static func isKey(_ line: Substring) -> Bool {
        let words = line.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return true }
        guard let type = words.firstIndex(where: { isType($0) }), type + 1 < words.count else { return false }
        return words[type + 1].utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [43, 47, 61].contains(byte)
        }
    }

    private static func isType(_ word: Substring) -> Bool {
        word == "ssh-rsa" || word == "ssh-dss" || word == "ssh-ed25519" || word.hasPrefix("ecdsa-sha2-nistp")
            || word.hasPrefix("sk-ssh-ed25519") || word.hasPrefix("sk-ecdsa-sha2-nistp256")
    }
}
