package import PhoenixModel

/// Something that reads bytes of others: it makes cases by chance, and judges what became of each.
package protocol FuzzSubject {
    /// Another case; the same for the same chance.
    mutating func makeCase(_ chance: inout SeededGenerator) throws -> FuzzCase

    /// Lets the case be read. Throws a `FuzzFault` if what must hold did not.
    mutating func judge(_ fuzzCase: FuzzCase) async throws -> FuzzVerdict
}

/// What became of a case.
package enum FuzzVerdict: Sendable {
    case accepted
    /// Refused as it should be: with a sentence, and nothing changed.
    case refused
}

/// What must hold did not, as a sentence.
package struct FuzzFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

/// Throws the sentence unless the condition holds.
package func require(_ condition: Bool, _ sentence: @autoclosure () -> String) throws(FuzzFault) {
    guard condition else { throw FuzzFault(sentence()) }
}

/// A refusal has words: what happened, and what to do.
package func requireSentence(_ failure: Failure) throws(FuzzFault) {
    try require(!failure.message.isEmpty && !failure.remedy.isEmpty, "a failure without words: \(failure.code)")
}
