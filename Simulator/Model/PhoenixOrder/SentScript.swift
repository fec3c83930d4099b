import Foundation
import PhoenixModel

/// A script with its environment as Phoenix sends it: a line with the counts of lines of both, then the one, then the other.
struct SentScript: Hashable {
    let parameters: [Parameter]
    let text: String

    /// Nil if it did not arrive whole.
    init?(base64: String) {
        guard let data = Data(base64Encoded: base64.filter { !$0.isNewline }), data.last == Self.newline else {
            return nil
        }
        let lines = data.dropLast().split(separator: Self.newline, omittingEmptySubsequences: false)
        let counts = String(decoding: lines[0], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard counts.count == 2, lines.count == 1 + counts[0] + counts[1] else { return nil }
        let environment = lines.dropFirst().prefix(counts[0])
        guard let parameters = Self.parameters(Array(environment.joined(separator: [Self.newline]))) else { return nil }
        self.parameters = parameters
        text = lines.dropFirst(1 + counts[0]).map { String(decoding: $0, as: UTF8.self) + "\n" }.joined()
    }

    private static let newline = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "'")

    /// `export NAME='value'` again and again, where a quote inside a value stands as `'\''`.
    private static func parameters(_ text: [UInt8]) -> [Parameter]? {
        var parameters: [Parameter] = []
        var rest = text[...]
        while !rest.isEmpty {
            let begin = Array("export ".utf8)
            guard rest.starts(with: begin), let sign = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
            let name = rest[rest.startIndex + begin.count..<sign]
            rest = rest[(sign + 1)...]
            var value: [UInt8] = []
            while rest.first == quote {
                guard let end = rest.dropFirst().firstIndex(of: quote) else { return nil }
                value += rest[(rest.startIndex + 1)..<end]
                rest = rest[(end + 1)...]
                guard rest.starts(with: [UInt8(ascii: "\\"), quote]) else { break }
                value.append(quote)
                rest = rest.dropFirst(2)
            }
            guard rest.isEmpty || rest.first == newline else { return nil }
            rest = rest.dropFirst()
            parameters.append(
                Parameter(
                    variable: String(decoding: name, as: UTF8.self),
                    value: .text(String(decoding: value, as: UTF8.self))))
        }
        return parameters
    }
}
