import Foundation
import Glibc
import PhoenixModel

/// A file that holds one secret on its first line, and that others may not read.
struct SecretFile: Sendable {
    let path: String

    /// The first line. Throws if the file cannot be read, is empty, or is open to everybody on this machine.
    func text() throws(Failure) -> String {
        var status = stat()
        guard stat(path, &status) == 0, let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw Settings.invalid("the file \(path) cannot be read", "check its name and owner")
        }
        guard status.st_mode & 0o007 == 0 else {
            throw Settings.invalid(
                "everybody may read or write the file \(path), which holds a secret", "run 'chmod 600 \(path)'")
        }
        let text = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
        guard !text.isEmpty else { throw Settings.invalid("the file \(path) is empty", "write the secret into it") }
        return String(text)
    }
}
