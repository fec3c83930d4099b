/// The few commands that every simulated guest knows: enough to look around and to move files.
struct InteriorCommands {
    var interior: Interior
    let hostName: String
    let input: String
    /// What `sleep` adds to the usual time.
    private(set) var sleepSeconds = 0.0

    init(_ interior: Interior, hostName: String, input: String = "") {
        self.interior = interior
        self.hostName = hostName
        self.input = input
    }

    mutating func run(_ words: [String]) -> CommandOutcome {
        guard let path = words.first else { return CommandOutcome() }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let arguments = Array(words.dropFirst())
        switch name {
        case "true", "sync", "systemctl": return CommandOutcome()
        case "false": return CommandOutcome(exitCode: 1)
        case "echo": return CommandOutcome(output: arguments.joined(separator: " ") + "\n")
        case "hostname": return CommandOutcome(output: hostName + "\n")
        case "whoami": return CommandOutcome(output: "root\n")
        case "id": return CommandOutcome(output: arguments == ["-u"] ? "0\n" : "uid=0(root) gid=0(root)\n")
        case "uname": return CommandOutcome(output: arguments.contains("-r") ? "6.1.0-32-amd64\n" : "Linux\n")
        case "sleep":
            sleepSeconds += arguments.first.flatMap(Double.init) ?? 0
            return CommandOutcome()
        case "cat": return cat(arguments)
        case "tee": return tee(arguments)
        case "test", "[": return test(arguments.filter { $0 != "]" })
        case "ls": return list(arguments.last { !$0.hasPrefix("-") } ?? "/")
        case "rm": return remove(arguments.filter { !$0.hasPrefix("-") })
        case "mkdir", "chmod", "chown", "touch": return touch(name, arguments)
        case "sh", "bash": return shell(arguments)
        default: return .unknown(name)
        }
    }

    private func cat(_ paths: [String]) -> CommandOutcome {
        guard !paths.isEmpty else { return CommandOutcome(output: input) }
        var outcome = CommandOutcome()
        for path in paths {
            if let text = interior.files[path] {
                outcome.output += text
            } else {
                outcome.exitCode = 1
                outcome.errors += "cat: \(path): No such file or directory\n"
            }
        }
        return outcome
    }

    private mutating func tee(_ arguments: [String]) -> CommandOutcome {
        for path in arguments where !path.hasPrefix("-") {
            let before = arguments.contains("-a") ? interior.files[path] ?? "" : ""
            interior.files[path] = before + input
        }
        return CommandOutcome(output: input)
    }

    private func test(_ arguments: [String]) -> CommandOutcome {
        guard arguments.count == 2, let path = arguments.last else { return CommandOutcome(exitCode: 2) }
        let isFile = interior.files[path] != nil
        let isFolder = interior.files.keys.contains { $0.hasPrefix(path.hasSuffix("/") ? path : path + "/") }
        let holds =
            switch arguments[0] {
            case "-e": isFile || isFolder
            case "-f", "-r", "-s", "-x": isFile
            case "-d": isFolder || path == "/"
            case "-n": !path.isEmpty
            case "-z": path.isEmpty
            default: false
            }
        return CommandOutcome(exitCode: holds ? 0 : 1)
    }

    private func list(_ path: String) -> CommandOutcome {
        if interior.files[path] != nil { return CommandOutcome(output: path + "\n") }
        let folder = path.hasSuffix("/") ? path : path + "/"
        let names = Set(
            interior.files.keys.filter { $0.hasPrefix(folder) }.compactMap { file in
                file.dropFirst(folder.count).split(separator: "/").first.map(String.init)
            })
        guard !names.isEmpty || folder == "/" else {
            return CommandOutcome(exitCode: 2, errors: "ls: cannot access '\(path)': No such file or directory\n")
        }
        return CommandOutcome(output: names.sorted().map { $0 + "\n" }.joined())
    }

    private mutating func remove(_ paths: [String]) -> CommandOutcome {
        for path in paths {
            interior.files = interior.files.filter { $0.key != path && !$0.key.hasPrefix(path + "/") }
        }
        return CommandOutcome()
    }

    /// Folders and modes are not kept; an empty file is.
    private mutating func touch(_ name: String, _ arguments: [String]) -> CommandOutcome {
        guard name == "touch" else { return CommandOutcome() }
        for path in arguments where !path.hasPrefix("-") && interior.files[path] == nil { interior.files[path] = "" }
        return CommandOutcome()
    }

    /// `sh -c`: commands joined by `&&` or `;`, words in quotes, and output into a file.
    private mutating func shell(_ arguments: [String]) -> CommandOutcome {
        guard let flag = arguments.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
            flag + 1 < arguments.count
        else { return arguments.isEmpty ? script(input) : .unknown(arguments[0]) }
        return script(arguments[flag + 1])
    }

    private mutating func script(_ text: String) -> CommandOutcome {
        var total = CommandOutcome()
        for command in ShellWords.commands(in: text) {
            if command.needsSuccess, total.exitCode != 0 { continue }
            var outcome = run(command.words)
            if let target = command.target {
                let before = command.appends ? interior.files[target] ?? "" : ""
                if target != "/dev/null" { interior.files[target] = before + outcome.output }
                outcome.output = ""
            }
            if command.words.first == "exit" {
                total.exitCode = command.words.dropFirst().first.flatMap(Int.init) ?? total.exitCode
                return total
            }
            total.exitCode = outcome.exitCode
            total.output += outcome.output
            total.errors += outcome.errors
        }
        return total
    }
}

/// The words of a simple shell script.
enum ShellWords {
    struct Command {
        var words: [String] = []
        /// Whether it runs only if the one before it succeeded.
        var needsSuccess = false
        /// The file that takes its output.
        var target: String?
        var appends = false
    }

    static func commands(in text: String) -> [Command] {
        var commands: [Command] = []
        var current = Command()
        var takesTarget = false
        for token in tokens(of: text) {
            switch token {
            case .separator(let isConditional):
                if !current.words.isEmpty { commands.append(current) }
                current = Command(needsSuccess: isConditional)
            case .redirection(let appends):
                takesTarget = true
                current.appends = appends
            case .word(let word) where takesTarget:
                current.target = word
                takesTarget = false
            case .word(let word): current.words.append(word)
            }
        }
        return current.words.isEmpty ? commands : commands + [current]
    }

    private enum Token {
        case word(String)
        case separator(isConditional: Bool)
        case redirection(appends: Bool)
    }

    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var word: String?
        var quote: Character?
        var rest = Substring(text)
        func close() {
            if let ended = word { tokens.append(.word(ended)) }
            word = nil
        }
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                continue
            }
            switch character {
            case "'", "\"":
                quote = character
                word = word ?? ""
            case "\n", ";":
                close()
                tokens.append(.separator(isConditional: false))
            case "&" where rest.first == "&":
                rest.removeFirst()
                close()
                tokens.append(.separator(isConditional: true))
            case ">":
                close()
                let appends = rest.first == ">"
                if appends { rest.removeFirst() }
                tokens.append(.redirection(appends: appends))
            case _ where character.isWhitespace: close()
            default: word = (word ?? "") + String(character)
            }
        }
        close()
        return tokens
    }
}
