import PhoenixModel
import PhoenixProxmox

/// A host as the doctor meets it: the ways to it, and what has to be told of them.
struct ExaminedHost: Sendable {
    let server: any ProxmoxServer
    /// Nil if there is no way to the nodes' own shells.
    let shell: (any NodeShell)?
    let caller: Permissions.Caller
    /// How the server proves who it is, as part of a sentence.
    let trust: String
    let now: Instant
    /// For people: what this host is, if it is not a real one.
    let note: String?
}

extension ExaminedHost {
    /// Opens the host that the settings name.
    static func open(_ text: String?) throws(Failure) -> ExaminedHost {
        guard let text else { throw Settings.invalid("no host is named", namingHelp) }
        guard let name = text.afterPrefix("simulated:"), !name.isEmpty else {
            throw Settings.invalid(
                "'\(text)' is no host that this version can reach", "use 'simulated:NAME' or 'simulated:FILE'")
        }
        return try simulated(name)
    }

    private static let namingHelp =
        "name one with --host, PHOENIX_HOST or in the settings file, such as 'simulated:homelab'"
}
