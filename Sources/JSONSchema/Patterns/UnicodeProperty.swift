/// A property that `\p{…}` names: a general category, or one of the yes-or-no properties of ECMA-262.
enum UnicodeProperty: Sendable {
    case categories(Set<Unicode.GeneralCategory>)
    case binary(@Sendable (Unicode.Scalar.Properties) -> Bool)
    case ascii
    case any
    case assigned

    /// Reads `Lu`, `Letter`, `General_Category=Letter`, `gc=L` or `Alphabetic`; nil when it is not known.
    ///
    /// Scripts are not known: the standard library has no table of them.
    init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard parts[0] == "General_Category" || parts[0] == "gc" else { return nil }
            guard let categories = Self.categories(String(parts[1])) else { return nil }
            self = .categories(categories)
            return
        }
        if let categories = Self.categories(text) {
            self = .categories(categories)
        } else if let special = Self.special(text) {
            self = special
        } else {
            return nil
        }
    }

    func contains(_ value: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(value) else { return false }
        return switch self {
        case .categories(let categories): categories.contains(scalar.properties.generalCategory)
        case .binary(let holds): holds(scalar.properties)
        case .ascii: scalar.isASCII
        case .any: true
        case .assigned: scalar.properties.generalCategory != .unassigned
        }
    }

    private static func special(_ name: String) -> UnicodeProperty? {
        switch name {
        case "Any": .any
        case "ASCII": .ascii
        case "Assigned": .assigned
        case "Alphabetic", "Alpha": .binary { $0.isAlphabetic }
        case "Uppercase", "Upper": .binary { $0.isUppercase }
        case "Lowercase", "Lower": .binary { $0.isLowercase }
        case "White_Space", "space": .binary { $0.isWhitespace }
        case "ASCII_Hex_Digit", "AHex": .binary { $0.isASCIIHexDigit }
        case "Hex_Digit", "Hex": .binary { $0.isHexDigit }
        case "ID_Start", "IDS": .binary { $0.isIDStart }
        case "ID_Continue", "IDC": .binary { $0.isIDContinue }
        case "XID_Start", "XIDS": .binary { $0.isXIDStart }
        case "XID_Continue", "XIDC": .binary { $0.isXIDContinue }
        case "Emoji": .binary { $0.isEmoji }
        case "Emoji_Presentation", "EPres": .binary { $0.isEmojiPresentation }
        case "Emoji_Modifier", "EMod": .binary { $0.isEmojiModifier }
        case "Ideographic", "Ideo": .binary { $0.isIdeographic }
        case "Math": .binary { $0.isMath }
        case "Dash": .binary { $0.isDash }
        case "Diacritic", "Dia": .binary { $0.isDiacritic }
        default: nil
        }
    }

    private static func categories(_ name: String) -> Set<Unicode.GeneralCategory>? {
        if let one = single[name] { return [one] }
        let group = groups.first { $0.names.contains(name) }
        return group?.categories
    }

    private struct Group: Sendable {
        let names: [String]
        let categories: Set<Unicode.GeneralCategory>
    }

    private static let groups = [
        Group(
            names: ["L", "Letter"],
            categories: [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]),
        Group(
            names: ["LC", "Cased_Letter"], categories: [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter]),
        Group(
            names: ["M", "Mark", "Combining_Mark"], categories: [.nonspacingMark, .spacingMark, .enclosingMark]),
        Group(names: ["N", "Number"], categories: [.decimalNumber, .letterNumber, .otherNumber]),
        Group(
            names: ["P", "Punctuation", "punct"],
            categories: [
                .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                .initialPunctuation, .finalPunctuation, .otherPunctuation,
            ]),
        Group(
            names: ["S", "Symbol"], categories: [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]),
        Group(names: ["Z", "Separator"], categories: [.spaceSeparator, .lineSeparator, .paragraphSeparator]),
        Group(names: ["C", "Other"], categories: [.control, .format, .surrogate, .privateUse, .unassigned]),
    ]

    private static let single: [String: Unicode.GeneralCategory] = [
        "Lu": .uppercaseLetter, "Uppercase_Letter": .uppercaseLetter,
        "Ll": .lowercaseLetter, "Lowercase_Letter": .lowercaseLetter,
        "Lt": .titlecaseLetter, "Titlecase_Letter": .titlecaseLetter,
        "Lm": .modifierLetter, "Modifier_Letter": .modifierLetter,
        "Lo": .otherLetter, "Other_Letter": .otherLetter,
        "Mn": .nonspacingMark, "Nonspacing_Mark": .nonspacingMark,
        "Mc": .spacingMark, "Spacing_Mark": .spacingMark,
        "Me": .enclosingMark, "Enclosing_Mark": .enclosingMark,
        "Nd": .decimalNumber, "Decimal_Number": .decimalNumber, "digit": .decimalNumber,
        "Nl": .letterNumber, "Letter_Number": .letterNumber,
        "No": .otherNumber, "Other_Number": .otherNumber,
        "Pc": .connectorPunctuation, "Connector_Punctuation": .connectorPunctuation,
        "Pd": .dashPunctuation, "Dash_Punctuation": .dashPunctuation,
        "Ps": .openPunctuation, "Open_Punctuation": .openPunctuation,
        "Pe": .closePunctuation, "Close_Punctuation": .closePunctuation,
        "Pi": .initialPunctuation, "Initial_Punctuation": .initialPunctuation,
        "Pf": .finalPunctuation, "Final_Punctuation": .finalPunctuation,
        "Po": .otherPunctuation, "Other_Punctuation": .otherPunctuation,
        "Sm": .mathSymbol, "Math_Symbol": .mathSymbol,
        "Sc": .currencySymbol, "Currency_Symbol": .currencySymbol,
        "Sk": .modifierSymbol, "Modifier_Symbol": .modifierSymbol,
        "So": .otherSymbol, "Other_Symbol": .otherSymbol,
        "Zs": .spaceSeparator, "Space_Separator": .spaceSeparator,
        "Zl": .lineSeparator, "Line_Separator": .lineSeparator,
        "Zp": .paragraphSeparator, "Paragraph_Separator": .paragraphSeparator,
        "Cc": .control, "Control": .control, "cntrl": .control,
        "Cf": .format, "Format": .format,
        "Cs": .surrogate, "Surrogate": .surrogate,
        "Co": .privateUse, "Private_Use": .privateUse,
        "Cn": .unassigned, "Unassigned": .unassigned,
    ]
}
