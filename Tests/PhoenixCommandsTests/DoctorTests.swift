import Foundation
import Testing

/// `phoenix doctor` on a simulated host, as docs/reference/command-line.md has it.
@Suite(.serialized)
struct DoctorTests {
    @Test("Says what is well, and prints the commands that give an account what the repository needs")
    func healthy() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let answer = try await scratch.phoenix("doctor")
        #expect(answer.status == 0, "\(answer.output)\(answer.errors)")
        #expect(answer.output.hasPrefix("ok       version      Proxmox VE 9.2\n"))
        #expect(answer.output.contains("\n    pveum acl modify /vms/101 --users phoenix@pve --roles PhoenixGuests\n"))
        #expect(!FileManager.default.fileExists(atPath: scratch.hostFile.path))
    }

    @Test("Ends with 5 if the host does not have what the commit wishes for")
    func lacking() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.publish(
            "Name a bridge that is not there",
            [
                "guests/103.json": """
                {"id": 103, "name": "far", "kind": "lxc", "template": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
                 "network_config": {"ip": "dhcp", "bridge": "vmbr9"}}
                """
            ])
        let answer = try await scratch.phoenix("doctor", "--output", "json")
        #expect(answer.status == 5, "\(answer.output)\(answer.errors)")
        struct Diagnosis: Decodable {
            struct Finding: Decodable { let title, verdict, detail: String }
            let verdict: String
            let findings: [Finding]
            let commands: [String]
        }
        let diagnosis = try JSONDecoder().decode(Diagnosis.self, from: Data(answer.output.utf8))
        #expect(diagnosis.verdict == "failed")
        #expect(
            diagnosis.findings.filter { $0.verdict == "failed" }.map(\.detail) == ["node pve1 shows no bridge vmbr9"])
        #expect(diagnosis.commands.first?.hasPrefix("pveum role add ") == true)
    }

    @Test("Without a host it says how to name one")
    func nowhere() async throws {
        let answer = try await Scratch().bare("doctor")
        #expect(answer.status == 2)
        #expect(answer.errors.contains("no host is named"))
    }
}
