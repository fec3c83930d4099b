import PhoenixModel

@testable import PhoenixProxmox

extension JoinedServer {
    private struct Config: Decodable, Sendable {
        let digest: String
        let lxc: [[String]]?
    }

    /// A guest's configuration in force and pending, and the raw lines of its file.
    func config(
        of guest: GuestReference
    ) async throws -> (rows: [PhoenixProxmox.PendingRow], rawLines: [ConfigText.RawLine]) {
        let rows = try await answer(
            PhoenixProxmox.Endpoint<[PhoenixProxmox.PendingRow]>(.get, path(guest, "pending")))
        let config = try await answer(PhoenixProxmox.Endpoint<Config>(.get, path(guest, "config")))
        return (rows, (config.lxc ?? []).map { ConfigText.RawLine(key: $0[0], value: $0[1]) })
    }

    /// Sets a guest's configuration, unless somebody else did meanwhile.
    func set(_ order: ConfigOrder, _ guest: GuestReference) async throws {
        if let form = order.revertForm(digest: try await digest(of: guest)) { try await put(form, guest) }
        try await put(order.form(digest: try await digest(of: guest)), guest)
    }

    private func put(_ form: ProxmoxForm, _ guest: GuestReference) async throws {
        _ = try await answer(PhoenixProxmox.Endpoint<NoAnswer>(.put, path(guest, "config"), form))
    }

    private func digest(of guest: GuestReference) async throws -> String {
        try await answer(PhoenixProxmox.Endpoint<Config>(.get, path(guest, "config"))).digest
    }

    private func path(_ guest: GuestReference, _ part: String) -> ProxmoxPath {
        let kind = guest.kind == .container ? "lxc" : "qemu"
        return "/nodes/\(guest.node)/\(kind)/\(guest.id)/\(part)"
    }
}
