import Foundation
import Glibc
import PhoenixEngine
package import PhoenixModel

/// The last commit in which nothing was found wrong, as one line of a file in the state directory.
///
/// The line names the program too, as another one may find more. Nothing else is ever made of the file than whether it
/// holds exactly this line, so a damaged one is as good as none.
package struct FlawlessCommit: ReadingMemory {
    private let path: String
    private let program: @Sendable () -> String

    /// - Parameter program: names what decides about right and wrong: the program's version, and that of its schemas.
    package init(_ directory: StateDirectory, program: @autoclosure @escaping @Sendable () -> String) {
        path = directory.url.appending(path: "flawless-commit", directoryHint: .notDirectory)
            .path(percentEncoded: false)
        self.program = program
    }

    /// Whether any commit is remembered, if only by another program.
    package var isThere: Bool { access(path, F_OK) == 0 }

    /// The commit that is remembered, by this program.
    package var commit: CommitID? {
        guard let line, line.hasSuffix(ending) else { return nil }
        return CommitID(String(line.dropLast(ending.count)))
    }

    package func isFlawless(_ commit: CommitID) -> Bool { self.commit == commit }

    package func rememberFlawless(_ commit: CommitID) {
        // What cannot be kept is checked again: nobody needs to hear of it.
        try? Data((commit.hexadecimal + ending).utf8).write(to: URL(filePath: path), options: .atomic)
    }

    private var ending: String { " \(program())\n" }

    /// What the file holds, up to more than any honest line has.
    private var line: String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = read(file, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
}
