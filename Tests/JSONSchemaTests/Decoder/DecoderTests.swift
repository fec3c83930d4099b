import Foundation
import JSONSchema
import Testing

/// Everything that a synthesized initialiser can ask a decoder for.
private struct Sample: Codable, Hashable {
    var flag: Bool
    var text: String
    var number: Double
    var whole: Int
    var small: Int8
    var byte: UInt8
    var large: UInt64
    var maybe: String?
    var maybeWhole: Int?
    var maybeFlag: Bool?
    var list: [String]
    var matrix: [[Int]]
    var byName: [String: [Double]]
    var inner: Inner
    var maybeInner: Inner?
    var choice: Choice

    struct Inner: Codable, Hashable {
        var numbers: [Int: String]
        var none: [Bool?]
    }

    enum Choice: Codable, Hashable {
        case nothing
        case word(String)
        case pair(left: Int, right: Double)
    }
}

extension Sample {
    init(using random: inout SeededGenerator) {
        func below(_ bound: UInt64) -> UInt64 { random.next(upperBound: bound) }
        func anyText() -> String {
            String((0..<below(5)).map { _ in ["a", "\"", "\\", "ü", "😀", "\n", "/"][Int(below(7))] }.joined())
        }
        func sometimes<Value>(_ value: Value) -> Value? { below(2) == 0 ? nil : value }
        func anyInner() -> Inner {
            Inner(numbers: [Int(below(9)): anyText()], none: (0..<below(4)).map { _ in sometimes(below(2) == 0) })
        }
        flag = below(2) == 0
        text = anyText()
        number = Double(Int64(bitPattern: random.next())) / 1024
        whole = Int(truncatingIfNeeded: random.next())
        small = Int8(truncatingIfNeeded: random.next())
        byte = UInt8(truncatingIfNeeded: random.next())
        large = random.next()
        maybe = sometimes(anyText())
        maybeWhole = sometimes(Int(below(100)))
        maybeFlag = sometimes(below(2) == 0)
        list = (0..<below(4)).map { _ in anyText() }
        matrix = (0..<below(3)).map { _ in (0..<below(3)).map { Int($0) } }
        byName = Dictionary(uniqueKeysWithValues: (0..<below(4)).map { ("\(anyText())\($0)", [Double($0) / 2]) })
        inner = anyInner()
        maybeInner = sometimes(anyInner())
        choice = [.nothing, .word(anyText()), .pair(left: Int(below(9)), right: 0.5)][Int(below(3))]
    }
}

@Suite("Swift values of a document")
struct DecoderTests {
    private static func decoded<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDocument.parse(text: text).root.decoded(as: type)
    }

    @Test("What Foundation writes is read as it was, and as Foundation reads it")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 11)
        for round in 0..<500 {
            let sample = Sample(using: &random)
            let data = try JSONEncoder().encode(sample)
            let read: Sample = try JSONDocument.parse(Array(data)).root.decoded()
            #expect(read == sample, "seed 11, round \(round)")
            #expect(try JSONDecoder().decode(Sample.self, from: data) == read, "seed 11, round \(round)")
        }
    }

    @Test("What is missing and what is null are the same where it may be missing")
    func missing() throws {
        struct Row: Decodable, Equatable {
            var text: String?
            var number: Int?
            var inner: [String: Int]?
        }
        for text in ["{}", #"{"text":null,"number":null,"inner":null}"#, #"{"other":1}"#] {
            #expect(try Self.decoded(text) == Row())
        }
        #expect(
            try Self.decoded(#"{"text":"a","number":1e2,"inner":{"x":-1}}"#)
                == Row(text: "a", number: 100, inner: ["x": -1]))
    }

    @Test(
        "What does not fit is told with the way to it",
        arguments: [
            (#"{"a":[{"b":1},{"b":"x"}]}"#, "a.1.b: expected a whole number, found string"),
            (#"{"a":[{"b":1.5}]}"#, "a.0.b: expected a whole number, found number"),
            (#"{"a":[{"b":9223372036854775808}]}"#, "a.0.b: expected a whole number, found number"),
            (#"{"a":[{"b":null}]}"#, "a.0.b: expected a whole number, found null"),
            (#"{"a":[{}]}"#, "a.0: 'b' is missing"), (#"{"a":{}}"#, "a: expected an array, found object"),
            (#"{"a":[1]}"#, "a.0: expected an object, found number"), ("[]", ": expected an object, found array"),
        ])
    func misfit(_ text: String, _ problem: String) throws {
        struct Row: Decodable { var b: Int }
        struct Rows: Decodable { var a: [Row] }
        do {
            _ = try Self.decoded(text, as: Rows.self)
            Issue.record("it fits")
        } catch let error as DecodingError {
            #expect(Self.text(error) == problem)
        }
    }

    private static func text(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            context.codingPath.map(\.stringValue).joined(separator: ".") + ": " + context.debugDescription
        @unknown default: "\(error)"
        }
    }

    @Test("A list that is read by hand is left where something did not fit, and ends where it ends")
    func byHand() throws {
        struct Mixed: Decodable {
            var words: [String] = []

            init(from decoder: any Decoder) throws {
                var list = try decoder.unkeyedContainer()
                while !list.isAtEnd {
                    if try list.decodeNil() {
                        words.append("none")
                    } else if let number = try? list.decode(Int.self) {
                        words.append("\(number)")
                    } else {
                        words.append(try list.decode(String.self))
                    }
                }
                #expect(list.currentIndex == list.count)
                #expect(throws: DecodingError.self) { try list.decode(String.self) }
            }
        }
        #expect(try Self.decoded(#"[1,"a",null,2]"#, as: Mixed.self).words == ["1", "a", "none", "2"])
    }
}
