/// The repository that `phoenix init` writes: the files of repo-template/, embedded when the program is built.
package enum RepositoryTemplate {
    /// One file of the template.
    package struct File: Sendable {
        /// The path from the repository's root.
        package let path: String
        package let bytes: [UInt8]
        /// Whether it is to be executable.
        package let isExecutable: Bool
    }

    /// Every file, ascending by path.
    package static var files: [File] {
        embeddedFiles.map { File(path: $0.path, bytes: Array($0.text.utf8), isExecutable: $0.isExecutable) }
    }
}
