import Foundation
import PhoenixSimulatorAPI
import ProxmoxSchema
import Testing

/// What the simulated Proxmox has and what it has not, as docs/reference/simulated-proxmox.md lists it.
@Suite("Coverage of Proxmox's API")
struct CoverageTests {
    @Test("Every route is one of Proxmox's endpoints")
    func routesExist() throws {
        let tables = [try EndpointTable(.version9_2), try EndpointTable(.version8_4)]
        for key in RouteTable.routes.keys {
            let isKnown = tables.contains { $0.endpoint(key.method, template: key.path) != nil }
            #expect(isKnown, "\(key.method) \(key.path)")
        }
    }

    @Test("The gaps are documented")
    func gaps() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/reference/simulated-proxmox.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let missing = try EndpointTable(.version9_2).endpoints.filter { endpoint in
            RouteTable.routes[RouteKey(method: endpoint.method, path: endpoint.path)] == nil
        }
        let lines = Dictionary(grouping: missing, by: \.path).sorted { $0.key < $1.key }.map { path, endpoints in
            "\(path)  \(endpoints.map(\.method).sorted().joined(separator: " "))"
        }
        let block = lines.joined(separator: "\n")
        #expect(text.contains(block), "the list of gaps should be:\n\(block)")
    }
}
