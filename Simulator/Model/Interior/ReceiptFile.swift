import Foundation
import JSONSchema
package import PhoenixModel

/// A receipt as the text of a file in a guest.
package enum ReceiptFile {
    package static func text(of receipt: Receipt) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(receipt), as: UTF8.self) + "\n"
    }

    /// Nil for a file that is no receipt: somebody wrote over it.
    package static func receipt(in text: String) -> Receipt? {
        try? JSONDocument.parse(text: text).root.decoded()
    }
}

extension Interior {
    /// Every receipt that can be read, in ascending order of subject.
    package var receipts: [Receipt] {
        files.filter { $0.key.hasPrefix(InteriorPath.receiptFolder) }
            .compactMap { ReceiptFile.receipt(in: $0.value) }
            .sorted { $0.subject < $1.subject }
    }
}
