import PhoenixEngine
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator

/// What a cluster is like, field by field, seen through its own door, whoever worked on it.
///
/// Left out is what two ways cannot have in common: times (of looks, starts, receipts), names of tasks, hardware addresses and
/// identifiers, which Proxmox draws by chance, and the digests of files that hold these.
struct HostLikeness: Equatable {
    let nodes: [ObservedNode]
    let guests: [ObservedGuest]
    /// What each guest's own file says, its volumes, and the files inside.
    let insides: [GuestID: [String]]

    init(_ cluster: Cluster) async throws(Failure) {
        let host = SimulatedHost(cluster)
        let seen = try await Observer(driver: host, shell: host, clock: host).observe("lab")
        nodes = seen.nodes
        guests = seen.guests.map(\.withoutChance)
        insides = Dictionary(
            uniqueKeysWithValues: cluster.guestsByNumber.map { guest in
                let file = guest.file.current.values.filter { !Self.mayDiffer($0.key) }
                    .map { "\($0.key): \($0.value)" }
                let volumes = guest.volumes.map { "\($0.volume) \($0.sizeGibibytes) GiB" }
                return (guest.id, file.sorted() + volumes.sorted() + guest.interior.files.keys.sorted())
            })
    }

    /// Whether two ways may write a key differently: what Proxmox draws by chance, what has several spellings of one meaning
    /// (`agent: 1` and `enabled=1`, the order of an address's parts), which is compared as settings.
    private static func mayDiffer(_ key: String) -> Bool {
        ["net", "dev", "ipconfig"].contains { key.hasPrefix($0) }
            || ["smbios1", "vmgenid", "meta", "agent"].contains(key)
    }

    /// One line for each difference.
    func differences(from other: HostLikeness) -> [String] {
        var lines: [String] = []
        for (one, two) in zip(nodes, other.nodes) where one != two {
            let room = [one, two].map { node in
                node.storages.map { "\($0.name) \($0.availableGibibytes) GiB" }.joined(separator: ", ")
            }
            lines.append(room[0] == room[1] ? "nodes: \(one) ≠ \(two)" : "nodes: \(one.name) \(room[0]) ≠ \(room[1])")
        }
        if nodes.count != other.nodes.count { lines.append("nodes: \(nodes.count) ≠ \(other.nodes.count)") }
        let numbers = Set(guests.map(\.id)).union(other.guests.map(\.id)).sorted()
        for number in numbers {
            let (one, two) = (guests.first { $0.id == number }, other.guests.first { $0.id == number })
            guard let one, let two else {
                lines.append("\(number): \(one == nil ? "missing" : "too much")")
                continue
            }
            for (left, right) in zip(Mirror(reflecting: one).children, Mirror(reflecting: two).children) {
                guard left.value as? AnyHashable != right.value as? AnyHashable else { continue }
                lines.append("\(number) \(left.label ?? ""): \(left.value) ≠ \(right.value)")
            }
            if insides[number] != other.insides[number] {
                let difference = (other.insides[number] ?? []).difference(from: insides[number] ?? [])
                lines.append("\(number): \(Array(difference))")
            }
        }
        return lines
    }
}

extension ObservedGuest {
    /// The same without times and what is drawn by chance.
    var withoutChance: ObservedGuest {
        var guest = self
        for setting in configuration.all {
            guard case .network(let index, var interface) = setting else { continue }
            interface.hardwareAddress = nil
            guest.configuration.set(.network(index: index, interface))
        }
        guest.receipts = receipts?.map { receipt in
            Receipt(
                subject: receipt.subject, digest: receipt.digest, stage: receipt.stage, commit: receipt.commit,
                writtenAt: Instant(milliseconds: 0))
        }.sorted { $0.subject < $1.subject }
        return guest
    }
}
