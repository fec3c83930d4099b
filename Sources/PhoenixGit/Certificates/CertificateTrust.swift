import Crypto
package import PhoenixModel

/// Whom an `https` repository has to prove to be.
package enum CertificateTrust: Sendable, Equatable {
    /// Signed by an authority that this machine trusts.
    case systemAuthorities
    /// Signed by one of the authorities in this PEM file, and by no other.
    case authorities(file: String)
    /// Exactly the certificate with this fingerprint; authorities and names do not count.
    case pinned(CertificateFingerprint)
}

/// The SHA-256 digest of a certificate in DER form.
package struct CertificateFingerprint: Sendable, Hashable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Reads 64 hexadecimal digits, with or without colons between the bytes, as `openssl x509 -fingerprint` prints.
    package init(_ text: String) throws(Failure) {
        let digits = Array(text.utf8.filter { $0 != UInt8(ascii: ":") })
        let pairs = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
        let areHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        guard digits.count == 64, areHexadecimal, pairs.count == 32 else {
            throw Failure(
                .settingsInvalid, "'\(OneLine.of(text))' is not the SHA-256 fingerprint of a certificate",
                remedy: "give 64 hexadecimal digits, as 'openssl x509 -noout -fingerprint -sha256' prints them")
        }
        bytes = pairs
    }

    /// The fingerprint of a certificate in DER form.
    init(of certificate: [UInt8]) { bytes = Array(SHA256.hash(data: certificate)) }
}

extension CertificateFingerprint: CustomStringConvertible {
    package var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: ":")
    }
}
