import Crypto

/// How Proxmox keeps the password that cloud-init sets.
enum CloudInitPassword {
    /// A password that is hashed already stays as it is.
    ///
    /// The text has the form of SHA-256's crypt; no simulated guest asks anybody for a password, so its rounds are left
    /// out and the same password gives the same text.
    static func hashed(_ password: String) -> String {
        if password.contains(/^\$(?:[156]|2[ay])(?:\$.+){2}/) { return password }
        let digest = Array(SHA256.hash(data: Array(password.utf8)))
        let alphabet = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        let letters = digest.map { alphabet[Int($0 & 63)] } + digest.map { alphabet[Int($0 >> 2)] }
        return "$5$\(String(letters.suffix(16)))$\(String(letters.prefix(43)))"
    }
}
