import Foundation
import PhoenixModel

/// The first line of a log.
struct LogHeader: Codable {
    /// The generation of the file that the log goes on from.
    let continues: Int
}

/// One call, and when it came.
struct LogLine: Codable {
    let at: Instant
    let call: HostCall

    func perform(on cluster: inout Cluster) {
        cluster.advance(to: at)
        cluster.repeatCall(call)
    }
}

/// What a log says that was left by a process that did not end well.
struct LogReplay {
    var lines: [LogLine] = []
    /// How much of the log is good: a last line that was not written to its end does not count.
    var usedBytes = 0
    /// Whether it continues a later writing of the file than the one that was read.
    var isAhead = false

    /// Empty if there is no log, or one that continues another writing of the file.
    init(_ path: String, continuing generation: Int) throws(Failure) {
        guard let bytes = FileManager.default.contents(atPath: path) else { return }
        var isHeader = true
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = bytes[start..<end]
            do {
                if isHeader {
                    let header: LogHeader = try Scenario.decoded(line)
                    isAhead = header.continues > generation
                    guard header.continues == generation else { return }
                    isHeader = false
                } else {
                    lines.append(try Scenario.decoded(line))
                }
            } catch {
                throw Failure(
                    .fileUnusable, "\(path) cannot be read", remedy: "remove it to go on from the file beside it",
                    causes: ["line \(lines.count + 2): \(error)"])
            }
            start = bytes.index(after: end)
            usedBytes = start - bytes.startIndex
        }
    }
}
