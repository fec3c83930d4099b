import PhoenixModel
import PhoenixSimulator
import Testing

@testable import PhoenixProxmox

@Suite("Ownership marks on Proxmox")
struct MarkWriterTests {
    @Test(
        "Stand beside what people wrote, are read back as they were, and are written once",
        arguments: [GuestKind.container, .machine],
        [
            "", "Ours.", "# Title\n\n* one: a\n* two: 50 % <b>\n\nübermorgen\n", "  indented\r\nwindows\r\n",
            "ends with -->",
        ])
    func marked(kind: GuestKind, description: String) async throws {
        let disk = kind == .container ? "rootfs: local-lvm:vm-1-disk-0,size=8G" : "scsi0: local-lvm:vm-1-disk-0,size=8G"
        let server = try JoinedServer(try RandomConfig.cluster(kind, [disk + "\ntags: Zebra;alpha\n"]))
        let id = try #require(GuestID(101))
        let guest = GuestReference(id: id, kind: kind, node: "pve1")
        if !description.isEmpty {
            try await server.set(ConfigOrder(values: ["description": description]), guest)
        }
        var mark = Mark(fleet: "lab", guest: id, isProtected: true, completedWish: "abc")
        for round in 1...3 {
            mark.completedWish = "wish \(round)"
            try await server.set(MarkWriter(config: try await seen(guest, server)).order(mark), guest)
            let after = try await seen(guest, server)
            #expect(after.mark == mark)
            #expect(after.tags.map { $0.lowercased() } == ["alpha", "phoenix", "zebra"])
            #expect(!MarkWriter(config: after).order(mark).changesConfig)
            let kept = description.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
            let text = try #require(after["description"])
            #expect(kept.allSatisfy { text.contains($0) }, "round \(round): \(text)")
            #expect(text.split(separator: "kept by Phoenix").count == 2, "one block only")
        }
    }

    @Test("A mark that is damaged owns nothing")
    func damaged() throws {
        let id = try #require(GuestID(101))
        let text = MarkText.block(for: Mark(fleet: "lab", guest: id))
        #expect(ConfigText(values: ["description": text]).mark != nil)
        #expect(ConfigText(values: ["description": text.replacing("guest: ", with: "guest ")]).mark == nil)
        #expect(ConfigText(values: ["tags": "phoenix"]).mark == nil)
    }

    @Test("A mark is read back beside one whose end was lost, and in place of two")
    func besideDamage() throws {
        let mark = Mark(fleet: "lab", guest: try #require(GuestID(101)))
        let other = MarkText.block(for: Mark(fleet: "other", guest: mark.guest))
        for damaged in [String(other.dropLast(3)), String(other.dropLast(20)), other + "\n" + other, other + "\n-->"] {
            let marked = MarkText.description("Ours.\n" + damaged, marked: mark)
            #expect(MarkText.mark(in: marked) == mark, "\(damaged)")
            #expect(MarkText.description(marked, marked: mark) == marked, "\(damaged)")
            #expect(marked.hasPrefix("Ours.\n"))
        }
    }

    private func seen(_ guest: GuestReference, _ server: JoinedServer) async throws -> ConfigText {
        ConfigText(inForce: try await server.config(of: guest).rows)
    }
}
