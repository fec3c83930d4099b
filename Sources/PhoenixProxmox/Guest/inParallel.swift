/// Does the same for several, so many at a time; the results come in the order of the questions.
func inParallel<Question: Sendable, Answer: Sendable>(
    _ questions: [Question], limit: Int, _ answer: @escaping @Sendable (Question) async -> Answer
) async -> [Answer] {
    await withTaskGroup(of: (Int, Answer).self) { group in
        var waiting = questions.indices.makeIterator()
        func begin(_ place: Int) {
            group.addTask { (place, await answer(questions[place])) }
        }
        for _ in 0..<min(limit, questions.count) { if let place = waiting.next() { begin(place) } }
        var answers: [Answer?] = Array(repeating: nil, count: questions.count)
        while let (place, answer) = await group.next() {
            answers[place] = answer
            if let place = waiting.next() { begin(place) }
        }
        return answers.compactMap(\.self)
    }
}
