package import PhoenixModel

/// Takes the inventory of a cluster.
///
/// Three calls for all of it, five for each node that answers, one for each storage there that holds images, and for each
/// marked guest one more, three if something is pending or it has snapshots, and two if one of its interfaces has the firewall
/// on. Others' guests cost nothing.
package struct HostCapture: Sendable {
    private let server: any ProxmoxServer
    private let shell: (any NodeShell)?

    /// - Parameter shell: tells the nodes' devices; without it none are known.
    package init(_ server: any ProxmoxServer, shell: (any NodeShell)? = nil) {
        self.server = server
        self.shell = shell
    }

    /// What the cluster tells. A node that does not answer is offline; what the account may not ask for is a failure.
    package func capture() async throws(Failure) -> HostInventory {
        var sight = HostSight(nodes: try await NodeObserver(server).observe())
        sight.rights = try await server.answer(
            .permissions(), while: "tell what Phoenix's account may do")
        let marked = sight.taggedGuests
        let files = await concurrently(marked, limit: callLimit) { reference in
            await Result { () async throws(Failure) in try await markedGuest(reference) }
        }
        for file in files { if let guest = try file.get() { sight.marked.append(guest) } }
        if let shell {
            let files = await NodeFilesObserver(shell: shell).observe(sight.onlineNodes, withFiles: false)
            sight.devices = files.mapValues { $0.map(\.devices) }
        }
        return sight.inventory
    }

    /// Nil for a guest that has Phoenix's tag and no mark that can be read.
    private func markedGuest(_ reference: GuestReference) async throws(Failure) -> MarkedGuest? {
        let capture = GuestCapture(server: server, guest: reference)
        let file = try await capture.file()
        guard let mark = file.current.mark else { return nil }
        return MarkedGuest(
            reference: reference, mark: mark, file: file,
            firewall: file.hasFirewall ? try await capture.firewall() : nil)
    }
}

/// A guest with a mark, as its file says.
struct MarkedGuest: Sendable {
    let reference: GuestReference
    let mark: Mark
    let file: ConfigFile
    let firewall: FirewallRules?
}

extension ConfigFile {
    /// Whether the firewall looks at one of the guest's interfaces, now or after its next start.
    fileprivate var hasFirewall: Bool {
        let next = ConfigText(values: pending.values)
        return (current.numbered("net") + next.numbered("net")).contains { Properties($0.text).isOn("firewall") }
    }
}
