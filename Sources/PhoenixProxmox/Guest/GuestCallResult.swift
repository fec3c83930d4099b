/// How a call of the program ended.
struct GuestCallResult: Hashable, Sendable {
    let exitCode: Int
    let output: [UInt8]
    let errorOutput: [UInt8]
}

extension GuestCallResult {
    /// The program's own words about why it gave up; nil if it did not, or if it never ran.
    var complaint: String? {
        guard GuestProgramExit.all.contains(exitCode) else { return nil }
        let begin = "\(GuestProgram.name): "
        return String(decoding: errorOutput, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix(begin) }.map { String($0.dropFirst(begin.count)) }
    }
}
