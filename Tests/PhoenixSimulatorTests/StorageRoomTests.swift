import Foundation
import PhoenixModel
import PhoenixSimulator
import Testing

@Suite("The room of storages")
struct StorageRoomTests {
    @Test("Differs from node to node, and is less by what lies there besides guests and files")
    func rooms() async throws {
        let scenario = """
            {
              "nodes": [{ "name": "pve1" }, { "name": "pve2" }],
              "storages": [
                {
                  "name": "local", "kind": "dir", "content": ["iso"], "capacityGibibytes": 100,
                  "rooms": [{ "node": "pve2", "capacityGibibytes": 50, "otherBytes": 1073741825 }],
                  "images": [{ "volume": "local:iso/tools.iso", "sizeBytes": 2147483648, "node": "pve1" }]
                },
                { "name": "nas", "kind": "nfs", "capacityGibibytes": 10, "rooms": [{ "otherBytes": 99999999999 }] }
              ]
            }
            """
        let cluster = try Scenario.cluster(from: Data(scenario.utf8), named: "rooms.json")
        let saved = try Scenario.bytes(of: cluster)
        for cluster in [cluster, try Scenario.cluster(from: saved, named: "saved.json")] {
            let storages = try await SimulatedHost(cluster).observe().nodes.flatMap(\.storages)
            #expect(storages.map(\.name) == ["local", "nas", "local", "nas"])
            #expect(storages.map(\.totalGibibytes) == [100, 10, 50, 10])
            #expect(storages.map(\.availableGibibytes) == [98, 0, 48, 0])
        }
    }
}
