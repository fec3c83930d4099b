/// Why a pattern cannot be used.
package struct PatternSyntaxError: Error, Sendable, Equatable {
    /// The whole pattern as written.
    package let pattern: String
    /// 0-based, in Unicode scalars of the pattern.
    package let offset: Int
    /// The kind of mistake, for programs.
    package let reason: Reason

    /// The kinds of mistake that the parser tells apart.
    package enum Reason: Sendable, Equatable {
        case unexpectedCharacter(Character)
        case unclosedGroup
        case unclosedClass
        case nothingToRepeat
        case invalidRange
        case invalidRepetition
        case invalidEscape(String)
        case invalidGroupName
        case unknownGroupName(String)
        case unknownProperty(String)
        case unsupportedGroup(String)
        case backreference
        case tooDeep(limit: Int)
        case tooLarge(limit: Int)
    }

    /// What is wrong, as the end of a sentence.
    package var message: String {
        switch reason {
        case .unexpectedCharacter(let found): "'\(found)' cannot stand here; write \\\(found) for the character itself"
        case .unclosedGroup: "the group is not closed with ')'"
        case .unclosedClass: "the character class is not closed with ']'"
        case .nothingToRepeat: "there is nothing to repeat before this"
        case .invalidRange: "the range in the character class runs backwards or has a class as its end"
        case .invalidRepetition: "the repetition is not {n}, {n,} or {n,m} with n at most m"
        case .invalidEscape(let escape): "\(escape) is not an escape of ECMA-262"
        case .invalidGroupName: "the group name is malformed or given twice"
        case .unknownGroupName(let name): "no group is named \(name)"
        case .unknownProperty(let name): "\(name) is not a character property that is known here"
        case .unsupportedGroup(let text): "\(text) is not a group of ECMA-262 that is supported here"
        case .backreference: "references back to a group are not supported, as their matching time has no bound"
        case .tooDeep(let limit): "groups stand more than \(limit) deep inside one another"
        case .tooLarge(let limit):
            "the pattern is too large: with its repetitions written out it has over \(limit) parts"
        }
    }
}
