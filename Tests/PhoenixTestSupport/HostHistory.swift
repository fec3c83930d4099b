package import PhoenixModel
import Synchronization

/// Everything that a host took from those that work on it, in the order in which it took it.
package final class HostHistory: Sendable {
    private struct Notes {
        var turns: [Int] = []
        var changes: [(party: Int, submission: Submission, task: TaskID?)] = []
        var refusals: [Failure.Code: Int] = [:]
        var runs: [GuestRunReference: String] = [:]
        var succeeded: [String] = []
    }

    private let notes = Mutex(Notes())

    package init() {}

    package func noteTurn(of party: Int) { notes.withLock { $0.turns.append(party) } }

    package func note(_ submission: Submission, by party: Int, _ answer: [Result<Acceptance, Failure>]) {
        notes.withLock { notes in
            switch answer.first {
            case .success(.task(let task)): notes.changes.append((party, submission, task))
            case .success(.done): notes.changes.append((party, submission, nil))
            case .failure(let failure): notes.refusals[failure.code, default: 0] += 1
            case nil: break
            }
        }
    }

    package func note(_ request: GuestRequest) {
        guard case .run(let run) = request.command else { return }
        switch run.purpose {
        case .install, .remove, .application: break
        case .check, .health: return
        }
        let reference = GuestRunReference(guest: request.guest, id: request.id)
        notes.withLock {
            $0.runs[reference] = "\(request.guest.id) \(run.purpose) \(run.parameters) \(run.script.text)"
        }
    }

    /// A look that shows an ended run shows it once for each that looks.
    package func noteSuccess(of run: GuestRunReference) {
        notes.withLock { notes in
            if let what = notes.runs.removeValue(forKey: run) { notes.succeeded.append(what) }
        }
    }

    /// Who had a turn, in order.
    package var turns: [Int] { notes.withLock { $0.turns } }

    /// How often the host refused, for this reason.
    package func refusals(_ code: Failure.Code) -> Int { notes.withLock { $0.refusals[code] ?? 0 } }

    /// How many changes were taken.
    package var count: Int { notes.withLock { $0.changes.count } }

    /// How many tasks were begun for each kind of change and guest: `clone 101 × 1`, ascending.
    package var tasks: [String] {
        counts(
            notes.withLock { notes in
                var seen: Set<TaskID> = []
                return notes.changes.compactMap { change in
                    guard let task = change.task, seen.insert(task).inserted else { return nil }
                    return "\(change.submission.change.operation.rawValue) \(change.submission.change.guest.id)"
                }
            })
    }

    /// How often each script that changes a guest ended well: `101 install(docker) … × 1`, ascending.
    package var scripts: [String] { counts(notes.withLock { $0.succeeded }) }

    /// The values that each setting of each guest was given, one after the other, without repetition.
    package var settings: [String: [String]] {
        notes.withLock { notes in
            var values: [String: [String]] = [:]
            func give(_ guest: GuestID, _ key: SettingKey, _ value: String) {
                let place = "\(guest) \(key)"
                if values[place]?.last != value { values[place, default: []].append(value) }
            }
            for (_, submission, _) in notes.changes {
                switch submission.change {
                case .configure(let guest, let set, let unset):
                    for setting in set { give(guest.id, setting.key, setting.valueText) }
                    for key in unset { give(guest.id, key, "-") }
                case .grow(let guest, let key, let size): give(guest.id, key, "\(size) GiB")
                default: break
                }
            }
            return values
        }
    }

    private func counts(_ all: [String]) -> [String] {
        Dictionary(grouping: all) { $0 }.map { "\($0.key) × \($0.value.count)" }.sorted()
    }
}
