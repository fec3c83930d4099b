/// Why a text is not a JSON document that can be read, and where.
package struct JSONSyntaxError: Error, Sendable, Equatable {
    /// The kind of mistake, for programs.
    package let reason: Reason

    /// Where the reader stopped.
    package let position: JSONPosition

    /// A second place that explains the first: where a bracket was opened, where a key stood before.
    package let related: JSONPosition?

    /// The line of `position` without its line ending, for a caret under the column.
    package let lineText: String

    /// What is wrong, in one sentence.
    package var message: String { reason.message(related: related) }

    /// How to mend it, in one sentence, where that can be told.
    package var remedy: String? { reason.remedy }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// `line:column: message. remedy`, on one line.
    package var description: String {
        let place = "\(position.line):\(position.column): \(message)"
        return remedy.map { "\(place). \($0)" } ?? place
    }
}

extension JSONSyntaxError {
    /// The kinds of mistake that the reader tells apart.
    package enum Reason: Sendable, Equatable {
        case emptyDocument
        case byteOrderMark(encoding: String)
        case invalidUTF8
        case unexpectedCharacter(String, expected: Expectation)
        case unexpectedEnd(expected: Expectation)
        case unclosed(JSONBracket)
        case mismatchedBracket(found: JSONBracket, opened: JSONBracket)
        case trailingComma(before: JSONBracket)
        case missingComma(in: JSONBracket)
        case superfluousComma
        case missingColon(key: String)
        case missingValue(key: String)
        case unquotedKey(String)
        case singleQuotes
        case comment
        case unknownWord(String)
        case invalidNumber(NumberMistake)
        case unterminatedString
        case controlCharacter(UInt8)
        case invalidEscape(String)
        case loneSurrogate(String)
        case textAfterDocument
        case duplicateKey(String)
        case tooManyBytes(limit: Int)
        case tooDeep(limit: Int)
        case tooManyValues(limit: Int)
        case stringTooLong(limit: Int)
        case numberTooLong(limit: Int)
        case exponentTooLarge(limit: Int)
    }

    /// What would have been right at the place of an error.
    package enum Expectation: String, Sendable {
        case value = "a value"
        case key = "a key in double quotes"
        case colon = "':' after the key"
        case commaOrBrace = "',' or '}'"
        case commaOrBracket = "',' or ']'"
    }

    /// The ways in which people write numbers that JSON does not know.
    package enum NumberMistake: Sendable, Equatable {
        case leadingZero
        case leadingPlus
        case leadingDot
        case noDigitsAfterMinus
        case noDigitsAfterDot
        case noDigitsAfterExponent
        case hexadecimal
        case digitSeparator
        case notFinite(String)
        case unit(String)
    }
}
