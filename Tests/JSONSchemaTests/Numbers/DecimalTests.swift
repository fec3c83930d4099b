import Testing

@testable import JSONSchema

@Suite("Exact numbers")
struct DecimalTests {
    @Test(
        "equal numbers are equal however written",
        arguments: [
            ("1", "1.0"), ("100", "1e2"), ("0.1", "1e-1"), ("-0", "0"), ("0.0", "0e10"), ("12.50", "1.25E+1"),
        ])
    func equality(_ left: String, _ right: String) throws {
        #expect(try decimal(left) == decimal(right))
        #expect(try decimal(left).description == decimal(right).description)
    }

    @Test(
        "order is exact where floating point is not",
        arguments: [
            ("9007199254740992", "9007199254740993"), ("0.1", "0.10000000000000000000001"), ("-2", "-1"), ("-1", "0"),
            ("0", "1e-9999"), ("9e9998", "1e9999"), ("-1e9999", "-9e9998"), ("99", "100"), ("1.5", "15"),
        ])
    func order(_ smaller: String, _ larger: String) throws {
        #expect(try decimal(smaller) < decimal(larger))
        #expect(try !(decimal(larger) < decimal(smaller)))
    }

    @Test(
        "multiples are exact",
        arguments: [
            ("0.3", "0.1", true), ("4.35", "0.01", true), ("1e9999", "7", false), ("7e9999", "7", true),
            ("1e100", "2e-100", true), ("0.0075", "0.0001", true), ("0.00751", "0.0001", false), ("0", "5", true),
            ("-9", "3", true), ("10", "4", false), ("100", "16", false), ("10000", "16", true), ("1", "10", false),
            ("1000000000000000000000000000000000001", "1000000000000000000000000000000000001", true),
            ("2000000000000000000000000000000000003", "1000000000000000000000000000000000001", false),
        ])
    func multiples(_ number: String, _ divisor: String, _ expected: Bool) throws {
        #expect(try decimal(number).isMultiple(of: decimal(divisor)) == expected)
    }

    @Test("agrees with machine integers on a hundred thousand random pairs")
    func secondOpinion() {
        let seed: UInt64 = 0x5EED_0002
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20_000 {
            let bits = Int.random(in: 1...62, using: &random)
            let left = Int.random(in: -(1 << bits)...(1 << bits), using: &random)
            let right = Int.random(in: 1...(1 << Int.random(in: 1...bits, using: &random)), using: &random)
            let (first, second) = (JSONDecimal(left), JSONDecimal(right))
            let agrees =
                (first < second) == (left < right) && first.isMultiple(of: second) == (left % right == 0)
                && first.integer == left && first.description == String(left) || left.magnitude >= 1 << 60
            if !agrees { Issue.record("seed \(seed): \(left) and \(right)") }
        }
    }

    @Test(
        "whole numbers that fit are integers, others are not",
        arguments: [
            ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min), ("9223372036854775808", nil),
            ("-9223372036854775809", nil), ("1.0", 1), ("1e3", 1000), ("1.5", nil), ("1e9999", nil), ("-0.0", 0),
        ] as [(String, Int?)])
    func integers(_ text: String, _ expected: Int?) throws {
        let document = try JSONDocument.parse(text: text)
        #expect(document.root.integer == expected)
        #expect(document.root.sourceText == text)
    }

    @Test(
        "numbers are written in one way",
        arguments: [
            ("1e20", "100000000000000000000"), ("1e21", "1e21"), ("1.5e-3", "0.0015"), ("-12.50", "-12.5"),
            ("123e-40", "1.23e-38"), ("0.5", "0.5"),
        ])
    func text(_ written: String, _ expected: String) throws {
        #expect(try decimal(written).description == expected)
    }

    @Test("other texts are no numbers", arguments: ["", " 1", "1 ", "1x", "\"1\"", "0x1", "1,2"])
    func refused(_ text: String) {
        #expect(JSONDecimal(text) == nil)
    }

    private func decimal(_ text: String) throws -> JSONDecimal { try #require(JSONDecimal(text)) }
}
