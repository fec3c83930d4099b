import PhoenixModel

import struct Crypto.SHA256

/// SHA-256 over a list of texts, in a form in which no two lists are the same bytes.
struct ContentDigest: Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ texts: [String]) {
        self.init(beginning: [], texts)
    }

    /// The digest of this one followed by further texts.
    func adding(_ texts: [String]) -> ContentDigest {
        ContentDigest(beginning: bytes, texts)
    }

    private init(beginning: [UInt8], _ texts: [String]) {
        var hash = SHA256()
        hash.update(data: beginning)
        for text in texts {
            // The length in front keeps ["ab", "c"] and ["a", "bc"] apart.
            hash.update(data: Array("\(text.utf8.count):".utf8))
            hash.update(data: Array(text.utf8))
        }
        bytes = Array(hash.finalize())
    }

    /// In the form that receipts carry.
    var digest: PhoenixModel.Digest {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        guard let digest = PhoenixModel.Digest(String(decoding: text, as: UTF8.self)) else {
            preconditionFailure("SHA-256 has 32 bytes, which are 64 lower-case hexadecimal digits")
        }
        return digest
    }
}
