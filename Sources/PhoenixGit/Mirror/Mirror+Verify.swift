import Clibgit2
import PhoenixModel

extension Mirror {
    /// Makes sure after a fetch that every tree of `commit` can be read and that no file's content is missing.
    ///
    /// Each tree is visited once, however often it occurs, so that the work is bounded by what was received.
    func verify(_ commit: CommitID, _ call: GitCall) throws(MirrorError) {
        let root = try CommitHandle(commit, in: self).tree(in: self)
        var pending = try root.entries()
        var seen: Set<String> = []
        while let entry = pending.popLast() {
            do throws(Failure) { try call.checkpoint() } catch { throw .failure(error) }
            guard entry.kind != .submodule, seen.insert(entry.objectName).inserted else { continue }
            var identifier = entry.object
            if entry.kind == .folder {
                pending += try TreeHandle(identifier, in: self).entries()
            } else if git_odb_exists(objects, &identifier) != 1 {
                throw .damaged(
                    LibraryError(
                        operation: "verify commit \(commit.short)", code: GIT_ENOTFOUND.rawValue,
                        category: GIT_ERROR_ODB.rawValue, message: "object \(entry.objectName) is missing"))
            }
        }
    }
}
