import Foundation
import JSONSchema
import Testing

@Suite("Any bytes")
struct FuzzTests {
    private static let samples = [
        #"{"id": 101, "name": "ollama-1", "tags": ["a", "b\n", "\u00e9\ud83d\ude00"], "on": true, "x": null}"#,
        #"[0, -1, 1.5, 1e10, -2.5E-3, 123456789012345678901234567890]"#,
        "{\"größe\": {\"a\": {\"b\": [[], {}, [{}]]}},\r\n \"é\": \"\u{1F600}\"}\n",
        #""text""#, "  12 ", "[[[[[[[[1]]]]]]]]",
        #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10,"k":11,"l":12,"m":13,"n":14,"o":15,"p":16,"q":17}"#,
    ].map { Array($0.utf8) }

    private static let interesting =
        Array("{}[]\",:\\u0123456789eE+-.tfn #/'\n\r\t\u{0}é".utf8) + [0x80, 0xC3, 0xED, 0xFF]

    @Test("are read or refused, never more: 240,000 mutated documents")
    func mutations() throws {
        let seed: UInt64 = 0x5EED_0001
        var random = SeededGenerator(seed: seed)
        var accepted = 0
        for round in 0..<240_000 {
            let bytes = mutated(&random)
            do throws(JSONSyntaxError) {
                let document = try JSONDocument.parse(bytes)
                accepted += 1
                try check(document, comment: "seed \(seed), round \(round)")
            } catch {
                let isInside = (0...bytes.count).contains(error.position.byteOffset)
                if !isInside || error.position.line < 1 || error.message.isEmpty {
                    Issue.record("seed \(seed), round \(round): \(error)")
                }
            }
        }
        print("fuzzing the reader with seed \(seed): \(accepted) of 240000 mutated documents were still JSON")
        #expect(accepted > 1_000)
    }

    /// What was read can be written, read again, and is the same; and every 50th is shown to a second reader.
    private func check(_ document: JSONDocument, comment: String) throws(JSONSyntaxError) {
        let again = try JSONDocument.parse(text: JSONText(document.root).prettyText)
        if !again.root.hasSameContent(as: document.root) { Issue.record("\(comment): written text differs") }
        let text = document.root.sourceText
        guard text.utf8.count % 50 == 0, !text.contains(where: { "eE".contains($0) }) else { return }
        let isForeign = (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) == nil
        if isForeign { Issue.record("\(comment): Foundation refuses \(text)") }
    }

    private func mutated(_ random: inout SeededGenerator) -> [UInt8] {
        var bytes = Self.samples.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.insert(Self.interesting.randomElement(using: &random) ?? 0, at: place)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2 where place < bytes.count: bytes[place] = Self.interesting.randomElement(using: &random) ?? 0
            case 3 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 4: bytes.removeLast(bytes.count - place)
            default:
                let end = Int.random(in: place...min(bytes.count, place + 8), using: &random)
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return bytes
    }
}
