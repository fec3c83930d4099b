import PhoenixModel

/// Asks for what one guest's file says: one call if that is all of it, and more only if something else is in the file.
struct GuestCapture: Sendable {
    let server: any ProxmoxServer
    let guest: GuestReference

    /// The file as far as the API tells of it.
    func file() async throws(Failure) -> ConfigFile {
        let answer: ConfigAnswer = try await ask("config", ["current": "1"])
        var file = ConfigFile(kind: guest.kind, current: answer.text)
        guard !file.isWhole(digest: answer.digest) else { return file }
        file.pending = ConfigFile.Pending(try await ask("pending") as [PendingRow])
        guard !file.isWhole(digest: answer.digest) else { return file }
        file.snapshots = (try await ask("snapshot") as [SnapshotRow]).filter(\.isSnapshot).map { row in
            ConfigFile.Snapshot(
                name: row.name, takenAtSeconds: row.snaptime?.value ?? 0,
                parent: row.parent.flatMap { $0.isEmpty ? nil : $0 })
        }
        return file
    }

    /// Switch and rules.
    func firewall() async throws(Failure) -> FirewallRules {
        let options: FirewallOptions = try await ask("firewall/options")
        return FirewallRules(options, try await ask("firewall/rules") as [FirewallRow])
    }

    private func ask<Answer: Decodable & Sendable>(
        _ part: String, _ parameters: ProxmoxForm = ProxmoxForm()
    ) async throws(Failure) -> Answer {
        do throws(Failure) {
            return try await server.answer(
                Endpoint(.get, ProxmoxPath(text: "\(base)/\(part)"), parameters), while: "tell of guest \(guest.id)")
        } catch {
            guard error.code == .notFound else { throw error }
            // It was in its node's list a moment ago.
            throw Failure(
                .conflict, "guest \(guest.id) left node \(guest.node) while the host was looked at",
                remedy: "try again when nobody moves or removes guests", disposition: .retry, causes: error.causes)
        }
    }

    private var base: String {
        let path: ProxmoxPath = "/nodes/\(guest.node)/\(guest.kind == .container ? "lxc" : "qemu")/\(guest.id)"
        return path.text
    }
}

/// The answer of `…/config`: every key with its value, a container's raw lines as pairs, and the file's digest.
private struct ConfigAnswer: Decodable, Sendable {
    let text: ConfigText
    let digest: String

    init(from decoder: any Decoder) throws {
        let fields = try decoder.singleValueContainer().decode([String: Field].self)
        var text = ConfigText()
        var digest = ""
        for (key, field) in fields {
            switch field {
            case .value(let value) where key == "digest": digest = value
            case .value(let value): text.values[key] = value
            case .lines(let lines): text.rawLines = lines
            }
        }
        self.text = text
        self.digest = digest
    }

    private enum Field: Decodable {
        case value(String)
        case lines([ConfigText.RawLine])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            guard let pairs = try? container.decode([[LenientText]].self) else {
                self = .value(try container.decode(LenientText.self).value)
                return
            }
            self = .lines(
                pairs.filter { $0.count == 2 }.map { ConfigText.RawLine(key: $0[0].value, value: $0[1].value) })
        }
    }
}
