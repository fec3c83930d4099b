import Foundation
import PhoenixManifest
import PhoenixModel
import Testing

@Suite("Reading")
struct PropertyTests {
    @Test("gives the same answer for the same files in any order", arguments: 0..<10 as Range<UInt64>)
    func ignoresOrder(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let broken = try Repository(folder: templateFolder)
            .container(150, "\"dependencies\": [151]").container(151, "\"dependencies\": [150]", "\"nodee\": 1")
        let first = broken.tree
        var files = first.files
        for place in files.indices.dropFirst() { files.swapAt(place, Int(random.next() % UInt64(place + 1))) }
        let one = read(first)
        let two = read(CommitTree(commit: commit, files: files))
        #expect(one.diagnostics == two.diagnostics, "seed \(seed)")
        #expect(one.diagnostics.map(\.rule) == ["dependency-cycle", "unknown-key"])
    }

    @Test("gives the same state for the same files in any order")
    func givesSameState() throws {
        let files = try Repository(folder: templateFolder).tree.files
        let state = read(CommitTree(commit: commit, files: files)).desired
        #expect(state != nil)
        #expect(state == read(CommitTree(commit: commit, files: files.reversed())).desired)
    }

    @Test("sorts what it finds by path, line and column")
    func sortsDiagnostics() {
        let repository = lab.container(100, "\"b\": 1", "\"a\": 1").containerFile(
            "\"99\": { \"name\": \"x y\", \"c\": 1 }")
        let places = repository.read().diagnostics.map(\.place)
        #expect(
            places.map { "\($0.path):\($0.line ?? 0):\($0.column ?? 0)" } == [
                "guests/100.json:6:3", "guests/100.json:7:3", "phoenix_lxc_configs.json:3:5",
                "phoenix_lxc_configs.json:3:28",
            ])
    }

    @Test("stops counting where nobody reads on, and says so")
    func isBounded() {
        var repository = lab
        for number in 0..<700 {
            repository = repository.with(
                "guests/\(number).json",
                "{ \"id\": 5, \"kind\": \"lxc\", \"name\": \"a\",\n\"x\": 1,\n\"y\": 2,\n\"z\": 3 }")
        }
        let reading = repository.read()
        #expect(reading.diagnostics.count == 2001)
        #expect(reading.diagnostics.last?.rule == "too-many-problems")
        #expect(reading.desired == nil)
    }

    @Test("says what is wrong in lines of bounded length, whatever the files hold")
    func isReadable() {
        let name = "\\u001b[2J" + String(repeating: "x", count: 100_000)
        let keys = (0..<50).map { "\"key\($0)\": 1" }.joined(separator: ", ")
        let repository = lab.container(100, "\"features\": [\"\(name)\"], \(keys)")
        let diagnostics = repository.read().diagnostics
        #expect(diagnostics.count > 50)
        for diagnostic in diagnostics {
            let texts = [diagnostic.message, diagnostic.remedy]
            #expect(texts.allSatisfy { $0.utf8.count <= 1_003 && !$0.contains("\u{1B}") }, "\(diagnostic.rule)")
            #expect(diagnostic.place.lineText == nil || diagnostic.place.lineText?.utf8.count ?? 0 <= 8_192)
        }
    }

    @Test(
        "of damaged files ends with a diagnostic or a state, and never otherwise", arguments: 0..<200 as Range<UInt64>)
    func survivesDamage(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var files = try Self.templateFiles.get()
        for _ in 0...(random.next() % 3) {
            let place = Int(random.next() % UInt64(files.count))
            files[place] = damaged(files[place], &random)
        }
        let reading = read(CommitTree(commit: commit, files: files), options: ReadingOptions(isStrict: seed % 2 == 0))
        #expect((reading.desired == nil) == reading.diagnostics.contains { $0.severity == .error }, "seed \(seed)")
        for (id, _) in reading.explainableGuests { #expect(reading.explain(id) != nil) }
    }

    private static let templateFiles = Result {
        try Repository(folder: templateFolder).tree.files.filter {
            $0.path.hasSuffix(".json") && !$0.path.hasPrefix("schemas")
        }
            + Repository(folder: templateFolder).tree.files.filter { $0.path.hasSuffix(".sh") }
    }

    /// Deletes, doubles, replaces or moves bytes, or swaps one JSON value for another.
    private func damaged(_ file: TreeFile, _ random: inout SplitMix) -> TreeFile {
        var bytes = file.bytes
        guard !bytes.isEmpty else { return file }
        let place = Int(random.next() % UInt64(bytes.count))
        let length = min(bytes.count - place, Int(random.next() % 12))
        switch random.next() % 5 {
        case 0: bytes.removeSubrange(place..<(place + length))
        case 1: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
        case 2: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 3: bytes = swappedValue(bytes, &random)
        default: bytes = swappedValue(swappedValue(bytes, &random), &random)
        }
        return TreeFile(path: file.path, bytes: bytes)
    }

    /// Keeps the text JSON: what stands behind one colon is replaced by another value up to the line's end.
    private func swappedValue(_ bytes: [UInt8], _ random: inout SplitMix) -> [UInt8] {
        let values = [
            "null", "-1", "1e400", "\"\"", "[]", "{}", "[[]]", "{\"secret\":\"a\"}", "900", "\"900\"", "true",
            "99999999999999999999", "\"\\u0000\"", "{\"name\":{}}",
        ]
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
        let candidates = lines.indices.filter {
            lines[$0].contains("\": ") && !lines[$0].hasSuffix("{") && !lines[$0].hasSuffix("[")
        }
        guard !candidates.isEmpty else { return bytes }
        let chosen = candidates[Int(random.next() % UInt64(candidates.count))]
        let key = lines[chosen].split(separator: ": ", maxSplits: 1)[0]
        let comma = lines[chosen].hasSuffix(",") ? "," : ""
        lines[chosen] = "\(key): \(values[Int(random.next() % UInt64(values.count))])\(comma)"
        return Array(lines.joined(separator: "\n").utf8)
    }
}
