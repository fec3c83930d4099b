import PhoenixModel

/// The program that Phoenix runs on nodes, `sh -c PROGRAM phoenix-node VERB ARGUMENTS…`: its text is not read, as a simulated
/// node has no shell; what its verbs do is done here.
extension Cluster {
    /// What the program is called by its first argument.
    static let nodeProgram = "phoenix-node"

    /// Nil for any other command of a shell.
    mutating func runNodeProgram(_ words: [String], input: String, on node: NodeName) -> ShellResult? {
        guard words.count >= 4, words[0] == "-c", words[2] == Self.nodeProgram else { return nil }
        switch (words[3], words.count) {
        case ("look", 4): return ShellResult(output: deviceLines(of: node))
        case ("look", 5): return ShellResult(output: guestFiles + deviceLines(of: node))
        case ("raw-lines", 5): return setRawLines(of: words[4], on: node, input)
        case ("receipts", 5...): return ShellResult(output: words[4...].map { receipts(of: $0, on: node) }.joined())
        default:
            return ShellResult(exitCode: 64, errorOutput: "phoenix-node: unknown verb '\(words[3])'\n")
        }
    }

    /// `guest VMID STATUS`, and what was said there with a blank before each line.
    private mutating func receipts(of number: String, on node: NodeName) -> String {
        guard let id = Int(number).flatMap(GuestID.init),
            let order = PhoenixOrder(["sh", "-c", "", "phoenix-guest", "receipts"], input: "")
        else { return "guest \(number) 1\n" }
        let guest = GuestReference(id: id, kind: .container, node: node)
        var result: ShellResult
        do throws(HostError) {
            result = try execute(order, in: guest, letsTimePass: false)
        } catch {
            result = .died(error.text)
        }
        let said = result.exitCode == 0 ? result.output : result.errorOutput
        return "guest \(id) \(result.exitCode)\n" + said.indented
    }

    private var guestFiles: String {
        guestsByNumber.map { guest in
            let folder = guest.kind == .container ? "lxc" : "qemu-server"
            return "file nodes/\(guest.node)/\(folder)/\(guest.id).conf\n" + guest.file.canonicalText.indented
        }.joined()
    }

    private func deviceLines(of node: NodeName) -> String {
        (nodes[node]?.devices ?? []).map { "device \($0)\n" }.joined()
    }

    private mutating func setRawLines(of number: String, on node: NodeName, _ input: String) -> ShellResult {
        guard let id = Int(number).flatMap(GuestID.init) else {
            return ShellResult(exitCode: 2, errorOutput: "Configuration file 'lxc/\(number).conf' does not exist\n")
        }
        do throws(HostError) {
            let reference = GuestReference(id: id, kind: .container, node: node)
            return try configureByShell(reference) { cluster throws(HostError) in
                try cluster.requireUnlocked(try cluster.locate(reference))
                try cluster.configure(reference, ConfigurationEdit(rawValues: Self.rawValues(in: input)))
                return ShellResult()
            }
        } catch {
            return ShellResult(exitCode: 1, errorOutput: error.text + "\n")
        }
    }

    /// A key on a line of its own, its new lines, and an empty line.
    private static func rawValues(in text: String) -> [String: [String]] {
        var values: [String: [String]] = [:]
        var key: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                key = nil
            } else if let key {
                values[key, default: []].append(String(line.dropFirst(key.count + 2)))
            } else {
                key = String(line)
                values[String(line)] = []
            }
        }
        return values
    }
}

extension String {
    /// With a blank before each line.
    fileprivate var indented: String {
        split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { " \($0)\n" }.joined()
    }
}
