extension PropertyFormat {
    /// Takes a text apart; aliases are replaced by the keys they stand for, and booleans become 1 or 0.
    func parse(
        _ text: String, at path: String, catalog: FormatCatalog
    ) throws(PropertyStringError) -> [String: String] {
        var values: [String: String] = [:]
        var hasTakenDefault = false
        for part in PerlText.parts(of: text, at: ",") {
            if PerlText.withoutLastLineBreak(part).allSatisfy(PerlText.isSpace) { continue }
            guard let equals = part.firstIndex(of: "=") else {
                try takeDefault(part, into: &values, hasTakenDefault: &hasTakenDefault)
                continue
            }
            // A value is one line that is not empty; one line break at its end is dropped.
            let value = PerlText.withoutLastLineBreak(String(part[part.index(after: equals)...]))
            guard equals > part.startIndex, !value.isEmpty, !value.contains("\n") else {
                throw .malformed("missing key in comma-separated list property\n")
            }
            try take(String(value), for: String(part[..<equals]), into: &values)
        }
        var check = ParameterCheck(catalog: catalog)
        check.check(values.mapValues(ParameterValue.text), against: keys, at: path)
        guard check.errors.isEmpty else { throw .invalid(check.errors) }
        return try PropertyStringValidation.validated(values, of: name, catalog)
    }

    private func take(
        _ value: String, for key: String, into values: inout [String: String]
    ) throws(PropertyStringError) {
        if values[key] != nil { throw .duplicate(key) }
        var key = key
        if let schema = keys[key], let target = schema.aliasTarget {
            if let nameKey = schema.keyAliasTarget {
                if values[nameKey] != nil { throw .malformed("key alias '\(nameKey)' is already defined\n") }
                values[nameKey] = key
            }
            key = target
            if values[key] != nil { throw .malformed("key '\(key)' is already defined (via alias)\n") }
        }
        values[key] = keys[key]?.kind == .boolean ? Self.booleanText(value) : value
    }

    private func takeDefault(
        _ value: String, into values: inout [String: String], hasTakenDefault: inout Bool
    ) throws(PropertyStringError) {
        guard let defaultKey else {
            throw .malformed("value without key, but schema does not define a default key\n")
        }
        // What Perl takes for false may be replaced, but only by the first value without key.
        if hasTakenDefault || values[defaultKey].map(PerlText.isTrue) == true { throw .duplicate(defaultKey) }
        hasTakenDefault = true
        values[defaultKey] = keys[defaultKey]?.kind == .boolean ? Self.booleanText(value) : value
    }

    /// Inside property strings booleans may also be words, in any case.
    private static func booleanText(_ text: String) -> String {
        switch String(PerlText.withoutLastLineBreak(text)).lowercased() {
        case "1", "on", "yes", "true": "1"
        case "0", "off", "no", "false": "0"
        default: text
        }
    }
}
