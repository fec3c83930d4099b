package import PhoenixModel

/// How nodes are entered over SSH.
package struct SecureShellSettings: Sendable {
    /// Who enters; `pct` needs root.
    package var user = "root"
    package var port = 22
    /// Absolute path of the private key; without one, the agent's and the user's own keys are tried.
    package var privateKeyFile: String?
    /// The agent's socket, as `SSH_AUTH_SOCK` names it.
    package var agentSocket: String?
    /// Absolute path of the file with the nodes' host keys, and the only place where they are looked for.
    package var knownHostsFile: String
    /// Where nodes are reached whose own names do not lead to them.
    package var addresses: [NodeName: String] = [:]
    /// From the first packet to the end of the key exchange.
    package var connectTimeoutSeconds = Self.standardConnectTimeoutSeconds
    /// Absolute path of a folder for control sockets, made with mode 0700 if it is not there.
    package var controlFolder: String
    /// Where programs are looked for on a node.
    package var path = NodeEnvironment.standardPath

    package init(knownHostsFile: String, controlFolder: String) {
        self.knownHostsFile = knownHostsFile
        self.controlFolder = controlFolder
    }

    /// Three lost SYN packets (1 + 2 + 4 s) on a bad line still fit.
    package static let standardConnectTimeoutSeconds = 10

    /// A Unix socket's path has at most 107 bytes on Linux; ssh binds one with 17 more, and Phoenix's names in the folder
    /// take up to 30.
    package static let controlFolderBytesMaximum = 107 - 17 - 30

    /// Where a node is reached.
    func address(of node: NodeName) -> String { addresses[node] ?? node.text }

    /// Throws `settingsInvalid` for what ssh would read as something else.
    package func check() throws(Failure) {
        for (name, path) in [
            ("the private key's file", privateKeyFile), ("the agent's socket", agentSocket),
            ("the file of known hosts", knownHostsFile), ("the folder of control sockets", controlFolder),
        ] {
            guard let path, !Self.isPlain(path: path) else { continue }
            throw Failure(
                .settingsInvalid,
                "\(name) '\(path)' is not an absolute path without quotes, '$' and control characters",
                remedy: "give it as such a path")
        }
        guard controlFolder.utf8.count <= Self.controlFolderBytesMaximum else {
            throw Failure(
                .settingsInvalid,
                """
                the folder of control sockets '\(controlFolder)' has more than \(Self.controlFolderBytesMaximum) bytes, \
                too many for the path of a Unix socket in it
                """, remedy: "choose a shorter one, such as /run/phoenix/ssh")
        }
        for (node, address) in addresses where !Self.isPlain(host: address) {
            throw Failure(
                .settingsInvalid, "the address '\(address)' of node \(node) is neither a name nor an IP address",
                remedy: "give it without user and port")
        }
        guard Self.isPlain(host: user), (1...65_535).contains(port), connectTimeoutSeconds > 0 else {
            throw Failure(
                .settingsInvalid, "'\(user)', port \(port), timeout \(connectTimeoutSeconds) s cannot be used for SSH",
                remedy: "give a user's name, a port from 1 to 65535 and a timeout of at least 1 s")
        }
    }

    private static func isPlain(path: String) -> Bool {
        path.hasPrefix("/")
            && !path.unicodeScalars.contains { $0.value < 0x20 || $0 == "\"" || $0 == "$" || $0 == "\\" }
    }

    static func isPlain(host: String) -> Bool {
        !host.isEmpty && !host.hasPrefix("-")
            && host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-._:".utf8.contains(byte)
                }
            }
    }
}
