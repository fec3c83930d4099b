import ArgumentParser
import Foundation
import PhoenixModel
import RepositoryTemplate

/// `phoenix init DIR`: a repository to begin with.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a repository to begin with: a fleet for AI workloads, ready to change.")

    @Argument(help: "The folder; it is made if it is not there, and must be empty if it is.")
    var directory: String

    mutating func run() async throws {
        let root = URL(filePath: directory, directoryHint: .isDirectory)
        try Self.requireEmpty(root)
        for file in RepositoryTemplate.files {
            try Self.write(file, below: root)
        }
        Console().write(
            """
            wrote \(RepositoryTemplate.files.count) files to \(directory)
            next: cd \(directory) && git init -b main && git add . && git commit -m "Begin" && phoenix validate

            """)
    }

    private static func requireEmpty(_ root: URL) throws(Failure) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: root.path) else { return }
        guard names.allSatisfy({ $0 == ".git" }) else {
            throw Failure(
                .fileUnusable, "\(root.path) is not empty", remedy: "name a folder that is empty or does not exist yet")
        }
    }

    private static func write(_ file: RepositoryTemplate.File, below root: URL) throws(Failure) {
        let url = root.appending(path: file.path, directoryHint: .notDirectory)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: url)
            try FileManager.default.setAttributes(
                [.posixPermissions: file.isExecutable ? 0o755 : 0o644], ofItemAtPath: url.path)
        } catch {
            throw Failure(
                .fileUnusable, "\(url.path) cannot be written", remedy: "check the folder's owner and free space",
                causes: [error.localizedDescription])
        }
    }
}
