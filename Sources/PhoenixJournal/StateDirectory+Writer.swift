import Foundation
import Glibc
package import PhoenixModel

/// Who Phoenix is among those that work on the same host: a name in the state directory, made by chance.
extension StateDirectory {
    /// The name; nil if none was given yet, or the file is damaged.
    package var writer: WriterID? {
        let descriptor = open(writerFile.path(percentEncoded: false), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // The name and its end of line; what is longer or shorter is not what was written.
        var bytes = [UInt8](repeating: 0, count: nameLength + 2)
        guard read(descriptor, &bytes, bytes.count) == nameLength + 1, bytes[nameLength] == UInt8(ascii: "\n") else {
            return nil
        }
        let name = String(decoding: bytes.prefix(nameLength), as: UTF8.self)
        return name.utf8.allSatisfy(Self.isHexadecimal) ? WriterID(name) : nil
    }

    /// The name, which is given now if there is none. Losing it costs patience and nothing else: what the old one had claimed
    /// is left alone until its claims have run out.
    ///
    /// - Parameter lock: held, or two who begin at once would give two names.
    package func establishedWriter(under lock: StateLock) throws(Failure) -> WriterID {
        if let writer { return writer }
        var chance = SystemRandomNumberGenerator()
        let name = (0..<nameLength).map { _ in String(Int.random(in: 0..<16, using: &chance), radix: 16) }.joined()
        do {
            try Data((name + "\n").utf8).write(to: writerFile, options: .atomic)
        } catch {
            throw Failure(
                .stateDirectoryUnusable,
                "the file \(writerFile.path(percentEncoded: false)) cannot be written",
                remedy: "check the folder's owner and free space", causes: [error.localizedDescription])
        }
        return WriterID(name)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

/// Forty-eight bits of chance tell a handful of instances apart, and are short enough to be read out.
private let nameLength = 12
