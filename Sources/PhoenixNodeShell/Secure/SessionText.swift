import PhoenixProxmox

/// What a node's login shell is given to run one command, and what its streams mean.
///
/// ssh says 255 for its own troubles, and `pct` dies with 255. So a small script on the node sets both streams between
/// marks, with the exit code in the closing one: a stream without it is not whole, whatever ssh says. The script gives the
/// command a process group of its own (`timeout`) and ends it there when its time is over, with or without a connection.
struct SessionText {
    let command: NodeCommand
    let path: String
    /// A text that no command writes: random, for each command anew.
    let mark: String

    init(_ command: NodeCommand, path: String, mark: String = String(UInt64.random(in: .min ... .max), radix: 36)) {
        self.command = command
        self.path = path
        self.mark = mark
    }

    /// The last thing on both streams.
    var endMark: [UInt8] { Array("\(mark)>".utf8) }

    /// For a login shell that quotes as POSIX says.
    var text: String {
        let grace = ProcessRun.grace.components.seconds
        let arguments = [mark, "\(max(1, command.timeoutSeconds))", "\(grace)", path]
        return "exec " + ShellQuoting.quoted(["/bin/sh", "-c", Self.script, "phoenix"] + arguments + command.words)
    }

    /// What the shell itself says goes nowhere. A job in the background reads from nothing unless its input is another
    /// descriptor. `timeout` says 124 or 137 when the time is over, and so may a command.
    private static let script = """
        m=$1 t=$2 g=$3 PATH=$4; export PATH; shift 4
        exec 3>&2 4<&0 2>/dev/null
        now() { read -r n _ </proc/uptime; n=${n%%.*}; }
        printf '%s<' "$m"; printf '%s<' "$m" >&3
        now; s=$n
        timeout -k "$g" "$t" "$@" <&4 2>&3 3>&- 4<&- &
        p=$!; wait "$p"; c=$?; e=itself
        now
        case $c in 124 | 137) [ $((n - s)) -lt "$t" ] || { e=deadline; kill -s KILL -- "-$p"; } ;; esac
        printf '%s:%s:%s:%s>' "$m" "$c" "$e" "$m"; printf '%s:%s:%s:%s>' "$m" "$c" "$e" "$m" >&3
        """
}

// MARK: - What came back

extension SessionText {
    /// How far a command came, as its streams tell.
    enum Outcome: Hashable {
        case ended(NodeCommandResult)
        /// Its time was over.
        case overdue
        /// Nothing shows that it ended; with what ssh said before it began.
        case open(hasBegun: Bool, complaint: String)
    }

    /// Reads both streams.
    func outcome(output: CollectedStream, errorOutput: CollectedStream) -> Outcome {
        let begin = Array("\(mark)<".utf8)
        let begun = (output.bytes.firstRange(of: begin), errorOutput.bytes.firstRange(of: begin))
        guard let outputBegin = begun.0, let errorBegin = begun.1 else {
            let hasBegun = begun.0 != nil || begun.1 != nil
            return .open(hasBegun: hasBegun, complaint: hasBegun ? "" : Complaint.text(errorOutput.bytes))
        }
        guard let outputEnd = end(of: output), let errorEnd = end(of: errorOutput) else {
            return .open(hasBegun: true, complaint: "")
        }
        guard !errorEnd.isOverdue else { return .overdue }
        return .ended(
            NodeCommandResult(
                exitCode: errorEnd.exitCode, output: Array(output.bytes[outputBegin.upperBound..<outputEnd.start]),
                errorOutput: Array(errorOutput.bytes[errorBegin.upperBound..<errorEnd.start])))
    }

    private struct End {
        let start: Int
        let exitCode: Int
        let isOverdue: Bool
    }

    /// Longer than any closing mark.
    private static let endBytesMaximum = 64

    private func end(of stream: CollectedStream) -> End? {
        guard stream.end == .marked else { return nil }
        let tail = stream.bytes.suffix(Self.endBytesMaximum)
        guard let start = tail.firstRange(of: Array("\(mark):".utf8)) else { return nil }
        let fields = String(decoding: tail[start.upperBound...], as: UTF8.self).split(separator: ":")
        guard fields.count == 2, let exitCode = Int(fields[0]) else { return nil }
        return End(start: start.lowerBound, exitCode: exitCode, isOverdue: fields[1] == "deadline")
    }
}
