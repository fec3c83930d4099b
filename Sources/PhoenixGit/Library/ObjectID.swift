import Clibgit2
import PhoenixModel

extension CommitID {
    /// The name of an object as libgit2 holds it.
    init?(_ identifier: git_oid) {
        var identifier = identifier
        var text = [CChar](repeating: 0, count: 40)
        guard git_oid_fmt(&text, &identifier) == 0 else { return nil }
        self.init(String(decoding: text.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// Nil for a name of SHA-256, which libgit2's stable interface does not know.
    var objectID: git_oid? {
        var identifier = git_oid()
        guard hexadecimal.utf8.count == 40, git_oid_fromstr(&identifier, hexadecimal) == 0 else { return nil }
        return identifier
    }
}
