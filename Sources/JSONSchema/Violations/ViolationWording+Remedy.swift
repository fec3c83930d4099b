extension ViolationWording {
    /// How to mend it; nil where the message says it already.
    var remedy: String? {
        switch code {
        case .wrongType(let expected, let actual): remedy(forType: actual, expected: expected)
        case .notInEnumeration(let allowed): suggestion(among: allowed)
        case .notConstant(let expected): "Write \(Self.shown(expected))"
        case .unknownKey(let name, let known): remedy(forUnknownKey: name, known: known)
        case .forbiddenKey, .forbiddenItem: "Remove it"
        case .missingKeys(let keys), .missingDependentKeys(let keys, _):
            keys.count == 1 ? "Add it" : "Add them"
        case .repeatedItem: "Remove one of the two"
        case .missingAnyOf: "Add what one of the alternatives needs"
        case .formatMismatch(let format): format.example.map { "Write it like \($0)" }
        case .forbiddenTogether(let keys): keys.count == 1 ? "Remove it" : "Remove one of them"
        default: nil
        }
    }

    private func remedy(forUnknownKey name: String, known: [String]) -> String {
        if let meant = Spelling.suggestion(for: name, among: known) {
            return "Did you mean \(Quoted.name(meant))?"
        }
        let isShortList = !known.isEmpty && known.count <= 8
        return isShortList
            ? "Known here: \(Quoted.list(known.map(Quoted.name), joinedBy: "and"))" : "Remove it, or check its spelling"
    }

    private func suggestion(among allowed: [JSONText]) -> String? {
        guard let written = value.string else { return nil }
        let texts = allowed.compactMap { value -> String? in
            if case .string(let text) = value { text } else { nil }
        }
        return Spelling.suggestion(for: written, among: texts).map { "Did you mean \(Quoted.text($0))?" }
    }

    private func remedy(forType actual: SchemaType, expected: [SchemaType]) -> String? {
        switch actual {
        case .integer, .number, .boolean:
            let written = Quoted.excerpt(value.sourceText)
            if expected.contains(.string) { return "Put it in double quotes: \"\(written)\"" }
        case .string:
            if let mended = remedy(forText: value.string ?? "", expected: expected) { return mended }
        case .null: return "Give it a value, or remove the key"
        case .array, .object: return nil
        }
        return expected == [.array] ? "Put it in brackets: [\(Quoted.excerpt(value.sourceText))]" : nil
    }

    private func remedy(forText text: String, expected: [SchemaType]) -> String? {
        if let number = JSONDecimal(text) {
            let fits = expected.contains(.number) || expected.contains(.integer) && number.isWhole
            if fits { return "Remove the quotes: \(Quoted.excerpt(text))" }
        }
        guard expected.contains(.boolean) else { return nil }
        switch text.lowercased() {
        case "true", "yes", "on", "1": return "Write true, without quotes"
        case "false", "no", "off", "0": return "Write false, without quotes"
        default: return nil
        }
    }
}
