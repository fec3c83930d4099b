import Clibgit2
import Crypto
import Glibc
import PhoenixModel

extension Mirror {
    /// Throws unless each pack and its index are as they were received: one that a disk has changed may claim any kind and size for an object.
    ///
    /// Reads all of them, so it is asked only before something is refused.
    func requireWholePacks(_ call: GitCall? = nil) throws(MirrorError) {
        guard let folder = git_repository_commondir(repository) else { return }
        let packs = String(cString: folder) + "objects/pack/"
        for name in Folder.names(in: packs) where name.hasSuffix(".pack") || name.hasSuffix(".idx") {
            guard try isWhole(packs + name, call) else {
                throw .damaged(
                    LibraryError(
                        operation: "read \(name)", code: GIT_ERROR.rawValue, category: GIT_ERROR_ODB.rawValue,
                        message: "it is not as it was received"))
            }
        }
    }

    /// Whether the last bytes are the SHA-1 of all before them; gitformat-pack(5).
    private func isWhole(_ path: String, _ call: GitCall?) throws(MirrorError) -> Bool {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        var hash = Insecure.SHA1()
        var buffer = [UInt8](repeating: 0, count: Self.blockBytes)
        var held: [UInt8] = []
        while true {
            do throws(Failure) { try call?.checkpoint() } catch { throw .failure(error) }
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { break }
            held += buffer.prefix(count)
            let ready = max(0, held.count - Insecure.SHA1.byteCount)
            hash.update(data: held.prefix(ready))
            held.removeFirst(ready)
        }
        return Array(hash.finalize()) == held
    }

    /// Large enough that the calls to the system do not count.
    private static let blockBytes = 256 * 1024
}
