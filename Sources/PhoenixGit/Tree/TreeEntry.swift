import Clibgit2
import PhoenixModel

/// One line of a folder.
struct TreeEntry {
    /// The name as it stands there: any bytes.
    var name: [UInt8]
    var object: git_oid
    var kind: Kind

    var objectName: String { CommitID(object)?.hexadecimal ?? "" }

    enum Kind: Equatable {
        case folder, file, executable, symbolicLink, submodule

        /// Reads a mode of Git; unusual ones of old repositories (100664) are plain files.
        init(_ mode: git_filemode_t) {
            switch mode.rawValue & 0o170000 {
            case 0o040000: self = .folder
            case 0o120000: self = .symbolicLink
            case 0o160000: self = .submodule
            default: self = mode.rawValue & 0o100 == 0 ? .file : .executable
            }
        }
    }
}
