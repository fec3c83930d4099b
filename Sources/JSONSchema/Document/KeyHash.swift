/// A quick fingerprint of key text; equal texts have equal fingerprints, and the texts are compared afterwards.
enum KeyHash {
    static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes {
            hash = (hash ^ UInt32(byte)) &* 16_777_619
        }
        return hash
    }
}
