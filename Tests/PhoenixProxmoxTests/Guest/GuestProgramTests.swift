import Foundation
import PhoenixModel
import Testing

@testable import PhoenixProxmox

@Suite("Phoenix's program for the inside of guests, in real shells")
struct GuestProgramTests {
    @Test("Answers as soon as commands run, and understands nothing but its verbs", arguments: GuestSystem.allCases)
    func answer(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        #expect(try await guest.call(.answer) == GuestCallResult(exitCode: 0, output: [], errorOutput: []))
        for words in [["dance"], [], ["look", "r1"], ["run", "../r1", "1", "check", "x", "0"], ["look", "r1", "-1"]] {
            let result = try await guest.run(words)
            #expect(result.exitCode == GuestProgramExit.misunderstood, "\(words)")
            #expect(result.complaint != nil, "\(words)")
        }
        #expect(try await guest.look("nobody").state == .vanished)
    }

    @Test("Receipts are kept, replaced, taken away; a damaged one is skipped", arguments: GuestSystem.allCases)
    func receipts(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        #expect(try await held(guest) == [])
        let old = try receipt(.feature("docker"), .begun)
        let docker = try receipt(.feature("docker"), .applied)
        let chat = try receipt(.application("chat"), .applied)
        for receipt in [old, chat, docker] {
            #expect(try await guest.call(try writing(receipt)).exitCode == 0)
        }
        try Data("{\"half\": ".utf8).write(to: guest.receipts.appending(path: "broken.json"))
        try Data().write(to: guest.receipts.appending(path: "empty.json"))
        #expect(try await held(guest) == [docker, chat])
        let names = try FileManager.default.contentsOfDirectory(atPath: guest.receipts.path).sorted()
        #expect(names == ["application.chat.json", "broken.json", "docker.json", "empty.json"])
        for (path, mode) in [(guest.receipts.path, 0o700), (guest.receipts.appending(path: "docker.json").path, 0o600)]
        {
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == mode)
        }
        for _ in 1...2 { #expect(try await guest.call(.removeReceipt(name: "docker")).exitCode == 0) }
        #expect(try await held(guest) == [chat])
    }

    @Test("A receipt or script that was cut off on its way changes nothing", arguments: GuestSystem.allCases)
    func cutOff(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        let writing = try writing(try receipt(.feature("docker"), .applied))
        let running = try ScratchGuest.runCall("r1", "echo one\necho two\n")
        for call in [writing, running] {
            for length in [0, 1, call.input.count / 2, call.input.count - 5] {
                let result = try await guest.run(call.arguments(), input: String(call.input.prefix(length)))
                #expect(result.exitCode == GuestProgramExit.cutOff, "\(length) of \(call.arguments())")
            }
        }
        #expect(try await held(guest) == [])
        #expect(try await guest.look("r1").state == .vanished)
        #expect(try await guest.call(running).exitCode == 0)
        #expect(try await guest.text(of: "r1") == "one\ntwo\n")
    }

    @Test(
        "Names that would leave the folder are refused", arguments: ["..", "../x", ".hidden", "a/b", "", "a b", "a\nb"])
    func names(name: String) async throws {
        let guest = try ScratchGuest(.dash)
        for call in [GuestCall.writeReceipt(name: name, bytes: [65]), .removeReceipt(name: name)] {
            #expect(try await guest.call(call).exitCode == GuestProgramExit.misunderstood)
        }
        #expect(try await guest.call(try ScratchGuest.runCall(GuestRunID(name), "true")).exitCode == 64)
    }

    @Test("A script in parts is put together, and the parts are taken away", arguments: GuestSystem.allCases)
    func parts(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        let line = "# " + String(repeating: "äöü'\"%$ ", count: 30) + "\n"
        let script = String(repeating: line, count: 1000) + "wc -c <\"$0\"\n"
        let call = try ScratchGuest.runCall("r1", script)
        #expect(try await guest.call(.prepare).exitCode == 0)
        let incoming = guest.folder.appending(path: "run/phoenix/incoming")
        let parts = InputParts.cut(call.input)
        for (index, part) in parts.enumerated() {
            try Data(part.utf8).write(to: incoming.appending(path: "r1.\(index + 1)"))
        }
        #expect(parts.count > 5)
        #expect(try await guest.call(call, parts: parts.count).exitCode == 0)
        #expect(try await guest.text(of: "r1") == "\(script.utf8.count)\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: incoming.path) == [])
        let missing = try await guest.run(call.arguments(parts: 3).map { $0 == "r1" ? "r2" : $0 })
        #expect(missing.exitCode == GuestProgramExit.cutOff)
    }

    @Test("Output comes in windows, as it was printed", arguments: GuestSystem.allCases)
    func output(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
        let file = guest.folder.appending(path: "binary")
        try Data(bytes).write(to: file)
        try await guest.begin("r1", "cat '\(file.path)'")
        #expect(try await guest.end(of: "r1").output == bytes)
        let window = try await guest.look("r1", offset: 1000)
        #expect(window.bytes == Array(bytes[1000..<(1000 + GuestProgram.windowBytes)]))
        #expect(window.size == 300_000)
        #expect(try await guest.look("r1", offset: 300_000).bytes == [])
        #expect(try await guest.look("r1", offset: 999_999).bytes == [])
    }

    @Test("Of very much output the begin and the end are kept", arguments: GuestSystem.allCases)
    func muchOutput(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        try await guest.begin("r1", "seq 1 3000000; echo the end")
        let (exitCode, output) = try await guest.end(of: "r1")
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(exitCode == 0)
        #expect(output.count < 1_100_000 && output.count > 1_048_576)
        #expect(lines.prefix(3) == ["1", "2", "3"])
        #expect(lines.suffix(3) == ["2999999", "3000000", "the end"])
        #expect(lines.contains("... what it printed here was not kept ..."))
    }

    @Test("Runs that ended are forgotten in the end, the oldest first", arguments: GuestSystem.allCases)
    func forgetting(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        try await guest.begin("first", "true")
        _ = try await guest.end(of: "first")
        try FileManager.default.removeItem(at: guest.runs.appending(path: "first"))
        let now = Date()
        for age in 1...40 {
            let run = guest.runs.appending(path: "old-\(age)")
            try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
            for name in ["alive", "code"] { try Data("0\n".utf8).write(to: run.appending(path: name)) }
            let seconds = age < 3 ? 90_000.0 : Double(age * 60)
            try FileManager.default.setAttributes([.modificationDate: now - seconds], ofItemAtPath: run.path)
        }
        try await guest.begin("last", "true")
        _ = try await guest.end(of: "last")
        let left = Set(try FileManager.default.contentsOfDirectory(atPath: guest.runs.path))
        #expect(left == Set(["last"] + (3...34).map { "old-\($0)" }))
    }

    private func held(_ guest: ScratchGuest) async throws -> [Receipt] {
        let printed = try await guest.call(.receipts).output
        return try #require(ReceiptsAnswer(printed)).receipts
    }

    private func writing(_ receipt: Receipt) throws -> GuestCall {
        .writeReceipt(name: receipt.subject.description, bytes: try ReceiptText.bytes(of: receipt))
    }

    private func receipt(_ subject: ReceiptSubject, _ stage: Receipt.Stage) throws -> Receipt {
        Receipt(
            subject: subject, digest: try #require(Digest(String(repeating: "ab", count: 32))), stage: stage,
            commit: try #require(CommitID(String(repeating: "1", count: 40))),
            writtenAt: Instant(milliseconds: 1_700_000_000_123))
    }
}
