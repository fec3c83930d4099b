import PhoenixModel

/// What the machine that runs Phoenix decides: from its settings file, then `PHOENIX_…` variables, then flags.
struct Settings: Sendable, Equatable {
    var repository: String?
    var reference = Reference.branch("main")
    var host: String?
    var access = HostAccess()
    var stateDirectory = defaultStateDirectory
    var intervalSeconds = 60
    var seed: UInt64 = 0

    /// Which commit is followed.
    enum Reference: Sendable, Equatable {
        case branch(String)
        case tag(String)
        /// The highest tag in a range of semantic versions.
        case tagRange(String)
    }

    static let defaultStateDirectory = "/var/lib/phoenix"

    /// Where the settings are looked for when no file is named.
    static let defaultFiles = ["/etc/phoenix/phoenix.json"]
}

extension Settings {
    /// The keys of the settings file; each is also a variable: `state_directory` is `PHOENIX_STATE_DIRECTORY`.
    enum Key: String, CaseIterable {
        case repository, branch, tag
        case tagRange = "tag_range"
        case host
        case tokenFile = "token_file"
        case user
        case passwordFile = "password_file"
        case fingerprint
        case authorityFile = "ca_file"
        case nodeShell = "node_shell"
        case nodePath = "node_path"
        case nodeName = "node_name"
        case sshUser = "ssh_user"
        case sshPort = "ssh_port"
        case sshKeyFile = "ssh_key_file"
        case sshKnownHostsFile = "ssh_known_hosts_file"
        case sshAddresses = "ssh_addresses"
        case stateDirectory = "state_directory"
        case intervalSeconds = "interval_seconds"
        case seed

        var variable: String { "PHOENIX_" + rawValue.uppercased() }
    }

    /// Takes one value; `origin` says in errors where it stands.
    mutating func set(_ key: Key, to text: String, origin: String) throws(Failure) {
        guard !text.isEmpty else {
            throw Self.invalid("\(origin): \(key.rawValue) is empty", "give it a value, or leave it out")
        }
        switch key {
        case .repository: repository = text
        case .branch: reference = .branch(text)
        case .tag: reference = .tag(text)
        case .tagRange: reference = .tagRange(text)
        case .host: host = text
        case .stateDirectory: stateDirectory = text
        case .intervalSeconds:
            guard let seconds = Int(text), (1...86_400).contains(seconds) else {
                throw Self.invalid(
                    "\(origin): \(key.rawValue) is '\(text)'", "give whole seconds between 1 and 86400")
            }
            intervalSeconds = seconds
        case .seed:
            guard let number = UInt64(text) else {
                throw Self.invalid("\(origin): \(key.rawValue) is '\(text)'", "give a whole number")
            }
            seed = number
        default: try access.set(key, to: text, origin: origin)
        }
    }

    /// Takes every `PHOENIX_…` variable that names a setting.
    mutating func read(environment: [String: String]) throws(Failure) {
        for key in Key.allCases {
            if let text = environment[key.variable] { try set(key, to: text, origin: "variable \(key.variable)") }
        }
    }

    /// The repository, which only commands that need one insist on.
    var requiredRepository: String {
        get throws(Failure) {
            guard let repository else {
                throw Self.invalid(
                    "no repository is named", "name one with --repository, PHOENIX_REPOSITORY or in the settings file")
            }
            return repository
        }
    }

    static func invalid(_ message: String, _ remedy: String) -> Failure {
        Failure(.settingsInvalid, message, remedy: remedy)
    }
}
