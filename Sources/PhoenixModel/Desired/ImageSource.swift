/// Where an image can be had, and what proves that it is the one that was meant.
package struct ImageSource: Hashable, Codable, Sendable {
    /// `https://…` or `http://…`: the checksum proves the file, whatever brought it.
    package let url: String
    package let checksum: Checksum

    package init(url: String, checksum: Checksum) {
        self.url = url
        self.checksum = checksum
    }
}

/// A file's checksum: `sha256:…` or `sha512:…`.
package struct Checksum: Hashable, Codable, Sendable {
    package let algorithm: Algorithm
    /// In small letters.
    package let hexadecimal: String

    /// The algorithms that are not broken, of those that Proxmox knows (API schema, `checksum-algorithm`).
    package enum Algorithm: String, Hashable, Codable, Sendable, CaseIterable {
        case sha256, sha512

        fileprivate var digitCount: Int { self == .sha256 ? 64 : 128 }
    }

    /// Nil unless it is the algorithm's name, a colon and as many hexadecimal digits as the algorithm gives.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let algorithm = Algorithm(rawValue: String(parts[0])),
            parts[1].utf8.count == algorithm.digitCount, parts[1].allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        self.algorithm = algorithm
        hexadecimal = parts[1].lowercased()
    }
}
