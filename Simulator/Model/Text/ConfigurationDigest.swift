import Crypto

/// The fingerprint that Proxmox gives to a configuration file: changes that carry an old one are refused.
package enum ConfigurationDigest {
    /// SHA-1 of the text, in lower-case hexadecimal digits.
    package static func of(_ text: String) -> String {
        Insecure.SHA1.hash(data: Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }
}
