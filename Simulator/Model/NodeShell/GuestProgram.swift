import PhoenixModel

/// A call of `pct` or `qm`, taken apart: `pct VERB VMID ARGUMENTS… --OPTION VALUE… [-- WORDS…]`.
struct GuestProgram {
    let kind: GuestKind
    let node: NodeName
    let verb: String?
    let guest: GuestReference?
    /// What stands behind the guest's number and is no option.
    private(set) var words: [String] = []
    /// `--name value` and `-name value`.
    private(set) var options: [String: String] = [:]
    let input: String

    var name: String { kind == .container ? "pct" : "qm" }

    init(kind: GuestKind, node: NodeName, _ arguments: [String], _ input: String?) {
        self.kind = kind
        self.node = node
        self.input = input ?? ""
        verb = arguments.first
        guest = arguments.dropFirst().first.flatMap { Int($0) }.flatMap(GuestID.init).map {
            GuestReference(id: $0, kind: kind, node: node)
        }
        read(arguments.dropFirst(2))
    }

    /// Behind `--` everything is a word; so is everything of a command to run.
    private mutating func read(_ arguments: ArraySlice<String>) {
        var rest = arguments
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                return
            }
            guard argument.hasPrefix("-"), words.isEmpty || verb != "exec" else {
                words.append(argument)
                continue
            }
            let option = argument.drop { $0 == "-" }
            if let sign = option.firstIndex(of: "=") {
                options[String(option[..<sign])] = String(option[option.index(after: sign)...])
            } else {
                options[String(option)] = rest.popFirst() ?? ""
            }
        }
    }
}
