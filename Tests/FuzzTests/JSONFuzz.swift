import Foundation
import Fuzzing
import PhoenixModel
import PhoenixTestSupport

@testable import JSONSchema

/// The reader of JSON: what it accepts can be written and is read again as the same, and keeps every limit.
struct JSONFuzz: FuzzSubject {
    private let corpus: [[UInt8]]
    private let mutator: JSONMutator
    private var round = 0

    init(_ trial: FuzzTrial) throws {
        corpus = try trial.kept().map(\.case.bytes) + Self.samples
        mutator = JSONMutator(corpus: corpus)
    }

    mutating func makeCase(_ chance: inout SeededGenerator) -> FuzzCase {
        FuzzCase(mutator.mutated(chance.pick(corpus) ?? [], &chance))
    }

    mutating func judge(_ fuzzCase: FuzzCase) throws -> FuzzVerdict {
        round += 1
        try judgeNarrowly(fuzzCase.bytes)
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(fuzzCase.bytes)
        } catch {
            try check(error, fuzzCase.bytes)
            return .refused
        }
        try check(document)
        return .accepted
    }

    private func check(_ error: JSONSyntaxError, _ bytes: [UInt8]) throws(FuzzFault) {
        let isInside = (0...bytes.count).contains(error.position.byteOffset)
        try require(isInside && error.position.line >= 1 && error.position.column >= 1, "\(error) lies outside")
        try require(!error.message.isEmpty, "refused without a word")
        try require(error.message.utf8.count < 2_000, "a message of \(error.message.utf8.count) bytes")
    }

    /// What was read can be written, read again, and is the same; some is shown to a second reader.
    private func check(_ document: JSONDocument) throws {
        for text in [JSONText(document.root).prettyText, JSONText(document.root).compactText] {
            // Indentation takes room that the original did not need.
            let again = try JSONDocument.parse(text: text, limits: .ofBoundedText)
            try require(again.root.hasSameContent(as: document.root), "written text differs: \(text.prefix(200))")
        }
        let text = document.root.sourceText
        guard round % 50 == 0, !text.contains(where: { "eE".contains($0) }) else { return }
        let foreign = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        try require(foreign != nil, "Foundation refuses \(text.prefix(200))")
    }

    /// The same within narrow limits: what is accepted keeps all of them.
    private func judgeNarrowly(_ bytes: [UInt8]) throws {
        var limits = JSONLimits()
        limits.maximumBytes = 400
        limits.maximumDepth = 5
        limits.maximumValues = 30
        limits.maximumStringBytes = 24
        limits.maximumNumberBytes = 12
        limits.maximumExponent = 20
        guard let document = try? JSONDocument.parse(bytes, limits: limits) else { return }
        try require(bytes.count <= 400 && document.tape.count <= 30, "size or number of values is beyond its limit")
        var pending = [(document.root, 1)]
        while let (value, depth) = pending.popLast() {
            switch value.kind {
            case .object, .array:
                try require(depth <= 5, "nested beyond the limit")
                pending += value.array.map { $0.map { ($0, depth + 1) } } ?? []
                pending += value.object.map { $0.map { ($0.value, depth + 1) } } ?? []
            case .string: try require(value.sourceText.utf8.count <= 26, "a text beyond the limit")
            case .number: try require(value.sourceText.utf8.count <= 12, "a number beyond the limit")
            case .boolean, .null: break
            }
        }
    }

    private static let samples = [
        #"{"id": 101, "name": "ollama-1", "tags": ["a", "b\n", "\u00e9\ud83d\ude00"], "on": true, "x": null}"#,
        #"[0, -1, 1.5, 1e10, -2.5E-3, 123456789012345678901234567890]"#,
        "{\"größe\": {\"a\": {\"b\": [[], {}, [{}]]}},\r\n \"é\": \"\u{1F600}\"}\n",
        #""text""#, "  12 ", "[[[[[[[[1]]]]]]]]",
        #"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10,"k":11,"l":12,"m":13,"n":14,"o":15,"p":16,"q":17}"#,
    ].map { Array($0.utf8) }
}
