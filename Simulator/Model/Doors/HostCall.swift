package import PhoenixModel

/// One call to a simulated host, as its log keeps it: performing it again gives the same cluster again.
package enum HostCall: Codable, Sendable {
    case observe
    case submit([Submission])
    case lookAtTasks([TaskID])
    case start([GuestRequest])
    case lookAtRuns([RunAddress])
    case advance(to: Instant)
    case human(HumanAction)
    case schedule(HumanAction, at: Instant)
    case addFault(Fault)
    case removeFaults

    /// Where a run is found, in a form that can be written.
    package struct RunAddress: Codable, Sendable {
        let guest: GuestReference
        let id: GuestRunID

        init(_ run: GuestRunReference) {
            guest = run.guest
            id = run.id
        }

        var reference: GuestRunReference { GuestRunReference(guest: guest, id: id) }
    }
}

extension Cluster {
    /// Performs a call of the past again; what it answered then is of no interest now.
    mutating func repeatCall(_ call: HostCall) {
        switch call {
        case .observe: _ = Result { () throws(Failure) in try observe() }
        case .submit(let submissions): _ = submit(submissions)
        case .lookAtTasks(let tasks): _ = look(at: tasks)
        case .start(let requests): _ = start(requests)
        case .lookAtRuns(let runs): _ = look(at: runs.map(\.reference))
        case .advance(let instant): advance(to: instant)
        case .human(let action): _ = Result { () throws(HostError) in try perform(action) }
        case .schedule(let action, let instant): schedule(action, at: instant)
        case .addFault(let fault): add(fault)
        case .removeFaults: removeFaults()
        }
    }
}
