package import PhoenixModel

/// One command for a node's own shell, to be run there as root.
package struct NodeCommand: Hashable, Sendable {
    /// Where it runs.
    package let node: NodeName
    /// The program and its arguments, as the program gets them: no shell reads them on the way, and nothing secret stands in
    /// them, because everybody on the node can see them.
    package let words: [String]
    /// What it reads from its standard input; secrets go this way.
    package let input: [UInt8]
    /// After that long it is ended by force, with everything it started.
    package let timeoutSeconds: Int

    package init(node: NodeName, words: [String], input: [UInt8] = [], timeoutSeconds: Int) {
        self.node = node
        self.words = words
        self.input = input
        self.timeoutSeconds = timeoutSeconds
    }
}

/// How a command on a node ended.
package struct NodeCommandResult: Hashable, Sendable {
    /// 0 if all went well; 128 and the signal's number if one ended it, as shells say it.
    package let exitCode: Int
    package let output: [UInt8]
    package let errorOutput: [UInt8]

    package init(exitCode: Int, output: [UInt8], errorOutput: [UInt8] = []) {
        self.exitCode = exitCode
        self.output = output
        self.errorOutput = errorOutput
    }
}
