import Foundation
import JSONSchema
import PhoenixModel

/// What the program's verb `receipts` prints: a line `receipt` before the base64 of each, and a line `end`.
struct ReceiptsAnswer: Hashable, Sendable {
    /// Those that can be read, in ascending order of subject; a damaged one is as good as none: its feature is due again.
    let receipts: [Receipt]

    /// Nil for a text that was cut off.
    init?(_ printed: [UInt8]) {
        let lines = String(decoding: printed, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard lines.last == "end" else { return nil }
        receipts = lines.dropLast().split(separator: "receipt").compactMap { lines in
            Data(base64Encoded: lines.joined()).flatMap(ReceiptText.receipt)
        }.sorted { $0.subject < $1.subject }
    }
}

/// A receipt as a file in a guest: JSON that people can read.
enum ReceiptText {
    static func bytes(of receipt: Receipt) throws(Failure) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(receipt)) + [UInt8(ascii: "\n")]
        } catch {
            throw Failure(
                .internalDefect, "the receipt of \(receipt.subject) cannot be written as JSON",
                remedy: "report this as a defect of Phoenix", causes: ["\(error)"])
        }
    }

    /// Nil for a file that is no receipt: somebody wrote over it.
    static func receipt(_ data: Data) -> Receipt? { try? JSONDocument.parse(Array(data)).root.decoded() }
}
