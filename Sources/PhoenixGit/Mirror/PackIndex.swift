import Clibgit2
import Glibc
import PhoenixModel

/// The index of a pack: where each object begins in it. libgit2 believes that, and a wrong place leads it to memory behind
/// the pack's end, which ends the process; or round in a circle of objects that are made of one another. So counts, places and
/// the checksum are looked at before it opens the file.
///
/// Format: gitformat-pack(5), version 2, which Git has written since 2008.
enum PackIndex {
    /// Throws for the first index of the repository that is damaged.
    static func requireSound(in repository: OpaquePointer) throws(LibraryError) {
        guard let folder = git_repository_commondir(repository) else { return }
        let packs = String(cString: folder) + "objects/pack/"
        for name in Folder.names(in: packs) where name.hasSuffix(".idx") {
            guard isSound(packs + name) else {
                throw LibraryError(
                    operation: "read \(name)", code: GIT_ERROR.rawValue, category: GIT_ERROR_ODB.rawValue,
                    message: "it is damaged")
            }
        }
    }

    private static let headBytes = 8
    private static let countBytes = 256 * 4
    /// An object's name, the checksum of what stands in the pack, and its place.
    private static let entryBytes = 20 + 4 + 4
    private static let trailerBytes = 20

    private static func isSound(_ path: String) -> Bool {
        var status = stat()
        // Without its pack an index is not used.
        guard stat(path.dropLast(3) + "pack", &status) == 0 else { return true }
        let packBytes = Int(status.st_size)
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        let head = bytes(of: file, headBytes + countBytes, at: 0)
        guard fstat(file, &status) == 0, head.count == headBytes + countBytes, head.starts(with: version2) else {
            return false
        }
        let counts = stride(from: headBytes, to: head.count, by: 4).map { number(head, at: $0) }
        guard let count = counts.last, zip(counts, counts.dropFirst()).allSatisfy(<=) else { return false }
        let end = head.count + count * entryBytes
        let rest = Int(status.st_size) - end - 2 * trailerBytes
        guard rest >= 0, rest <= count * 8, WholeFile.isWhole(path, {}) else { return false }
        return arePlacesSound(in: file, count: count, end: end, largeCount: rest / 8, packBytes: packBytes)
    }

    private static func arePlacesSound(in file: Int32, count: Int, end: Int, largeCount: Int, packBytes: Int) -> Bool {
        let places = bytes(of: file, count * 4, at: end - count * 4)
        guard places.count == count * 4 else { return false }
        for index in 0..<count {
            var place = number(places, at: index * 4)
            if place & isLarge != 0 {
                guard place & ~isLarge < largeCount else { return false }
                let large = bytes(of: file, 8, at: end + (place & ~isLarge) * 8)
                guard large.count == 8, large[0] < 0x80 else { return false }
                place = number(large, at: 0) << 32 | number(large, at: 4)
            }
            guard place >= firstPlace, place < packBytes - trailerBytes else { return false }
        }
        return true
    }

    private static let version2: [UInt8] = [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]
    /// Behind the pack's own head.
    private static let firstPlace = 12
    /// Marks a place beyond 2 GiB, which stands in a table of its own.
    private static let isLarge = 0x8000_0000

    private static func bytes(of file: Int32, _ count: Int, at offset: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = max(0, pread(file, buffer.baseAddress, count, off_t(offset)))
        }
    }

    /// Four bytes, the highest first.
    private static func number(_ bytes: [UInt8], at offset: Int) -> Int {
        Int(bytes[offset]) << 24 | Int(bytes[offset + 1]) << 16 | Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3])
    }
}
