import Clibgit2
import PhoenixModel

extension Mirror {
    /// Throws unless each pack and its index are as they were received: a changed one may claim any kind and size for an
    /// object, or be made of itself, which libgit2 follows for ever.
    ///
    /// Reads all of them, once for each as long as the process lives.
    func requireWholePacks(_ call: GitCall? = nil) throws(MirrorError) {
        try Self.requireWholePacks(in: repository, call)
    }

    static func requireWholePacks(in repository: OpaquePointer, _ call: GitCall? = nil) throws(MirrorError) {
        guard let folder = git_repository_commondir(repository) else { return }
        let packs = String(cString: folder) + "objects/pack/"
        for name in Folder.names(in: packs) where name.hasSuffix(".pack") || name.hasSuffix(".idx") {
            do throws(Failure) {
                if try WholeFile.isWhole(packs + name, { () throws(Failure) in try call?.checkpoint() }) { continue }
            } catch {
                throw .failure(error)
            }
            throw .damaged(
                LibraryError(
                    operation: "read \(name)", code: GIT_ERROR.rawValue, category: GIT_ERROR_ODB.rawValue,
                    message: "it is not as it was received"))
        }
    }
}
