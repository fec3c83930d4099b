import PhoenixModel

/// How a real Proxmox is reached and by what Phoenix is known there: the part of the settings that simulated hosts need not have.
struct HostAccess: Sendable, Equatable {
    /// A file with one line, `USER@REALM!TOKENID=SECRET`.
    var tokenFile: String?
    /// `USER@REALM`, if Phoenix logs in with a password.
    var user: String?
    var passwordFile: String?
    /// SHA-256 of the one certificate that is trusted.
    var fingerprint: String?
    /// The authorities that are trusted, in PEM.
    var authorityFile: String?
    var nodeShell: Way?
    var secureShell = SecureShellAccess()
    /// Where programs of a node are looked for; nil for the usual places.
    var nodePath: String?
    /// This machine's name as a node; nil for its host name.
    var nodeName: String?

    /// How commands on nodes are run.
    enum Way: String, CaseIterable, Sendable {
        /// Not at all.
        case none
        /// Directly: Phoenix runs on the cluster's one node.
        case local
        /// Over SSH.
        case ssh
        /// Directly on this node, over SSH on the others.
        case both
    }

    /// How nodes are entered over SSH; see `SecureShellSettings`.
    struct SecureShellAccess: Sendable, Equatable {
        var user = "root"
        var port = 22
        var keyFile: String?
        var knownHostsFile: String?
        /// By node, where its name does not lead there.
        var addresses: [String: String] = [:]
    }
}

extension HostAccess {
    /// Takes one value; `origin` says in errors where it stands.
    mutating func set(_ key: Settings.Key, to text: String, origin: String) throws(Failure) {
        switch key {
        case .tokenFile: tokenFile = text
        case .user: user = text
        case .passwordFile: passwordFile = text
        case .fingerprint: fingerprint = text
        case .authorityFile: authorityFile = text
        case .nodePath: nodePath = text
        case .nodeName: nodeName = text
        case .nodeShell:
            guard let way = Way(rawValue: text) else {
                let known = Way.allCases.map(\.rawValue).joined(separator: ", ")
                throw Settings.invalid("\(origin): \(key.rawValue) is '\(text)'", "give one of \(known)")
            }
            nodeShell = way
        case .sshUser: secureShell.user = text
        case .sshPort:
            guard let port = Int(text), (1...65_535).contains(port) else {
                throw Settings.invalid("\(origin): \(key.rawValue) is '\(text)'", "give a port from 1 to 65535")
            }
            secureShell.port = port
        case .sshKeyFile: secureShell.keyFile = text
        case .sshKnownHostsFile: secureShell.knownHostsFile = text
        case .sshAddresses: secureShell.addresses = try Self.addresses(text, origin: origin)
        case .repository, .branch, .tag, .tagRange, .host, .stateDirectory, .intervalSeconds, .seed: break
        }
    }

    /// `NODE=ADDRESS`, separated by commas.
    private static func addresses(_ text: String, origin: String) throws(Failure) -> [String: String] {
        var addresses: [String: String] = [:]
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty else {
                throw Settings.invalid(
                    "\(origin): ssh_addresses has the part '\(part)'", "write it as NODE=ADDRESS, separated by commas")
            }
            addresses[String(sides[0])] = String(sides[1])
        }
        return addresses
    }
}
