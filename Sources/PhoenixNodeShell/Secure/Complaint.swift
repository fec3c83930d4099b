import PhoenixModel
import PhoenixProxmox

/// What ssh says when something is wrong.
enum Complaint {
    /// Enough for ssh's own sentences; more helps nobody.
    private static let charactersMaximum = 400

    /// On one line, without control characters and without the frames that ssh draws around warnings.
    static func text(_ bytes: [UInt8]) -> String {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { line in
                String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
            }
            .filter { !$0.hasPrefix("@@@") && $0.contains { $0 != " " } }
        return String(lines.joined(separator: "; ").prefix(charactersMaximum))
    }

    /// Why no connection came about. No command has begun by then.
    static func refusal(of node: NodeName, settings: SecureShellSettings, said text: String) -> NodeShellError {
        let place = "\(settings.user)@\(settings.address(of: node)), port \(settings.port)"
        if isAny(of: ["Host key verification failed", "HOST IDENTIFICATION HAS CHANGED"], in: text) {
            let isChanged = text.contains("HAS CHANGED")
            let what = isChanged ? "another host key than the pinned one" : "a host key that is not pinned"
            return .forbidden(
                """
                node \(node) (\(place)) shows \(what): compare it with /etc/ssh/ssh_host_*_key.pub on the node, then \
                \(isChanged ? "replace" : "add") its line in \(settings.knownHostsFile) (\(text))
                """)
        }
        if isAny(of: ["Permission denied", "Too many authentication failures"], in: text) {
            let key = settings.privateKeyFile.map { "the key \($0)" } ?? "every key that there is"
            return .forbidden(
                """
                node \(node) (\(place)) refused \(key): add its public half to \(settings.user)'s \
                .ssh/authorized_keys on the node (\(text))
                """)
        }
        return .unreachable("no SSH connection to node \(node) (\(place)): \(text.isEmpty ? "ssh says nothing" : text)")
    }

    /// The master is gone, and was before it could be asked for a session.
    static func isWithoutMaster(_ text: String) -> Bool {
        text.contains(SecureShellArguments.noMaster) && !text.contains("mux_client_request_session")
    }

    /// The node's sshd opens no more sessions on this connection.
    static func isRefusedSession(_ text: String) -> Bool { text.contains("Session open refused") }

    private static func isAny(of texts: [String], in text: String) -> Bool { texts.contains(where: text.contains) }
}
