package import Foundation
package import PhoenixModel

/// One subject's cases from a seed: so many rounds, or so many seconds.
package struct FuzzTrial: Codable, Sendable {
    package let subject: String
    package let seed: UInt64
    /// The first round: later ones go on behind a case that ended the process.
    package var firstRound = 0
    /// How many rounds; nil if time decides.
    package var rounds: Int?
    package var seconds: Double
    /// Where the process that tries them leaves the case at hand and its report.
    package let folder: URL
    /// What the honest cases and those that once were wrong are read from.
    package let corpus: URL

    package init(
        _ subject: String, seed: UInt64, rounds: Int?, seconds: Double, folder: URL, corpus: URL
    ) {
        (self.subject, self.seed, self.rounds, self.seconds) = (subject, seed, rounds, seconds)
        (self.folder, self.corpus) = (folder, corpus)
    }

    /// The chance of one round, which depends on no other.
    package func chance(ofRound round: Int) -> SeededGenerator {
        var mixed = SeededGenerator(seed: seed &+ UInt64(round) &* 0x2545_F491_4F6C_DD1D)
        return SeededGenerator(seed: mixed.next())
    }

    /// The cases that are always tried, by name.
    package func kept() throws -> [(name: String, case: FuzzCase)] {
        guard FileManager.default.fileExists(atPath: corpus.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: corpus.path).sorted().map {
            ($0, try FuzzCase(reading: corpus.appending(path: $0)))
        }
    }

    /// A folder for what the cases are read from, empty at first.
    package struct Scratch: Sendable {
        package let path: String

        package subscript(_ name: String) -> String { path + "/" + name }
    }

    package func scratch() throws -> Scratch {
        let url = folder.appending(path: "scratch")
        if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return Scratch(path: url.path)
    }

    var reportFile: URL { folder.appending(path: "report.json") }
    var currentFile: URL { folder.appending(path: "current") }
}

/// What a process found out before it ended.
package struct FuzzReport: Codable, Sendable {
    package var cases = 0
    package var accepted = 0
    package var refused = 0
    package var nextRound = 0
    package var peakMebibytes = 0
    package var slowestMilliseconds = 0
    /// What was wrong, and the names of the folders with the cases.
    package var faults: [String] = []

    package init() {}

    /// Nil if the process ended before it could write one.
    package init?(of trial: FuzzTrial) {
        guard let bytes = try? Data(contentsOf: trial.reportFile),
            let report = try? JSONDecoder().decode(FuzzReport.self, from: bytes)
        else { return nil }
        self = report
    }

    /// The case that a process was at when it ended: its round and the case.
    package static func lastCase(of trial: FuzzTrial) -> (round: Int, case: FuzzCase)? {
        guard let bytes = try? Data(contentsOf: trial.currentFile), let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
            let round = Int(String(decoding: bytes[..<end], as: UTF8.self)),
            let fuzzCase = FuzzCase(packed: bytes[(end + 1)...])
        else { return nil }
        return (round, fuzzCase)
    }
}
