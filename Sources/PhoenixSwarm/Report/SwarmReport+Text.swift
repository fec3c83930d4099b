extension SwarmReport {
    /// What people are told: what was played, and for each promise that was not kept the shortest story found.
    ///
    /// - Parameter seconds: how long it took; nil leaves out what differs from run to run.
    package func text(seconds: Double? = nil) -> String {
        let hours = simulatedMilliseconds / 3_600_000
        var lines = [
            "\(stories) stories from seed \(seed): \(syncs) syncs, \(calls) calls, \(hours) simulated hours",
            "\(checks) checks of \(Promise.allCases.count) promises; trace \(trace.text)",
        ]
        if let seconds, seconds > 0 {
            let perMinute = Int(Double(stories) * 60 / seconds)
            let pace = Int(Double(simulatedMilliseconds) / 1000 / seconds)
            lines.append(
                "in \(Int(seconds.rounded(.up))) s: \(perMinute) stories a minute, \(pace) times as fast as time")
        }
        let met = Sometimes.all.count - neverMet.count
        lines.append("met \(met) of \(Sometimes.all.count) situations that a large swarm meets")
        // The list of what a few stories have not met is long, and says nothing.
        if (1...20).contains(neverMet.count) { lines.append("never met: \(neverMet.joined(separator: ", "))") }
        for failure in failures { lines.append("\n" + failure.text) }
        if failures.isEmpty { lines.append("every promise was kept") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Performance {
    /// Which promises were not kept, the story, and how to play it again.
    package var text: String {
        (breaches.map { "not kept: \($0.promise.rawValue): \($0.sentence)" }
            + ["the shortest story found:"] + story.text.split(separator: "\n").map { "  \($0)" }
            + ["again: phoenix simulate --swarm 1 --seed \(story.seed)\(options)"]).joined(separator: "\n")
    }

    private var options: String {
        let parts = story.omitted.sorted().map(\.description).joined(separator: ",")
        return (story.door == .inProcess ? "" : " --door \(story.door.rawValue)") + story.scale.options
            + (parts.isEmpty ? "" : " --without \(parts)")
    }
}
