import Foundation
import PhoenixModel
import Testing

@testable import PhoenixProxmox

@Suite("What is sent to Phoenix's program in guests, and what it answers")
struct GuestCallTests {
    @Test("The program's text is small, has no comments, and is the file's but for those")
    func text() {
        let text = GuestProgram.text
        #expect(PercentEncoding.encoded(text).utf8.count < 16_000)
        #expect(!text.split(separator: "\n").contains { $0.hasPrefix("#") || $0.hasPrefix(" ") })
        #expect(text.hasSuffix("esac\n"))
        #expect(GuestProgram.words(["answer"]) == ["sh", "-c", text, "phoenix-guest", "answer"])
    }

    @Test("A payload counts its lines, quotes its parameters, and shows nothing of them")
    func payload() throws {
        let payload = try payload("echo", [("PHOENIX_A", .text("it's\n")), ("PHOENIX_B", .secret("key"))])
        #expect(
            String(decoding: payload.bytes, as: UTF8.self)
                == "3 1\nexport PHOENIX_A='it'\\''s\n'\nexport PHOENIX_B='s3cr3t'\necho\n")
        let call = GuestCall.run("r1", payload)
        #expect(call.arguments(parts: 2) == ["run", "r1", "60", "health", "it answers", "2"])
        var dumped = ""
        dump(call, to: &dumped)
        #expect(!"\(call) \(dumped)".contains("s3cr3t"))
        #expect(!call.arguments().joined().contains("s3cr3t"))
    }

    @Test("What no shell can take is refused before it is sent")
    func refused() {
        for (script, name, value) in [
            ("a\0b", "PHOENIX_A", "x"), ("true", "PHOENIX_A", "a\0"), ("true", "PHOENIX-A", "x"), ("true", "1A", "x"),
            ("true", "", "x"), ("true", "A;rm", "x"), (String(repeating: "#", count: 5 << 20), "PHOENIX_A", "x"),
        ] {
            let failure = #expect(throws: Failure.self) { try payload(script, [(name, .text(value))]) }
            #expect(failure?.code == .repositoryInvalid)
        }
        let run = ScriptRun(
            purpose: .check("docker"), script: Script(path: "check.sh", text: "true"),
            parameters: [Parameter(variable: "PHOENIX_KEY", value: .secret("api-key"))], timeoutSeconds: 1)
        let failure = #expect(throws: Failure.self) { try ScriptPayload(run, secret: noSecrets) }
        #expect(failure?.code == .settingsInvalid)
        #expect(failure?.message == "the secret 'api-key' is not configured on this machine")
    }

    @Test("Answers are read, and nothing else is")
    func answers() {
        #expect(LookAnswer(Array("waiting 0\n".utf8))?.state == .waiting)
        #expect(LookAnswer(Array("running 5\naGVs\r\nbG8=\n".utf8))?.bytes == Array("hello".utf8))
        #expect(LookAnswer(Array("ended 124 0\n".utf8))?.state == .ended(exitCode: 124))
        #expect(LookAnswer(Array("vanished 0".utf8))?.state == .vanished)
        for text in [
            "", "Welcome!\nrunning 0\n", "ended 0\n", "ended x 0\n", "running 3\naGV\n", "running\n", "dance 0\n",
        ] {
            #expect(LookAnswer(Array(text.utf8)) == nil, "\(text)")
        }
        #expect(ReceiptsAnswer(Array("end\n".utf8))?.receipts == [])
        #expect(ReceiptsAnswer(Array("receipt\n????\nreceipt\nend\n".utf8))?.receipts == [])
        #expect(ReceiptsAnswer(Array("receipt\n".utf8)) == nil)
        #expect(ReceiptsAnswer([]) == nil)
    }

    @Test("Lines are the same however the output is cut into windows", arguments: 1...40)
    func windows(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = ["a", "ü", "\n", "\n\n", "\r\n", "🐦", "plain words", "\u{FF}"]
        var bytes: [UInt8] = []
        for _ in 0..<60 {
            let piece = pieces[Int(random.next(below: UInt64(pieces.count)))]
            bytes += piece == "\u{FF}" ? [0xFF] : Array(piece.utf8)
        }
        var whole = LineCutter()
        let expected = whole.add(bytes) + whole.finish()
        var cutter = LineCutter()
        var lines: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = Int(random.next(below: 9)) + 1
            lines += cutter.add(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        lines += cutter.finish()
        #expect(lines == expected, "seed \(seed)")
        let broken = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).count
        #expect(expected.count == (bytes.last == 0x0A ? broken - 1 : broken))
    }

    @Test("A line that nobody ends is handed out in pieces")
    func endless() {
        var cutter = LineCutter()
        let lines = cutter.add(Array(repeating: 65, count: 70_000))
        #expect(lines.map(\.count) == [70_000])
        #expect(cutter.finish() == [])
    }

    @Test("Parts of a payload fit what old servers take, whatever they hold", arguments: ["a", "+", "+a", "/==a"])
    func parts(pattern: String) {
        let text = String(repeating: pattern, count: 100_000)
        let parts = InputParts.cut(text)
        #expect(parts.joined() == text)
        for part in parts {
            #expect(PercentEncoding.encoded(part).utf8.count < 60_000 && part.utf8.count <= 61_440)
        }
        #expect(InputParts.cut("") == [])
    }

    private func payload(_ script: String, _ parameters: [(String, ParameterValue)]) throws(Failure) -> ScriptPayload {
        let run = ScriptRun(
            purpose: .health("it answers"), script: Script(path: "check.sh", text: script),
            parameters: parameters.map { Parameter(variable: $0, value: $1) }, timeoutSeconds: 60)
        return try ScriptPayload(run) { (_: SecretName) throws(Failure) in Secret("s3cr3t") }
    }
}
