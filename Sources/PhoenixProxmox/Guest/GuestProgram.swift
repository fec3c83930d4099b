/// Phoenix's own program for the inside of guests: one text for dash, bash and busybox's sh, sent with every call, so that
/// nothing has to be installed in a guest and none can hold an older version.
enum GuestProgram {
    /// What it is called in a guest: the word behind the text, and the begin of its own complaints.
    static let name = "phoenix-guest"

    /// How much of a run's output one look brings. The text fits an answer of the agent, which keeps 16 MiB (behaviour 11.3).
    static let windowBytes = 128 * 1024

    /// The text as it is sent: without comments and indentation, because requests to old versions have little room.
    static let text =
        String(decoding: PackageResources.guest_program_sh, as: UTF8.self)
        .split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
        .joined(separator: "\n") + "\n"

    /// The command that runs it.
    static func words(_ arguments: [String]) -> [String] { ["sh", "-c", text, name] + arguments }
}

/// The exit codes with which the program itself gives up (sysexits.h).
enum GuestProgramExit {
    static let misunderstood = 64
    static let cutOff = 65
    static let missingTool = 69
    static let noRoom = 73
    static let all = [misunderstood, cutOff, missingTool, noRoom]
}
