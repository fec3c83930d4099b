import PhoenixModel
import PhoenixSimulator

extension Story.Part: CustomStringConvertible {
    /// `event-3`, `guest-101`, `stranger-102` or `second-instance`.
    package var description: String {
        switch self {
        case .event(let number): "event-\(number)"
        case .guest(let id): "guest-\(id)"
        case .stranger(let id): "stranger-\(id)"
        case .secondInstance: "second-instance"
        }
    }

    /// Reads what `description` writes; nil if it is nothing of that.
    package init?(_ text: some StringProtocol) {
        if text == "second-instance" {
            self = .secondInstance
            return
        }
        let words = text.split(separator: "-")
        guard words.count == 2, let number = Int(words[1]) else { return nil }
        switch (words[0], GuestID(number)) {
        case ("event", _): self = .event(number)
        case ("guest", let id?): self = .guest(id)
        case ("stranger", let id?): self = .stranger(id)
        default: return nil
        }
    }
}

extension Story {
    /// The story as people read it: who is there, what is wished for, and what happens when.
    package var text: String {
        var lines = [
            "\(isCluster ? "three nodes" : "one node"), disks on \(bindsClones ? "ZFS" : "LVM-thin"), "
                + "\(instances == 1 ? "one instance" : "two instances") of Phoenix"
        ]
        for stranger in strangers { lines.append("before        somebody has a guest of their own: \(stranger)") }
        lines += commits[0].lines(under: "commit 1")
        for event in events {
            if case .push(let number, let from) = event.happening {
                let origin = from.map { ", which descends from commit \($0 + 1)" } ?? ""
                lines.append("\(Self.time(event.seconds))  commit \(number + 1) is pushed\(origin)")
                lines += commits[number].lines(under: "", than: commits[number - 1])
            } else {
                lines.append("\(Self.time(event.seconds))  \(event.happening.text)")
            }
        }
        lines.append("\(Self.time(scale.seconds))  peace, and the last commit, in which everything may be done")
        return lines.joined(separator: "\n")
    }

    private static func time(_ seconds: Int) -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension StoryEvent.Happening {
    fileprivate var text: String {
        switch self {
        case .push(let number, _): "commit \(number + 1) is pushed"
        case .person(let action): "a person \(action.word): \(action)"
        case .fault(let fault):
            "fault at \(fault.operation?.description ?? "any call")"
                + (fault.guest.map { " of guest \($0)" } ?? "") + ": \(fault.kind), \(fault.trigger.words)"
        case .powerCut(let instance, let calls, let moment, let seconds):
            "the power of instance \(instance + 1) goes at its call \(calls) from now, "
                + "\(moment == .beforeEffect ? "before" : "after") its effect, for \(seconds) s"
        case .stop(let instance): "instance \(instance + 1) is asked to stop, and started again"
        case .gitTrouble(.unreachable, let questions): "Git does not answer the next \(questions) questions"
        case .gitTrouble(.stale, let questions): "Git answers the next \(questions) questions with the commit before"
        }
    }
}

extension Trigger {
    fileprivate var words: String {
        [
            occurrence.map { "from matching call \($0) on" }, times.map { "\($0) times at most" },
            probability.map { "with a chance of \($0)" },
        ].compactMap(\.self).joined(separator: ", ")
    }
}

extension FleetDraft {
    /// What a commit wishes for; beside an older one, only what it changes.
    fileprivate func lines(under title: String, than older: FleetDraft? = nil) -> [String] {
        var lines: [String] = title.isEmpty ? [] : [title]
        if older?.policy != policy {
            lines.append(
                "    policy: prune \(policy.prune.rawValue), max_removals \(policy.maximumRemovals), drift "
                    + "\(policy.drift.rawValue), on_failure \(policy.onFailure.rawValue)")
        }
        if let nonsense { lines.append("    a file is wrong: \(nonsense)") }
        for (feature, revision) in revisions.sorted(by: { $0.key < $1.key })
        where older?.revisions[feature] != revision {
            lines.append("    feature \(feature): its scripts, revision \(revision)")
        }
        for guest in guests where older?.guests.contains(guest) != true { lines.append("    \(guest.text)") }
        for guest in older?.guests ?? [] where !guests.contains(where: { $0.id == guest.id }) {
            lines.append("    without guest \(guest.id)")
        }
        return lines
    }
}

extension GuestDraft {
    fileprivate var text: String {
        var words = ["\(kind.rawValue) \(id)", source.map { "a copy of \($0)" } ?? "from an image"]
        if isTemplate { words.append("a template") }
        words.append("on \(node ?? "any node")")
        words.append("\(memoryMebibytes) MiB, \(cores) cores, \(diskGibibytes) GiB on \(storage), \(bridge)")
        if !features.isEmpty { words.append("features \(features.joined(separator: ", "))") }
        if hasApplication { words.append("an application") }
        if hasHealthCheck { words.append("a health check") }
        if hasFirewall { words.append("a firewall") }
        if takesSnapshots { words.append("snapshots") }
        if !isUnprivileged { words.append("privileged") }
        if !dependencies.isEmpty {
            words.append("waits for \(dependencies.map(\.description).joined(separator: ", "))")
        }
        if isProtected { words.append("protected") }
        if adopts { words.append("may be adopted") }
        words.append("replace \(allowsReplacement ? "allowed" : "never"), restart \(restart.rawValue)")
        return words.joined(separator: ", ")
    }
}
