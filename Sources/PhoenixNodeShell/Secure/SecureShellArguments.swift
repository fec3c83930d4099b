/// The command lines of OpenSSH's client.
struct SecureShellArguments {
    let settings: SecureShellSettings
    let address: String
    /// The control socket.
    let socket: String

    /// A master without sessions ends by itself after this: longer than the usual pause between two passes, and short
    /// enough that nothing stays behind when Phoenix is killed.
    static let masterIdleSeconds = 300
    /// A connection whose other end is silent for three of these is dead.
    static let aliveIntervalSeconds = 5
    static let aliveCountMaximum = 3
    /// What a session says when there is no master that it could go through.
    static let noMaster = "phoenix: no connection to share"

    /// Connects, and stays in the background for sessions; ends when the key has been accepted.
    var connect: [String] {
        common + ["-N", "-f", "-o", "ControlMaster=yes", "-o", "ControlPersist=\(Self.masterIdleSeconds)"]
            + destination
    }

    /// One command over the master's connection. It never connects by itself: it would begin a command a second time when
    /// the master dies while it is asked.
    func session(_ text: String) -> [String] {
        common + ["-o", "ControlMaster=no", "-o", "ProxyCommand=sh -c 'echo \(Self.noMaster) >&2'"] + destination + [
            text
        ]
    }

    /// Ends the master and its sessions.
    var exit: [String] { common + ["-O", "exit"] + destination }

    /// Nobody is asked, nothing is forwarded, no file of settings is read, and only the pinned host keys count.
    private var common: [String] {
        let options = [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "UserKnownHostsFile=\(Self.quoted(settings.knownHostsFile))",
            "GlobalKnownHostsFile=/dev/null", "UpdateHostKeys=no", "VerifyHostKeyDNS=no",
            "PreferredAuthentications=publickey", "ClearAllForwardings=yes", "ForwardAgent=no", "ForwardX11=no",
            "PermitLocalCommand=no", "LogLevel=ERROR", "ConnectTimeout=\(settings.connectTimeoutSeconds)",
            "ServerAliveInterval=\(Self.aliveIntervalSeconds)", "ServerAliveCountMax=\(Self.aliveCountMaximum)",
            "ControlPath=\(Self.quoted(socket))",
        ]
        return ["ssh", "-F", "none", "-T"] + (options + key).flatMap { ["-o", $0] }
    }

    private var key: [String] {
        guard let file = settings.privateKeyFile else { return [] }
        return ["IdentityFile=\(Self.quoted(file))", "IdentitiesOnly=yes"]
    }

    private var destination: [String] {
        ["-p", "\(settings.port)", "-l", settings.user, "--", address]
    }

    /// A path as an option's value: ssh would take spaces for a list, and `%` for a token.
    private static func quoted(_ path: String) -> String {
        "\"" + path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%") + "\""
    }

    /// Messages in English, and the agent.
    var environment: [String: String] {
        var variables = NodeEnvironment.variables(path: NodeEnvironment.standardPath)
        variables["LC_ALL"] = "C"
        variables["SSH_AUTH_SOCK"] = settings.agentSocket
        return variables
    }
}
