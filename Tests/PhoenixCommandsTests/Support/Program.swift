import Foundation
import TestPrograms
import Testing

/// What a process said and how it ended.
struct Answer: Sendable {
    let status: Int
    let output: String
    let errors: String

    /// The output as a JSON object.
    var json: [String: Any] {
        get throws { try #require(JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]) }
    }

    /// The output as JSON objects, one a line.
    var jsonLines: [[String: Any]] {
        get throws {
            try output.split(separator: "\n").map { line in
                try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            }
        }
    }
}

extension RecordedProgram {
    /// Waits for its end, and fails by its status where it does not end in time.
    func answer() async -> Answer {
        let ending = await ended()
        return Answer(status: ending.status, output: ending.text, errors: ending.errorText)
    }
}

enum Program {
    /// The program as it was built beside these tests.
    static let phoenix: URL = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0]))
        .deletingLastPathComponent().appending(path: "phoenix")

    /// The root of this repository.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
