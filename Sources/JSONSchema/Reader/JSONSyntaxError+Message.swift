extension JSONSyntaxError.Reason {
    func message(related: JSONPosition?) -> String {
        let relatedLine = related.map { "line \($0.line), column \($0.column)" } ?? "an earlier place"
        return switch self {
        case .emptyDocument: "The document is empty"
        case .byteOrderMark(let encoding): "The document begins with a byte order mark (\(encoding))"
        case .invalidUTF8: "These bytes are not valid UTF-8"
        case .unexpectedCharacter(let found, let expected): "Found \(found) where \(expected.rawValue) should stand"
        case .unexpectedEnd(let expected): "The document ends where \(expected.rawValue) should stand"
        case .unclosed(let bracket): "The \(bracket.noun) opened at \(relatedLine) is never closed"
        case .mismatchedBracket(let found, let opened):
            "'\(found.closing)' cannot close the \(opened.noun) opened at \(relatedLine)"
        case .trailingComma(let bracket): "A comma stands after the last entry of the \(bracket.noun)"
        case .missingComma(let bracket): "A comma is missing between two entries of the \(bracket.noun)"
        case .superfluousComma: "A comma stands where a value or key should stand"
        case .missingColon(let key): "The key \(Quoted.text(key)) is not followed by ':'"
        case .missingValue(let key): "The key \(Quoted.text(key)) has no value"
        case .unquotedKey(let key): "The key \(key) is not in double quotes"
        case .singleQuotes: "Text stands in single quotes"
        case .comment: "JSON has no comments"
        case .unknownWord(let word): "\(word) is not a JSON value"
        case .invalidNumber(let mistake): mistake.message
        case .unterminatedString: "The string is not closed before the end of its line"
        case .controlCharacter(let byte): "The string holds the control character \(Quoted.scalar(byte))"
        case .invalidEscape(let escape): "\(escape) is not an escape that JSON knows"
        case .loneSurrogate(let escape): "\(escape) is half of a surrogate pair, which stands for no character"
        case .textAfterDocument: "Text follows after the end of the document's value"
        case .duplicateKey(let key): "The key \(Quoted.text(key)) was already given at \(relatedLine)"
        case .tooManyBytes(let limit): "The document is larger than \(limit) bytes"
        case .tooDeep(let limit): "Arrays and objects stand more than \(limit) deep inside one another"
        case .tooManyValues(let limit): "The document holds more than \(limit) values and keys"
        case .stringTooLong(let limit): "The string is longer than \(limit) bytes"
        case .numberTooLong(let limit): "The number is longer than \(limit) characters"
        case .exponentTooLarge(let limit): "The exponent is beyond \(limit)"
        }
    }

    var remedy: String? {
        switch self {
        case .emptyDocument: "Write a value, at least {}"
        case .byteOrderMark: "Save the file as UTF-8 without a byte order mark"
        case .invalidUTF8: "Save the file as UTF-8"
        case .unclosed(let bracket): "Add '\(bracket.closing)'"
        case .mismatchedBracket(_, let opened): "Close the \(opened.noun) with '\(opened.closing)' first"
        case .trailingComma, .superfluousComma: "Remove the comma"
        case .missingComma: "Put ',' after the entry before this one"
        case .missingColon: "Put ':' between key and value"
        case .missingValue: "Write a value after the ':', or remove the key"
        case .unquotedKey(let key): "Write \(Quoted.text(key))"
        case .singleQuotes: "Use double quotes"
        case .comment: "Remove the comment"
        case .unknownWord(let word): Self.remedy(forWord: word)
        case .invalidNumber(let mistake): mistake.remedy
        case .unterminatedString: "Close it with '\"'; a line break inside a string is written \\n"
        case .controlCharacter(let byte): "Write it as \(Quoted.escape(of: byte))"
        case .invalidEscape:
            #"Write a backslash itself as \\; the escapes are \" \\ \/ \b \f \n \r \t and \u with 4 digits"#
        case .loneSurrogate: #"Write both halves (\ud83d\ude00), or the character itself"#
        case .textAfterDocument: "Remove it; a document is one value"
        case .duplicateKey: "Remove one of the two"
        case .exponentTooLarge, .numberTooLong: "Write a number of usual size, or put it in double quotes"
        case .tooDeep: "Flatten the document"
        case .tooManyBytes, .tooManyValues: "Split the document"
        case .unexpectedCharacter, .unexpectedEnd, .stringTooLong: nil
        }
    }

    private static func remedy(forWord word: String) -> String {
        switch word.lowercased() {
        case "true", "yes", "on": "Write true"
        case "false", "no", "off": "Write false"
        case "null", "none", "nil", "undefined": "Write null"
        default: "Put text in double quotes: \(Quoted.text(word))"
        }
    }
}

extension JSONSyntaxError.NumberMistake {
    var message: String {
        switch self {
        case .leadingZero: "A number cannot begin with 0 before other digits"
        case .leadingPlus: "A number cannot begin with '+'"
        case .leadingDot: "A number cannot begin with '.'"
        case .noDigitsAfterMinus: "No digit follows the '-'"
        case .noDigitsAfterDot: "No digit follows the '.'"
        case .noDigitsAfterExponent: "No digit follows the exponent sign"
        case .hexadecimal: "JSON has no hexadecimal or octal numbers"
        case .digitSeparator: "JSON numbers have no '_' between digits"
        case .notFinite(let word): "\(word) is not a JSON number"
        case .unit(let word): "The number is followed directly by \(word)"
        }
    }

    var remedy: String {
        switch self {
        case .leadingZero: "Remove the leading zeros, or put the digits in double quotes"
        case .leadingPlus: "Remove the '+'"
        case .leadingDot: "Write 0 before the '.'"
        case .noDigitsAfterMinus: "Write a digit after the '-'"
        case .noDigitsAfterDot: "Write a digit after the '.', or remove the '.'"
        case .noDigitsAfterExponent: "Write a digit there, or remove the exponent"
        case .hexadecimal: "Write it as a decimal number"
        case .digitSeparator: "Remove the '_'"
        case .notFinite: "Write a finite number, or null"
        case .unit: "Put the whole text in double quotes, or leave only the number"
        }
    }
}
