import PhoenixEngine
import PhoenixModel
import PhoenixRun
import PhoenixSimulator
import PhoenixTestSupport

/// One fault at one operation, at one door: a sync that meets it, then the fault is over, and the fleet has to converge.
struct FaultCell {
    let kind: Kind
    let operation: Fault.Operation
    let door: FaultBench.Door

    enum Kind {
        case host(Fault.Kind)
        /// The connection to the served API is closed instead of an answer; `lostBeforeEffect` or `lostAfterEffect`.
        case connectionClosed(Fault.Kind)
        case diskFull

        var fault: Fault.Kind? {
            switch self {
            case .host(let kind), .connectionClosed(let kind): kind
            case .diskFull: nil
            }
        }
    }

    struct Outcome {
        /// Whether the fault struck, and Phoenix heard of it.
        var isMet = false
        var complaints: [String] = []
        /// What it took after the fault was over.
        var syncs = 0
        var seconds = 0
    }

    /// One to mend what the fault left, and one more if that came to light only then.
    static let maximumSyncsAfter = 2
    /// The whole fleet made from nothing takes eight minutes; a slow task has been waited for, or given up, before.
    static let maximumSecondsAfter = 15 * 60
    /// At a call that would have been answered alike without the fault, it counts for nothing, and the next one is tried.
    private static let maximumOccurrence = 60

    /// Operations that only the second commit needs.
    private static let later: Set<Fault.Operation> = [
        .change(.restart), .change(.migrate), .change(.destroy), .command(.removeReceipt),
    ]

    var fleet: FaultedFleet {
        if Self.later.contains(operation) { return .second }
        // The API makes a container a template at once, and a machine in a task.
        return operation == .change(.makeTemplate) ? .template : .first
    }

    /// - Parameter calm: the transcripts of syncs that nothing disturbed.
    func outcome(besides calm: [FaultedFleet: [Int: Int]]) async throws -> Outcome {
        let outcome = try await firstHeard(besides: calm)
        guard !outcome.isMet, case .host(.guestMoved(to: "pve2")) = kind else { return outcome }
        // It is there already.
        let elsewhere = FaultCell(kind: .host(.guestMoved(to: "pve3")), operation: operation, door: door)
        return try await elsewhere.firstHeard(besides: calm)
    }

    private func firstHeard(besides calm: [FaultedFleet: [Int: Int]]) async throws -> Outcome {
        for occurrence in 1...Self.maximumOccurrence {
            let disk = FillingDisk(fullAt: kind.fault == nil ? operation : nil)
            let bench = try await FaultBench(try await fleet.start(), door, disk: disk)
            let others = FaultedFleet.foreign.map { bench.cluster.guests[$0]?.file }
            if let fault = fault(occurrence) { bench.add(fault) }
            let ending = await bench.sync(fleet.wish)
            let hasStruck = disk.refusals > 0 || bench.cluster.faults.contains { $0.trigger.met > 0 }
            guard hasStruck else { return Outcome() }
            guard isHeard(bench, besides: calm) else { continue }
            var outcome = Outcome(isMet: true)
            try await converge(bench, after: ending, &outcome)
            if others != FaultedFleet.foreign.map({ bench.cluster.guests[$0]?.file }) {
                outcome.complaints.append("a foreign guest was touched")
            }
            return outcome
        }
        return Outcome()
    }

    private func fault(_ occurrence: Int) -> Fault? {
        guard let kind = kind.fault else { return nil }
        return Fault(operation: operation, guest: guest, trigger: Trigger(occurrence: occurrence), kind: kind)
    }

    /// Whom it concerns, where the operation alone does not say so.
    private var guest: GuestID? {
        switch (kind, operation) {
        // A look at everything is a look at no guest; this one is made of another.
        case (.host(.guestMoved), .observe), (.host(.guestDeleted), .observe), (.host(.guestChanged), .observe),
            (.host(.guestLocked), .observe):
            id(101)
        // What goes on in a machine goes through the API, and in a container through its node's shell.
        case (.connectionClosed, .command), (.connectionClosed, .lookAtRun): id(1001)
        default: nil
        }
    }

    private func isHeard(_ bench: FaultBench, besides calm: [FaultedFleet: [Int: Int]]) -> Bool {
        switch kind {
        // What people did is done, whether or not it makes a difference to what is asked.
        case .host(let kind) where kind.isByPerson: bench.cluster.complaints.isEmpty
        case .host: bench.transcript.content != calm[fleet]
        case .connectionClosed: bench.transcript.closedCount > 0
        case .diskFull: bench.disk.refusals > 0
        }
    }

    /// The fault is over, and people do what they are asked for.
    private func converge(_ bench: FaultBench, after first: String, _ outcome: inout Outcome) async throws {
        bench.removeFaults()
        bench.disk.makeRoom()
        var endings = [first]
        if kind.fault == .numberTaken {
            outcome.complaints += try await meetStranger(bench, after: first)
            endings.append("without the stranger")
        }
        let begun = bench.cluster.now
        while endings.last?.hasPrefix("converged") != true, outcome.syncs < Self.maximumSyncsAfter {
            try Self.helpOut(bench)
            endings.append(await bench.sync(fleet.wish))
            outcome.syncs += 1
        }
        outcome.seconds = Int(bench.cluster.now.milliseconds(since: begun) / 1000)
        if endings.last?.hasPrefix("converged") != true { outcome.complaints += endings }
        if outcome.seconds > Self.maximumSecondsAfter { outcome.complaints.append("it took \(outcome.seconds) s") }
        let ledger = await bench.journal.journal.ledger()
        if ledger.isOpen { outcome.complaints.append("a run is left open") }
        outcome.complaints += differences(try await HostLikeness(bench.cluster), try await fleet.end())
    }

    /// Somebody else has the number: that is said, again and again, and their guest stays as it is until they remove it.
    private func meetStranger(_ bench: FaultBench, after first: String) async throws -> [String] {
        var complaints: [String] = []
        let strangers = bench.cluster.guestsByNumber.filter {
            !FaultedFleet.foreign.contains($0.id) && $0.file.current["name"] == "mine"
        }
        guard let stranger = strangers.first, strangers.count == 1 else { return ["nobody took a number: \(first)"] }
        let second = await bench.sync(fleet.wish)
        for ending in [first, second] where !ending.contains("\(stranger.id)") || ending.hasPrefix("converged") {
            complaints.append("the stranger is not told of: \(ending)")
        }
        if bench.cluster.guests[stranger.id]?.file != stranger.file || stranger.file.current.description != nil {
            complaints.append("the stranger's guest was touched")
        }
        try bench.perform(.delete(stranger.id))
        return complaints
    }

    /// A person does what the message asks for: a dead worker's lock is taken away, and what it left half made.
    private static func helpOut(_ bench: FaultBench) throws {
        for guest in bench.cluster.guestsByNumber where guest.file.lock != nil && guest.workingTask == nil {
            try bench.perform(.unlock(guest.id))
            if guest.running == nil, guest.file.current["rootfs"] == nil, guest.file.current["scsi0"] == nil {
                try bench.perform(.delete(guest.id))
            }
        }
    }

    private func differences(_ ours: HostLikeness, _ theirs: HostLikeness) -> [String] {
        ours.differences(from: theirs).filter { line in
            switch kind.fault {
            // A guest stays where a person moved it, and one that is made later goes where there is most room then.
            case .guestMoved, .guestDeleted, .numberTaken: !line.contains("reference:") && !line.hasPrefix("nodes:")
            default: true
            }
        }
    }
}
