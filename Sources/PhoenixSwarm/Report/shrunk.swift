import PhoenixModel

/// The shortest story found that breaks the same promise: parts are left out as long as it still does.
func shrunk(_ performance: Performance, _ mutant: Mutant?) async throws(Failure) -> Performance {
    guard let promise = performance.breaches.first?.promise else { return performance }
    var best = performance
    var tries = 0
    var isShorter = true
    while isShorter, tries < mostTries {
        isShorter = false
        for part in best.story.parts where tries < mostTries {
            tries += 1
            let next = try await best.story.without([part]).performed(mutant)
            if next.breaches.contains(where: { $0.promise == promise }) {
                best = next
                isShorter = true
            }
        }
    }
    return best
}

/// Each try plays a story, which takes milliseconds; a story has about twenty parts.
private let mostTries = 400
