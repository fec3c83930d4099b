import JSONSchema
import Synchronization

/// A regular expression of the schema that must match a whole value, as Perl's `m/^…$/` does.
///
/// The expression is compiled at its first use: most of the schema's patterns are never asked.
final class PerlPattern: Sendable {
    /// As the schema writes it, in Perl's dialect.
    let source: String
    private let ignoresCase: Bool
    private let program = Mutex<Program?>(nil)

    /// Most steps of one match, a few milliseconds' worth: bodies end at 512 KiB and patterns are short.
    private static let maximumSteps = 2_000_000

    private enum Program {
        case compiled(CompiledSchema)
        /// No value is accepted then; a test compiles every pattern of the schema, so none is.
        case unreadable
    }

    init(_ source: String, ignoringCase ignoresCase: Bool = false) {
        self.source = source
        self.ignoresCase = ignoresCase
    }

    /// Whether the whole value matches; one line break at its end is not looked at, because Perl's `$` stands before it.
    func matches(_ value: String) -> Bool {
        let program = program.withLock { program in
            let compiled = program ?? Self.compile(source, ignoringCase: ignoresCase)
            program = compiled
            return compiled
        }
        guard case .compiled(let schema) = program,
            let document = try? JSONDocument.parse(text: JSONText.string(value).compactText, limits: Self.limits)
        else { return false }
        return schema.accepts(document.root)
    }

    /// False when the pattern is beyond what is understood here.
    var isReadable: Bool {
        if case .compiled = Self.compile(source, ignoringCase: ignoresCase) { true } else { false }
    }

    /// Values come out of bodies that have limits of their own; escaping makes them six times longer at most.
    private static let limits = {
        var limits = JSONLimits.standard
        limits.maximumStringBytes = limits.maximumBytes
        return limits
    }()

    private static func compile(_ source: String, ignoringCase ignoresCase: Bool) -> Program {
        var options = SchemaOptions(checksMetaschema: false)
        options.maximumPatternSteps = maximumSteps
        let pattern = PerlPatternTranslation.wholeMatch(source, ignoringCase: ignoresCase)
        let schema = JSONText.object([.init("pattern", .string(pattern))]).compactText
        guard let compiled = try? CompiledSchema.compile(text: schema, options: options) else { return .unreadable }
        return .compiled(compiled)
    }
}
