import Crypto
package import PhoenixModel

/// The SHA-256 digest of a certificate in DER form, as `pvenode cert info` and `openssl x509 -fingerprint` show it.
package struct CertificateFingerprint: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Reads 64 hexadecimal digits of any case, with or without colons between the bytes, with or without `SHA256:` or
    /// openssl's `sha256 Fingerprint=` before them.
    package init(_ text: String) throws(Failure) {
        var digits = text.lowercased()[...]
        for prefix in ["sha256 fingerprint=", "sha256:"] where digits.hasPrefix(prefix) {
            digits = digits.dropFirst(prefix.count)
        }
        let hasColons = digits.contains(":")
        let pairs = hasColons ? digits.split(separator: ":", omittingEmptySubsequences: false) : Self.pairs(of: digits)
        let bytes = pairs.compactMap { $0.utf8.count == 2 && $0.allSatisfy(\.isHexDigit) ? UInt8($0, radix: 16) : nil }
        guard bytes.count == pairs.count, bytes.count == SHA256.byteCount else {
            throw Failure(
                .settingsInvalid, "what is given is not the SHA-256 fingerprint of a certificate",
                remedy:
                    "give 64 hexadecimal digits, as 'pvenode cert info' shows them for pveproxy-ssl.pem or pve-ssl.pem")
        }
        self.bytes = bytes
    }

    /// The fingerprint of a certificate in DER form.
    init(of certificate: [UInt8]) { bytes = Array(SHA256.hash(data: certificate)) }

    private static func pairs(of digits: Substring) -> [Substring] {
        var pairs: [Substring] = []
        var rest = digits
        while !rest.isEmpty {
            pairs.append(rest.prefix(2))
            rest = rest.dropFirst(2)
        }
        return pairs
    }
}

extension CertificateFingerprint: CustomStringConvertible {
    /// `AA:BB:…`
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: ":")
    }
}
