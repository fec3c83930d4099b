/// Those who share work whose pieces do not depend on one another.
///
/// Who they are is said at the edge, where there are threads; here is only what is done. Answers come in the order of the
/// pieces, so nothing depends on how many workers there are, or on which is quicker.
package struct Workers: Sendable {
    /// Calls a body once for each of `0..<count`, in any order, several at once if it likes, and returns when all of
    /// these calls have returned.
    package typealias Perform = @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    /// How many pieces may be worked on at once.
    package let count: Int
    private let perform: Perform

    package init(count: Int, perform: @escaping Perform) {
        self.count = count
        self.perform = perform
    }

    /// One piece after another, by the caller itself.
    package static let one = Workers(count: 1) { count, body in
        for piece in 0..<count { body(piece) }
    }

    /// The answer to each piece, in their order.
    package func map<Piece: Sendable, Answer: Sendable>(
        _ pieces: [Piece], _ answer: @Sendable (Piece) -> Answer
    ) -> [Answer] {
        guard count > 1, pieces.count > 1 else { return pieces.map(answer) }
        var answers = [Answer?](repeating: nil, count: pieces.count)
        answers.withUnsafeMutableBufferPointer { buffer in
            let slots = Slots(buffer)
            perform(pieces.count) { slots[$0] = answer(pieces[$0]) }
        }
        let given = answers.compactMap(\.self)
        precondition(given.count == pieces.count, "workers return when every piece is done")
        return given
    }

    /// Things of one kind in pieces of a size at which handing out costs nothing, and nobody waits long for the last.
    package func pieces(of count: Int) -> [Range<Int>] {
        let size = max(Self.smallestPiece, (count + self.count * Self.piecesEach - 1) / (self.count * Self.piecesEach))
        return stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
    }

    private static let smallestPiece = 16
    private static let piecesEach = 8
}

/// Where answers are put.
///
/// Safe, because each piece has a slot of its own, and nobody looks before all pieces are done.
private struct Slots<Answer: Sendable>: @unchecked Sendable {
    private let buffer: UnsafeMutableBufferPointer<Answer?>

    init(_ buffer: UnsafeMutableBufferPointer<Answer?>) { self.buffer = buffer }

    subscript(place: Int) -> Answer? {
        get { buffer[place] }
        nonmutating set { buffer[place] = newValue }
    }
}
