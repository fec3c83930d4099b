/// The first check of a value: is it of its type at all.
enum TypeCheck {
    /// What is wrong, nil if nothing; a schema without type takes everything.
    static func failure(of value: ParameterValue, kind: ValueKind?) -> String? {
        guard let kind, kind != .any else { return nil }
        if isOf(kind, value) { return nil }
        return "type check ('\(kind.rawValue)') failed" + (detail(of: value, kind: kind) ?? "")
    }

    private static func isOf(_ kind: ValueKind, _ value: ParameterValue) -> Bool {
        switch (kind, value) {
        case (.array, .list), (.object, .object), (.boolean, .boolean), (.any, _): true
        case (.string, .text), (.string, .number): true
        case (.boolean, .text(let text)), (.boolean, .number(let text)): text == "1" || text == "0"
        case (.integer, .text(let text)), (.integer, .number(let text)): PerlText.isInteger(text)
        case (.number, .text(let text)), (.number, .number(let text)): PerlText.isNumber(text)
        case (.null, _), (.array, _), (.object, _), (.string, _), (.boolean, _), (.integer, _), (.number, _): false
        }
    }

    private static func detail(of value: ParameterValue, kind: ValueKind) -> String? {
        switch kind {
        case .null: " - value is not null"
        case .array, .object, .any: nil
        case .string, .boolean, .integer, .number:
            " - got " + (value.referenceName ?? "'\(value.scalarText ?? "")'")
        }
    }
}
