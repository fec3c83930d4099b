import PhoenixModel
import PhoenixSimulator
import PhoenixTestSupport
import Testing

@testable import PhoenixCommands
@testable import PhoenixProxmox

@Suite("The use of storages in copies of hosts")
struct StorageLedgerTests {
    @Test("Leaves exactly the room that the original has, however full, thin or compressed", arguments: UInt64(1)...60)
    func room(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let isShared = random.isLucky(0.3)
        let names: [NodeName] = ["pve1", "pve2"]
        let rooms = (isShared ? [nil] : names.map(Optional.some)).map { node in
            let total = random.number(0...400 << 30)
            return HostInventory.Room(node: node, totalBytes: total, availableBytes: random.number(0...total))
        }
        let images = (0..<random.number(0...3)).map { place in
            HostInventory.Image(
                volume: "pool:iso/\(place).iso", sizeBytes: random.number(0...100 << 30),
                node: isShared || random.isLucky(0.5) ? nil : random.pick(names))
        }
        let guests = (101..<(101 + random.number(0...8))).map { number in
            HostInventory.Guest(
                reference: GuestReference(id: id(number), kind: .machine, node: random.pick(names) ?? "pve1"),
                standing: .marked, isRunning: false,
                config: "scsi0: pool:vm-\(number)-disk-0,size=\(random.number(1...200))G\n")
        }
        let storage = HostInventory.Storage(
            name: "pool", plugin: isShared ? "rbd" : "zfspool", content: ["images", "iso"], isShared: isShared,
            nodes: names, rooms: rooms, images: images)
        let nodes = names.map { HostInventory.Node(name: $0, isOnline: true, cores: 4, memoryMebibytes: 4096) }
        let copy = CapturedHost(HostInventory(nodes: nodes, storages: [storage], guests: guests)).cluster
        for node in try await SimulatedHost(copy).observe().nodes {
            let found = rooms.first { $0.node == nil || $0.node == node.name }
            let room = try #require(found)
            #expect(node.storages.map(\.totalGibibytes) == [room.totalBytes >> 30], "seed \(seed)")
            #expect(node.storages.map(\.availableGibibytes) == [room.availableBytes >> 30], "seed \(seed)")
        }
    }

    @Test(
        "A plugin that the simulator does not have is told as the one most like it",
        arguments: [
            ("cephfs", true, "nfs"), ("glusterfs", true, "nfs"), ("zfs", true, "lvm"), ("iscsi", true, "lvm"),
            ("newfs", false, "dir"),
        ])
    func plugins(plugin: String, isShared: Bool, kind: String) {
        let storage = HostInventory.Storage(
            name: "x", plugin: plugin, content: ["images"], isShared: isShared, nodes: ["pve1"], rooms: [], images: [])
        let captured = CapturedHost(HostInventory(nodes: [], storages: [storage], guests: []))
        #expect(captured.cluster.storages["x"]?.kind.rawValue == kind)
        #expect(
            captured.omissions == [
                "that storage x is of type '\(plugin)', which the simulator does not have: it is told as '\(kind)'"
            ])
    }

    @Test("A plugin that it has is told as itself", arguments: StorageKind.allCases)
    func known(kind: StorageKind) {
        let storage = HostInventory.Storage(
            name: "x", plugin: kind.rawValue, content: [], isShared: kind.isAlwaysShared, nodes: [], rooms: [],
            images: [])
        #expect(StorageKind(like: storage) == kind)
        #expect(StorageKind.substitution(for: storage) == nil)
    }
}
