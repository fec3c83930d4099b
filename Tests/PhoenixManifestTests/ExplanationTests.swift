import Foundation
import PhoenixManifest
import PhoenixModel
import Testing

@Suite("The explanation of a guest")
struct ExplanationTests {
    private let repository = lab.with(
        "phoenix.json",
        """
        { "fleet": "lab",
          "defaults": { "lxc": { "cores": 1, "memory_mb": 512, "storage_pool": "tank", "storage_size_gb": 8,
            "network_config": { "bridge": "vmbr0", "gw": "192.168.9.1" } } },
          "profiles": {
            "big": { "cores": 8, "memory_mb": 4096 },
            "huge": { "memory_mb": 65536, "network_config": { "bridge": "vmbr1" } } } }
        """
    ).container(
        100, "\"profiles\": [\"big\", \"huge\"]", "\"network_config\": { \"ip\": \"192.168.9.20/24\" }",
        "\"disk_size_gb\": 16")

    @Test("says for each value where it was said")
    func namesOrigins() throws {
        let explanation = try #require(repository.read().explain(id(100)))
        let lines = explanation.values.map { value in
            "\(value.pointer) = \(value.text) (\(value.layer), \(value.origin.path):\(value.origin.line ?? 0))"
        }
        #expect(
            lines == [
                "/id = 100 (guest, guests/100.json:2)",
                "/kind = \"lxc\" (guest, guests/100.json:3)",
                "/name = \"guest-100\" (guest, guests/100.json:4)",
                "/profiles = [\"big\",\"huge\"] (guest, guests/100.json:6)",
                "/cores = 8 (profile big, phoenix.json:5)",
                "/memory_mb = 65536 (profile huge, phoenix.json:6)",
                "/template = \"local:vztmpl/debian-12.tar.zst\" (guest, guests/100.json:5)",
                "/storage_pool = \"tank\" (defaults, phoenix.json:2)",
                "/storage_size_gb = 16 (guest, guests/100.json:8)",
                "/network_config/bridge = \"vmbr1\" (profile huge, phoenix.json:6)",
                "/network_config/gw = \"192.168.9.1\" (defaults, phoenix.json:3)",
                "/network_config/ip = \"192.168.9.20/24\" (guest, guests/100.json:7)",
            ])
    }

    @Test("is what the guest becomes")
    func agreesWithState() throws {
        let configuration = try #require(repository.read().desired?.guests.first?.configuration)
        #expect(configuration[.cores] == .cores(8))
        #expect(configuration.memoryMebibytes == 65536)
        #expect(
            configuration.networks == [
                NetworkInterface(
                    name: "eth0", bridge: "vmbr1", address: .fixed("192.168.9.20/24"), gateway: "192.168.9.1")
            ])
    }

    @Test("can be written as JSON")
    func isCodable() throws {
        let explanation = try #require(repository.read().explain(id(100)))
        let data = try JSONEncoder().encode(explanation)
        #expect(try JSONDecoder().decode(GuestExplanation.self, from: data) == explanation)
    }

    @Test("exists for guests of an invalid repository, and for no number that nobody has")
    func existsWhereItCan() {
        let reading = repository.container(101, "\"dependencies\": [999]").read()
        #expect(reading.desired == nil)
        #expect(reading.explain(id(101)) != nil)
        #expect(reading.explain(id(102)) == nil)
    }

    @Test("shows no secret that stands in plain text, and no line of one is reported")
    func masksSecrets() throws {
        let reading = lab.application(
            "a",
            "\"parameters\": { \"type\": \"object\", \"properties\": { \"api_token\": { \"type\": \"integer\" }, \"list\": {} } }"
        )
        .container(
            100,
            "\"application\": { \"name\": \"a\", \"parameters\": { \"api_token\": \"hunter2\", \"list\": [{ \"password\": \"hunter2\" }] } }"
        ).read()
        let explanation = try #require(reading.explain(id(100)))
        #expect(!"\(explanation)".contains("hunter2"))
        #expect(reading.diagnostics.contains { $0.rule == "plaintext-secret" })
        #expect(!"\(reading.diagnostics)".contains("hunter2"), "\(reading.diagnostics)")
    }
}
