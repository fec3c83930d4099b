import JSONSchema
import PhoenixModel

/// Checks a document against its schema, which is compiled only if it is needed; every violation is found.
func checkShape(_ file: SourceFile, _ schema: @autoclosure () -> ShapeSchema, _ findings: inout Findings) {
    guard findings.includeShapes else { return }
    for violation in schema().compiled.violations(in: file.document.root) {
        report(violation, in: file, &findings)
    }
}

private func report(_ violation: SchemaViolation, in file: SourceFile, _ findings: inout Findings) {
    let place = Diagnostic.Place(
        path: file.path, position: violation.position, pointer: violation.pointer, document: file.document)
    if violation.concernsSecret {
        findings.error(
            .secretNotAllowed, at: place, "A secret cannot stand here: only features and applications take secrets",
            remedy: "Write the value itself, or give the secret to a script under parameters")
        return
    }
    findings.error(
        violation.rule, at: place, violation.message,
        remedy: violation.advice ?? "Compare with schemas/ in the repository template")
}

extension SchemaViolation {
    /// The message where the whole document is a script's parameters.
    var sentenceOfParameters: String {
        let document = "The document "
        return message.hasPrefix(document) ? "The parameters " + message.dropFirst(document.count) : message
    }

    /// How to mend it, in the format's words where the validator has none.
    var advice: String? {
        if let remedy { return remedy }
        return switch code {
        case .belowMinimum(let limit, let isExclusive):
            "Write \(isExclusive ? "more than " : "")\(limit)\(isExclusive ? "" : " or more")"
        case .aboveMaximum(let limit, let isExclusive):
            "Write \(isExclusive ? "less than " : "")\(limit)\(isExclusive ? "" : " or less")"
        case .notInEnumeration(let allowed): "Write one of \(allowed.map(\.compactText).joined(separator: ", "))"
        case .wrongType(let expected, _): "Write \(expected.map(\.phrase).joined(separator: " or "))"
        case .tooShort, .tooFewItems, .tooFewKeys: "Add what is missing"
        case .tooLong, .tooManyItems, .tooManyKeys: "Take something away"
        default: nil
        }
    }

    /// The kind of problem, in the names of this program.
    var rule: Rule {
        switch code {
        case .unknownKey, .forbiddenKey: .unknownKey
        case .missingKeys, .missingDependentKeys: .missingKey
        case .wrongType: .wrongType
        case .belowMinimum, .aboveMaximum, .tooFewItems, .tooManyItems, .tooFewKeys, .tooManyKeys: .outOfRange
        default: .invalidValue
        }
    }

    /// The member of the document's root that the violation concerns; nil if it is the root itself.
    var topLevelName: String? {
        let tokens = pointer.split(separator: "/", maxSplits: 1)
        return tokens.first.map(String.init)
    }

    /// Whether `{"secret": "name"}` stands where a plain value should.
    fileprivate var concernsSecret: Bool {
        if case .unknownKey("secret", _) = code { return instance.isSecretReference }
        return key == nil && instance.isSecretReference
    }
}

extension JSONValue {
    fileprivate var isSecretReference: Bool { object?.count == 1 && self["secret"]?.string != nil }
}

extension SchemaType {
    fileprivate var phrase: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "text in double quotes"
        case .array: "a list in brackets"
        case .object: "an object in braces"
        }
    }
}
