import PhoenixProxmox

extension NodeCommand {
    /// Linux takes no longer argument (`MAX_ARG_STRLEN`, 128 KiB), and over SSH all words are one; the rest of the way
    /// needs less than the difference.
    static let quotedBytesMaximum = 120_000

    /// The command as people call it in a message.
    var name: String { "'\(words.first ?? "")' on node \(node)" }

    /// A command that cannot be handed to a program word by word is not begun.
    func check() throws(NodeShellError) {
        guard words.first?.isEmpty == false else { throw .unreachable("a command without a program was asked for") }
        guard !words.contains(where: { $0.utf8.contains(0) }) else {
            throw .unreachable("\(name) has a NUL byte in an argument, which no program can be given")
        }
        let length = ShellQuoting.quoted(words).utf8.count
        guard length <= Self.quotedBytesMaximum else {
            throw .unreachable(
                "\(name) has \(length) bytes of arguments, more than \(Self.quotedBytesMaximum): send them as its input"
            )
        }
    }
}
