/// A command given to a node's own shell, as root.
package struct ShellOrder: Hashable, Codable, Sendable {
    /// Where it is given; empty for the cluster's first node.
    package let node: String
    /// The program's name and its arguments.
    package let command: [String]
    /// What it reads from its standard input.
    package let input: String?

    package init(node: String, command: [String], input: String? = nil) {
        self.node = node
        self.command = command
        self.input = input
    }
}

/// How a command on a node ended.
package struct ShellResult: Hashable, Codable, Sendable {
    package var exitCode: Int
    package var output: String
    package var errorOutput: String

    package init(exitCode: Int = 0, output: String = "", errorOutput: String = "") {
        self.exitCode = exitCode
        self.output = output
        self.errorOutput = errorOutput
    }

    /// A program of Proxmox that dies says why and exits with 255, as Perl does.
    static func died(_ text: String, exitCode: Int = 255) -> ShellResult {
        ShellResult(exitCode: exitCode, errorOutput: text + "\n")
    }
}
