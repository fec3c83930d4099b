import PhoenixModel
import PhoenixSimulator

/// How large a story is.
package struct StoryScale: Hashable, Sendable {
    /// How many guests its first commit wishes for.
    let guests: ClosedRange<Int>
    /// How long things happen before people leave Phoenix in peace.
    let seconds: Int
    /// The options that ask for this scale, if it is not the usual one.
    let options: String

    /// - Parameters:
    ///   - guests: how many guests the fleet has; nil: two to five.
    ///   - hours: how long things happen; nil: three hours.
    package init(guests: Int? = nil, hours: Int? = nil) {
        self.guests = guests.map { $0...$0 } ?? 2...5
        seconds = (hours ?? 3) * 3600
        options = (guests.map { " --guests \($0)" } ?? "") + (hours.map { " --hours \($0)" } ?? "")
    }

    /// Small fleets are looked at often, so that syncs meet everything; large ones as people set it up.
    var secondsBetweenSyncs: ClosedRange<Int> { isLarge ? 900...900 : 60...900 }

    /// All guests are looked at after each call, in a large fleet after as many as there are guests.
    var callsBetweenLooks: Int { isLarge ? guests.upperBound : 1 }

    private var isLarge: Bool { guests.upperBound > 20 }

    /// A host on which a large fleet has room; nil if the built-in ones have it.
    var host: Cluster? {
        guard isLarge else { return nil }
        let usual = Scenario.homelab.storagesByName.filter { $0.name != Self.disks }
        let disks = Storage(
            name: Self.disks, kind: .thin, content: ["images", "rootdir"], capacityGibibytes: 64 * guests.upperBound)
        return Cluster(
            nodes: [Node(name: "pve1", cores: 256, memoryMebibytes: 8192 * guests.upperBound)],
            storages: usual + [disks])
    }

    private static let disks: StorageName = "local-lvm"
}
