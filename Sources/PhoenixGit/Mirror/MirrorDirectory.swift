import Glibc
import PhoenixModel

/// The mirror's place on the disk, and what stands beside it while it is replaced.
struct MirrorDirectory {
    /// The bare repository.
    let path: String

    /// Where a new mirror grows until it is whole.
    var newPath: String { path + ".new" }
    /// Where the old one waits to be deleted.
    var asidePath: String { path + ".aside" }
    var lockPath: String { path + ".lock" }
    var packsPath: String { path + "/objects/pack" }

    /// Makes the folder in which the mirror stands.
    func createParent() throws(Failure) {
        let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
        var made = ""
        for part in parent.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
                throw Failure(systemError: errno, "create the folder", made)
            }
        }
    }

    /// Deletes what a process that died in the middle of its work has left. Only with the lock held.
    func removeLeftovers() throws(Failure) {
        try Folder.remove(newPath)
        try Folder.remove(asidePath)
        for name in ["HEAD", "config", "packed-refs", Mirror.tipReference] {
            unlink(path + "/" + name + ".lock")
        }
        for name in Folder.names(in: packsPath) where !name.hasPrefix("pack-") || name.hasSuffix(".lock") {
            unlink(packsPath + "/" + name)
        }
    }

    /// Each fetch leaves a pack, and each object is looked for in all of them.
    var hasTooManyPacks: Bool {
        Folder.names(in: packsPath).count { $0.hasSuffix(".pack") } > Self.packsMaximum
    }

    /// A hundred commits fetched one by one: a look-up still takes microseconds, a new clone is rare.
    static let packsMaximum = 100

    /// Puts the new mirror in the place of the old one.
    ///
    /// A process that dies in between leaves no mirror, which is the same as before the first fetch.
    func installNew() throws(Failure) {
        if access(path, F_OK) == 0 {
            guard rename(path, asidePath) == 0 else { throw Failure(systemError: errno, "set aside", path) }
        }
        guard rename(newPath, path) == 0 else { throw Failure(systemError: errno, "put in place", newPath) }
        try Folder.remove(asidePath)
    }
}
