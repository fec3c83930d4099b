/// A script of the repository, run in a guest as `sh` or by the interpreter its first line names.
package struct Script: Hashable, Codable, Sendable {
    /// The file it comes from, for people: `features/docker/install.sh`.
    package let path: String
    /// The whole text.
    package let text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
