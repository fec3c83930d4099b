import PhoenixModel

/// A guest's configuration as one look showed it, with what waits for its next start.
struct GuestConfig: Sendable {
    /// What is in force.
    private(set) var inForce: ConfigText
    /// What will be, once nothing waits any more.
    private(set) var next: ConfigText
    /// Keys that have a value which waits.
    let waitingKeys: Set<String>
    /// SHA-1 of the whole file: as long as it is the same, everything else is too (behaviour 6.6).
    let digest: String?

    init(inForce: ConfigText, next: ConfigText, waitingKeys: Set<String>, digest: String?) {
        self.inForce = inForce
        self.next = next
        self.waitingKeys = waitingKeys
        self.digest = digest
    }

    /// - Parameter rows: all of `…/pending`, which tells of the digest too.
    init(_ rows: [PendingRow]) {
        let settings = rows.filter { $0.key != Self.digestKey }
        inForce = ConfigText(inForce: settings)
        next = ConfigText(next: settings)
        waitingKeys = Set(settings.filter(\.isWaiting).map(\.key))
        digest = rows.first { $0.key == Self.digestKey }?.value?.value
    }

    /// The same with the lines that Proxmox hands on to LXC. It does not tell which of them a running container has.
    func adding(_ rawLines: [ConfigText.RawLine]) -> GuestConfig {
        var whole = self
        whole.inForce.rawLines = rawLines
        whole.next.rawLines = rawLines
        return whole
    }

    /// Phoenix's mark; nil if there is none that can be read.
    var mark: Mark? { next.mark }

    /// Proxmox's lock, such as `create` or `backup`.
    var lock: String? { inForce["lock"] }

    /// Whether nothing waits for the next start.
    var isSettled: Bool { inForce == next && waitingKeys.isEmpty }

    /// Whether it has snapshots: the newest is its parent.
    var hasSnapshots: Bool { inForce["parent"] != nil }

    private static let digestKey = "digest"
}

extension GuestConfig {
    /// The settings in force and those that wait, in canonical form.
    func sight(_ kind: GuestKind) -> (inForce: Configuration, pending: PendingSettings) {
        let now = ConfigReader(kind, inForce).configuration
        guard inForce != next else { return (now, PendingSettings()) }
        let then = ConfigReader(kind, next).configuration
        return (
            now,
            PendingSettings(
                changed: Configuration(then.all.filter { now[$0.key] != $0 }),
                removed: now.keys.filter { then[$0] == nil })
        )
    }
}
