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
        var text = ""
        for byte in bytes { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        guard let digest = PhoenixModel.Digest(text) else {
            preconditionFailure("SHA-256 has 32 bytes, which are 64 lower-case hexadecimal digits")
        }
        return digest
    }
}
