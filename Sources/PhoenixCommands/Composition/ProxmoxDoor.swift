import Foundation
import PhoenixModel
import PhoenixNodeShell
import PhoenixProxmox
import PhoenixProxmoxHTTPS
import PhoenixSimulator
import PhoenixSimulatorJoined

/// The ways to a cluster in Proxmox's own words: its API, and its nodes' shells.
struct ProxmoxDoor: Sendable {
    let server: any ProxmoxServer
    /// As whom the API is asked.
    let caller: Permissions.Caller
    /// Nil where there is no way to the nodes' own shells.
    let shell: (any NodeShell)?
    /// Where the server's answers arrive; nil if that is no thread of its own.
    var executor: (any TaskExecutor)?
    /// To be called when nothing more is asked of it.
    let close: @Sendable () async -> Void
}

extension ProxmoxDoor {
    /// Opens the cluster that the settings name. A simulated one is asked through its API too, and left as it is.
    static func open(_ settings: Settings) throws(Failure) -> ProxmoxDoor {
        guard let host = settings.host, host.hasPrefix("https:") else {
            let simulator = try JoinedSimulator(try Host.simulated(settings.host, isReadOnly: true).cluster)
            return ProxmoxDoor(
                server: simulator, caller: .token(JoinedSimulator.token), shell: simulator, close: {})
        }
        return try open(host, settings.access, stateDirectory: settings.stateDirectory)
    }

    private static func open(
        _ host: String, _ access: HostAccess, stateDirectory: String
    ) throws(Failure) -> ProxmoxDoor {
        let addresses = try host.split { $0 == "," || $0 == " " }.map { part throws(Failure) in
            try ServerAddress(String(part))
        }
        let (credentials, caller) = try access.credentials()
        let connection = try ProxmoxConnection(
            ConnectionSettings(addresses: addresses, trust: try access.trust(), credentials: credentials))
        let shells = try access.shells(stateDirectory: stateDirectory)
        return ProxmoxDoor(
            server: connection, caller: caller, shell: shells, executor: connection.executor,
            close: {
                await shells?.close()
                await connection.close()
            })
    }
}

extension HostAccess {
    /// Whom Phoenix trusts: one certificate, some authorities, or those of this machine.
    fileprivate func trust() throws(Failure) -> CertificateTrust {
        switch (fingerprint, authorityFile) {
        case (.some, .some):
            throw Settings.invalid("both fingerprint and ca_file are given", "choose one of them")
        case (let fingerprint?, nil): .pinned(try CertificateFingerprint(fingerprint))
        case (nil, let file?): .authorities(file: file)
        case (nil, nil): .systemAuthorities
        }
    }

    /// By what Phoenix is known.
    fileprivate func credentials() throws(Failure) -> (ProxmoxCredentials, Permissions.Caller) {
        switch (tokenFile, user, passwordFile) {
        case (let file?, nil, nil):
            let text = try SecretFile(path: file).text()
            guard let sign = text.firstIndex(of: "=") else {
                throw Settings.invalid(
                    "the token file \(file) does not hold USER@REALM!TOKENID=SECRET",
                    "write the token's name, '=' and its secret on one line")
            }
            let name = String(text[..<sign])
            let secret = Secret(String(text[text.index(after: sign)...]))
            return (try ProxmoxCredentials(token: name, secret: secret), .token(name))
        case (nil, let user?, let file?):
            let password = Secret(try SecretFile(path: file).text())
            return (
                try ProxmoxCredentials(user: user, password: password), user == "root@pam" ? .root : .user(user)
            )
        default:
            throw Settings.invalid(
                "Proxmox is not told who Phoenix is",
                "name a token_file, or a user and a password_file; 'phoenix doctor' helps with the token")
        }
    }

    /// The ways to the nodes' shells; nil if there are none.
    fileprivate func shells(stateDirectory: String) throws(Failure) -> NodeShells? {
        switch nodeShell ?? usualWay {
        case .none: return nil
        case .local: return .local(local)
        case .ssh: return .secure(try secure(stateDirectory))
        case .both: return .both(local, try secure(stateDirectory))
        }
    }

    /// What there is: `pct` on this machine, and known hosts.
    private var usualWay: Way {
        let isNode = FileManager.default.isExecutableFile(atPath: "/usr/sbin/pct")
        return switch (isNode, secureShell.knownHostsFile != nil) {
        case (true, true): .both
        case (true, false): .local
        case (false, true): .ssh
        case (false, false): .none
        }
    }

    /// A node's name is its host name without the domain (PVE::INotify, `nodename`).
    private var local: LocalNodeShell {
        let hostName = ProcessInfo.processInfo.hostName.prefix { $0 != "." }
        return LocalNodeShell(
            node: NodeName(nodeName ?? String(hostName)), path: nodePath ?? NodeEnvironment.standardPath)
    }

    private func secure(_ stateDirectory: String) throws(Failure) -> SecureShell {
        guard let knownHosts = secureShell.knownHostsFile else {
            throw Settings.invalid(
                "no ssh_known_hosts_file is named, and Phoenix enters no node whose key it does not know",
                "name the file that 'ssh-keyscan NODE' and a look at the node's own key make")
        }
        var settings = SecureShellSettings(
            knownHostsFile: knownHosts, controlFolder: Self.controlFolder(below: stateDirectory))
        settings.user = secureShell.user
        settings.port = secureShell.port
        settings.privateKeyFile = secureShell.keyFile
        settings.agentSocket = ProcessInfo.processInfo.environment["SSH_AUTH_SOCK"]
        settings.addresses = Dictionary(
            uniqueKeysWithValues: secureShell.addresses.map { (NodeName($0.key), $0.value) })
        if let nodePath { settings.path = nodePath }
        return try SecureShell(settings)
    }

    /// A socket's path has to be short, which a state directory's need not be.
    private static func controlFolder(below stateDirectory: String) -> String {
        let folder = stateDirectory + "/ssh"
        return folder.utf8.count <= SecureShellSettings.controlFolderBytesMaximum ? folder : "/run/phoenix-ssh"
    }
}
