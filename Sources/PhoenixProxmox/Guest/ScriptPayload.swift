import PhoenixModel

/// A script on its way into a guest, with its parameters: what the program's verb `run` reads.
///
/// The first line holds two counts: the lines of the environment and the lines of the script. They part the two, and tell
/// whether all of it arrived.
struct ScriptPayload: Sendable {
    let timeoutSeconds: Int
    /// `check`, `install`, `remove`, `application` or `health`.
    let part: String
    /// The feature's, application's or health check's name.
    let name: String
    /// May hold secrets.
    let bytes: [UInt8]

    /// - Parameter secret: the value of a secret, or why there is none.
    init(_ run: ScriptRun, secret: SecretResolver) throws(Failure) {
        timeoutSeconds = run.timeoutSeconds
        (part, name) = run.purpose.words
        var environment = ""
        for parameter in run.parameters {
            environment += "export \(try Self.name(parameter, of: run.script))="
            environment += "\(Self.quoted(try Self.value(parameter, of: run.script, secret)))\n"
        }
        var script = run.script.text
        if !script.utf8.isEmpty, script.utf8.last != UInt8(ascii: "\n") { script += "\n" }
        let text = "\(Self.lineCount(environment)) \(Self.lineCount(script))\n\(environment)\(script)"
        guard !text.utf8.contains(0) else {
            throw Self.unusable(
                "\(run.script.path) or a parameter of it holds a NUL, which no shell can read", "remove it")
        }
        guard text.utf8.count <= Self.limitBytes else {
            throw Self.unusable(
                "\(run.script.path) and its parameters are larger than \(Self.limitBytes / 1024 / 1024) MiB",
                "let the script download what it needs")
        }
        bytes = Array(text.utf8)
    }

    /// Nobody writes more by hand, and a machine takes it in pieces of 40 KiB.
    private static let limitBytes = 4 * 1024 * 1024

    private static func lineCount(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// As one word of a shell, whatever it holds. Bytes, because a quote and an accent behind it are one character.
    private static func quoted(_ text: String) -> String {
        let quote = UInt8(ascii: "'")
        let bytes = text.utf8.flatMap { $0 == quote ? Array(#"'\''"#.utf8) : [$0] }
        return "'" + String(decoding: bytes, as: UTF8.self) + "'"
    }

    private static func name(_ parameter: Parameter, of script: Script) throws(Failure) -> String {
        let name = parameter.variable
        let isName =
            name.utf8.allSatisfy { byte in
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            } && name.first.map { !$0.isNumber } ?? false
        guard isName else {
            throw unusable(
                "'\(name)', a parameter of \(script.path), cannot be the name of an environment variable",
                "name it with letters, digits and underscores")
        }
        return name
    }

    private static func value(
        _ parameter: Parameter, of script: Script, _ secret: SecretResolver
    ) throws(Failure) -> String {
        switch parameter.value {
        case .text(let text): text
        case .secret(let name): try secret(name).reveal()
        }
    }

    private static func unusable(_ message: String, _ remedy: String) -> Failure {
        Failure(.repositoryInvalid, message, remedy: remedy)
    }
}

extension ScriptPayload: CustomStringConvertible, CustomReflectable {
    /// What it is for; what it holds may be secret.
    var description: String { "\(part) \(name)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

extension ScriptRun.Purpose {
    fileprivate var words: (part: String, name: String) {
        switch self {
        case .check(let feature): ("check", feature.text)
        case .install(let feature): ("install", feature.text)
        case .remove(let feature): ("remove", feature.text)
        case .application(let application): ("application", application.text)
        case .health(let name): ("health", name)
        }
    }
}
