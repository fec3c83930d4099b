import Clibgit2
import Glibc

/// A folder of a commit, opened.
struct TreeHandle: ~Copyable {
    private let pointer: OpaquePointer

    init(_ identifier: git_oid, in mirror: borrowing Mirror) throws(MirrorError) {
        let repository = mirror.repository
        pointer = try readingMirror { () throws(LibraryError) in
            var identifier = identifier
            return try acquire("read a folder") { git_tree_lookup(&$0, repository, &identifier) }
        }
    }

    deinit { git_tree_free(pointer) }

    /// What stands in the folder, in Git's order.
    func entries() throws(MirrorError) -> [TreeEntry] {
        (0..<git_tree_entrycount(pointer)).compactMap { index in
            guard let entry = git_tree_entry_byindex(pointer, index), let object = git_tree_entry_id(entry),
                let name = git_tree_entry_name(entry)
            else { return nil }
            let bytes = UnsafeBufferPointer(start: name, count: strlen(name)).map(UInt8.init(bitPattern:))
            return TreeEntry(name: bytes, object: object.pointee, kind: .init(git_tree_entry_filemode_raw(entry)))
        }
    }
}
