import PhoenixModel

/// Reads single guests from a cluster's API.
struct GuestSource: Sendable {
    let server: any ProxmoxServer

    /// The configuration with what is pending; nil if the guest is not at that place.
    func config(of guest: GuestReference) async throws(ProxmoxError) -> GuestConfig? {
        do throws(ProxmoxError) {
            let rows = try await server.answer(Endpoint<[PendingRow]>(.get, guest.path("/pending")))
            return GuestConfig(rows)
        } catch {
            if error.isMissingGuest { return nil }
            throw error
        }
    }

    /// The lines that a container's file hands on to LXC: no part of `…/pending`.
    func rawLines(of guest: GuestReference) async throws(ProxmoxError) -> [ConfigText.RawLine] {
        try await server.answer(Endpoint<RawLinesAnswer>(.get, guest.path("/config"))).lines
    }

    /// Its snapshots, oldest first.
    func snapshots(of guest: GuestReference) async throws(ProxmoxError) -> [SnapshotName] {
        try await server.answer(Endpoint<[SnapshotRow]>(.get, guest.path("/snapshot"))).names
    }

    /// Switch and rules of its firewall, and how many rules there are with those that are switched off.
    func firewall(of guest: GuestReference) async throws(ProxmoxError) -> (rules: FirewallRules, ruleCount: Int) {
        let options = try await server.answer(Endpoint<FirewallOptions>(.get, guest.path("/firewall/options")))
        let rows = try await server.answer(Endpoint<[FirewallRow]>(.get, guest.path("/firewall/rules")))
        return (FirewallRules(options, rows), rows.count)
    }
}

/// What `…/config` says of raw lines: pairs of key and value (behaviour 8.1).
private struct RawLinesAnswer: Decodable, Sendable {
    let lxc: [[String]]?

    var lines: [ConfigText.RawLine] {
        (lxc ?? []).filter { $0.count == 2 }.map { ConfigText.RawLine(key: $0[0], value: $0[1]) }
    }
}

extension ProxmoxError {
    /// Whether there is no guest of that number at that place (behaviour 6.2).
    var isMissingGuest: Bool {
        if case .refused(let refusal) = self {
            refusal.message.contains("Configuration file 'nodes/") && refusal.message.contains("' does not exist")
        } else {
            false
        }
    }
}
