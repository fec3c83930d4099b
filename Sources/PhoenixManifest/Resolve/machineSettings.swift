import JSONSchema
import PhoenixModel

extension MergedGuest {
    /// What cloud-init sets up; nil if nobody says anything.
    func cloudInit(_ findings: inout Findings) -> Setting? {
        guard let value = self[.userConfig] else { return nil }
        if let hash = value["password_hash"] { reportPasswordHash(hash, &findings) }
        let keys = value["ssh_public_key"]
        let texts = keys?.string.map { [$0] } ?? (keys?.items ?? []).compactMap(\.string)
        let authorized = texts.map { trimmed($0) }.filter { !$0.isEmpty }
        for text in authorized where !isPublicKey(text) {
            let place = (keys ?? value).place
            findings.error(
                .invalidValue, at: text.contains("PRIVATE") ? place.keepingSecret : place, "This is no public SSH key",
                remedy: text.contains("PRIVATE")
                    ? "Remove the private key, replace the pair, and write the public one"
                    : "Write the line of the .pub file: ssh-ed25519 AAAA… name")
        }
        return .cloudInit(CloudInit(user: value["username"]?.string, authorizedKeys: authorized))
    }

    private func reportPasswordHash(_ hash: MergedValue, _ findings: inout Findings) {
        guard hash.string?.isEmpty != true else { return }
        findings.add(
            draft.format == .ownFile ? .error : .warning, .plaintextSecret, at: hash.place.keepingSecret,
            "A password hash stands in plain text; Phoenix does not act on it",
            remedy: "Remove it, log in with ssh_public_key, and change the password: the hash stays in the history")
    }
}

/// Whether a line looks like one of the forms that OpenSSH writes.
private func isPublicKey(_ text: String) -> Bool {
    let words = text.split(separator: " ")
    guard words.count >= 2, !text.contains(where: \.isNewline) else { return false }
    return ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"].contains { words[0].hasPrefix($0) } && words[1].hasPrefix("AAAA")
}
