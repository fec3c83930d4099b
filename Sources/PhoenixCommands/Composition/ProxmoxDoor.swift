import PhoenixModel
import PhoenixProxmox
import PhoenixSimulator

/// The ways to a cluster, as far as it is looked at in Proxmox's own words.
struct ProxmoxDoor: Sendable {
    let server: any ProxmoxServer
    /// Nil where there is no way to the nodes' own shells.
    let shell: (any NodeShell)?

    /// Opens the cluster that `text` names. A simulated one is asked through its API too, and left as it is.
    static func open(_ text: String?) throws(Failure) -> ProxmoxDoor {
        let simulator = try JoinedSimulator(try Host.simulated(text, isReadOnly: true).cluster)
        return ProxmoxDoor(server: simulator, shell: simulator)
    }
}
