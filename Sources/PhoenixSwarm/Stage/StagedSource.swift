import PhoenixEngine
import PhoenixManifest
import PhoenixModel
import PhoenixPorts
import Synchronization

/// The repository of a story: its commits, of which one is the branch's newest.
final class StagedSource: CommitSource, CommitReader {
    private struct State {
        /// From the first commit to the newest, as history leads there.
        var line: [Int] = [0]
        var trouble: (kind: StoryEvent.GitTrouble, questions: Int)?
        var readings: [Int: Reading] = [:]
    }

    private let state = Mutex(State())
    private let fleets: [FleetDraft]
    private let names: [CommitID]

    init(_ fleets: [FleetDraft]) {
        self.fleets = fleets
        names = fleets.indices.compactMap(Self.name)
    }

    /// The newest commit of the branch.
    var tip: CommitID { names[state.withLock { $0.line[$0.line.count - 1] }] }

    func push(_ number: Int, from ancestor: Int?) {
        state.withLock { state in
            if let ancestor, let place = state.line.firstIndex(of: ancestor) {
                state.line.removeSubrange((place + 1)...)
            }
            state.line.append(number)
        }
    }

    func trouble(_ kind: StoryEvent.GitTrouble, questions: Int) {
        state.withLock { $0.trouble = (kind, questions) }
    }

    func calm() { state.withLock { $0.trouble = nil } }

    func latest() async throws(Failure) -> CommitID {
        let (line, trouble) = state.withLock { state -> ([Int], StoryEvent.GitTrouble?) in
            defer {
                if let old = state.trouble { state.trouble = old.questions > 1 ? (old.kind, old.questions - 1) : nil }
            }
            return (state.line, state.trouble?.kind)
        }
        switch trouble {
        case .unreachable: throw Failure(.gitUnreachable, "no answer", remedy: "wait", disposition: .retry)
        case .stale: return names[line[max(0, line.count - 2)]]
        case nil: return names[line[line.count - 1]]
        }
    }

    func tree(at commit: CommitID) async throws(Failure) -> CommitTree { try tree(commit) }

    func reading(of commit: CommitID) async throws(Failure) -> Reading { try read(commit) }

    /// What a commit wishes for; nil if it is invalid.
    func desired(_ commit: CommitID) -> DesiredState? {
        do throws(Failure) { return try read(commit).desired } catch { return nil }
    }

    private func read(_ commit: CommitID) throws(Failure) -> Reading {
        let number = try number(of: commit)
        if let known = state.withLock({ $0.readings[number] }) { return known }
        let reading = PhoenixManifest.read(try tree(commit))
        state.withLock { $0.readings[number] = reading }
        return reading
    }

    private func tree(_ commit: CommitID) throws(Failure) -> CommitTree {
        CommitTree(commit: commit, files: fleets[try number(of: commit)].files)
    }

    func relation(of commit: CommitID, to other: CommitID) async throws(Failure) -> CommitRelation {
        let line = state.withLock { $0.line.map { names[$0] } }
        if commit == other { return .same }
        guard let place = line.firstIndex(of: commit), let old = line.firstIndex(of: other) else { return .diverged }
        return place > old ? .ahead : .behind
    }

    func summary(of commit: CommitID) async throws(Failure) -> CommitSummary {
        CommitSummary(commit: commit, subject: "A commit", author: "Ada", committedAtSeconds: 0)
    }

    /// The number of a story's commit as Git would name it.
    private static func name(_ number: Int) -> CommitID? {
        let digits = String(number + 1, radix: 16)
        return CommitID(String(repeating: "0", count: 7 - digits.count) + digits + String(repeating: "0", count: 33))
    }

    private func number(of commit: CommitID) throws(Failure) -> Int {
        guard let number = names.firstIndex(of: commit) else {
            throw Failure(.gitReferenceMissing, "there is no commit \(commit.short)", remedy: "name another")
        }
        return number
    }
}
