import Glibc
import SystemPackage

/// Bytes as a file that has no name and never reaches a disk, for a program's standard input.
///
/// A pipe would have to be written while the program runs, and a program that ends early would send `SIGPIPE` to
/// Phoenix.
struct MemoryFile {
    /// Open for reading from the start; whoever takes it closes it.
    let descriptor: FileDescriptor

    init(_ bytes: [UInt8]) throws(Errno) {
        let name = "/phoenix-\(UInt64.random(in: .min ... .max))"
        let opened = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
        guard opened >= 0 else { throw Errno(rawValue: errno) }
        shm_unlink(name)
        descriptor = FileDescriptor(rawValue: opened)
        do {
            try descriptor.writeAll(bytes)
            try descriptor.seek(offset: 0, from: .start)
        } catch {
            try? descriptor.close()
            throw (error as? Errno) ?? .ioError
        }
    }
}
