import PhoenixModel
import PhoenixProxmox
import PhoenixService
import PhoenixSimulator
import PhoenixSimulatorJoined

/// A host as the doctor meets it: the ways to it, and what has to be told of them.
struct ExaminedHost: Sendable {
    let door: ProxmoxDoor
    /// How the server proves who it is, as part of a sentence.
    let trust: String
    let now: Instant
    /// For people: what this host is, if it is not a real one.
    let note: String?
}

extension ExaminedHost {
    /// Opens the host that the settings name. A simulated one is examined through its API, and nothing of it is kept.
    static func open(_ settings: Settings) throws(Failure) -> ExaminedHost {
        let door = try ProxmoxDoor.open(settings)
        guard let simulator = door.server as? JoinedSimulator else {
            return ExaminedHost(door: door, trust: settings.access.trustText, now: RealClock.now(), note: nil)
        }
        return ExaminedHost(
            door: door, trust: "nothing lies between", now: simulator.cluster.now,
            note: "\(settings.host ?? "") is a simulated host: Proxmox VE 9.2 as it is simulated")
    }
}

extension HostAccess {
    /// Whom Phoenix trusts, as part of a sentence.
    fileprivate var trustText: String {
        if fingerprint != nil { return "its certificate's fingerprint is pinned" }
        if let authorityFile { return "its certificate is signed by an authority in \(authorityFile)" }
        return "its certificate is signed by an authority that this machine knows"
    }
}
