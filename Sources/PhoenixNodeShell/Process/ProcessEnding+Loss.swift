import PhoenixProxmox

extension ProcessEnding.Cause {
    /// What is told about a command whose program did not end by itself; nil if it did.
    func loss(of command: NodeCommand) -> NodeShellError? {
        switch self {
        case .itself: nil
        case .deadline: .overdue(command)
        case .tooMuchOutput:
            .lost(
                """
                \(command.name) was ended: it wrote more than \(ProcessRun.streamBytesMaximum / 1_048_576) MiB; let it \
                write to a file, or less
                """)
        case .cancellation: .lost("\(command.name) was ended: nobody waits for it any more")
        case .unreadable(let text): .lost("\(command.name) was ended: what it wrote could not be read (\(text))")
        }
    }
}

extension NodeShellError {
    /// A command's time was over.
    static func overdue(_ command: NodeCommand) -> NodeShellError {
        .lost("\(command.name) took longer than \(max(1, command.timeoutSeconds)) s and was ended")
    }
}
