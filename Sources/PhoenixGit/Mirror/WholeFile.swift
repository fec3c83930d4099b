import Crypto
import Glibc
import Synchronization

/// Files of Git that end in the SHA-1 of all before: packs and their indexes; gitformat-pack(5).
enum WholeFile {
    /// Whether the file is as it was written. Reads all of it, once as long as the process lives and nobody writes into it.
    ///
    /// - Parameter checkpoint: called now and then; what it throws breaks off.
    static func isWhole<Reason: Error>(
        _ path: String, _ checkpoint: () throws(Reason) -> Void
    ) throws(Reason) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return false }
        let identity = Identity(status)
        if known.withLock({ $0.contains(identity) }) { return true }
        guard try hasItsChecksum(file, bytes: Int(status.st_size), checkpoint) else { return false }
        known.withLock { known in
            if known.count >= knownLimit { known = [] }
            known.insert(identity)
        }
        return true
    }

    private static func hasItsChecksum<Reason: Error>(
        _ file: Int32, bytes: Int, _ checkpoint: () throws(Reason) -> Void
    ) throws(Reason) -> Bool {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: blockBytes, alignment: 16)
        defer { buffer.deallocate() }
        var hash = Insecure.SHA1()
        var left = bytes - Insecure.SHA1.byteCount
        guard left >= 0 else { return false }
        while left > 0 {
            try checkpoint()
            let count = read(file, buffer.baseAddress, min(left, blockBytes))
            guard count > 0 else { return false }
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            left -= count
        }
        guard read(file, buffer.baseAddress, blockBytes) == Insecure.SHA1.byteCount else { return false }
        return hash.finalize() == UnsafeRawBufferPointer(rebasing: buffer[..<Insecure.SHA1.byteCount])
    }

    /// Large enough that the calls to the system do not count.
    private static let blockBytes = 256 * 1024

    /// A file with the bytes that it has now: whoever writes into it changes its times.
    private struct Identity: Hashable {
        private let numbers: [Int]

        init(_ status: stat) {
            numbers = [
                Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_ctim.tv_sec,
                status.st_ctim.tv_nsec,
            ]
        }
    }

    private static let known = Mutex<Set<Identity>>([])
    /// Far more than a mirror has before it is made anew.
    private static let knownLimit = 1_000
}
