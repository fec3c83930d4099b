import Foundation
import PhoenixReport

/// Standard output and standard error of this process.
///
/// Writing never fails the command: a reader that went away has heard enough.
struct Console: Sendable {
    let style: Style
    let errorStyle: Style
    let isTerminal: Bool

    /// Looks at what the streams are; `NO_COLOR` (https://no-color.org) turns colour off wherever it has a value.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let wantsColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        isTerminal = isatty(STDOUT_FILENO) == 1
        style = isTerminal && wantsColour ? .coloured : .plain
        errorStyle = isatty(STDERR_FILENO) == 1 && wantsColour ? .coloured : .plain
    }

    func write(_ text: String) { Self.write(text, to: .standardOutput) }

    func writeError(_ text: String) { Self.write(text, to: .standardError) }

    /// Columns and rows of the terminal; 80 × 24 if it does not say.
    var size: (width: Int, height: Int) {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else { return (80, 24) }
        return (Int(window.ws_col), Int(window.ws_row))
    }

    /// All that this process is given to read; nothing from a terminal, where nobody would know that something is waited for.
    static func standardInput() -> Data {
        guard isatty(STDIN_FILENO) == 0 else { return Data() }
        return (try? FileHandle.standardInput.readToEnd()) ?? Data()
    }

    private static func write(_ text: String, to handle: FileHandle) {
        guard !text.isEmpty else { return }
        // The reader is gone; there is nobody left to tell.
        _ = try? handle.write(contentsOf: Data(text.utf8))
    }
}
