package import PhoenixModel
import PhoenixPlanner

/// What a step in work wants done.
enum StepOrder: Equatable {
    case submit(Submission)
    /// The host named this task: to be recorded before it is followed.
    case accepted(TaskID)
    case lookAtTask(TaskID)
    case start(GuestRequest)
    case lookAtRun(GuestRunReference)
    /// Look at the whole host: the change's answer was lost.
    case observe
    /// Nothing before that time.
    case wait(until: Instant)
    /// Lines that a script printed.
    case output([String])
    case succeed(note: String?)
    case fail(Failure)
}

/// What happens to a step in work.
package enum StepEvent: Sendable {
    case submitted(Result<Acceptance, Failure>)
    case task(TaskSight)
    case started(Result<Void, Failure>)
    case run(GuestRunSight)
    case observed(Result<ObservedState, Failure>)
    /// The time it waited for has come.
    case due
}

/// One attempt at one step: a machine of its own for each kind of step.
enum StepMachine {
    case change(ChangeMachine)
    case procedure(ProcedureMachine)

    mutating func begin(at now: Instant) -> [StepOrder] {
        switch self {
        case .change(var machine):
            defer { self = .change(machine) }
            return machine.begin(at: now)
        case .procedure(var machine):
            defer { self = .procedure(machine) }
            return machine.begin(at: now)
        }
    }

    mutating func receive(_ event: StepEvent, at now: Instant) -> [StepOrder] {
        switch self {
        case .change(var machine):
            defer { self = .change(machine) }
            return machine.receive(event, at: now)
        case .procedure(var machine):
            defer { self = .procedure(machine) }
            return machine.receive(event, at: now)
        }
    }
}

extension StepMachine {
    /// - Parameters:
    ///   - token: makes run ids unique among all runs that a guest ever saw.
    ///   - isRepeated: whether an earlier attempt lost sight of the guest.
    init(_ step: Step, commit: CommitID, token: String, isRepeated: Bool) {
        func procedure(_ procedure: any GuestProcedure, patienceSeconds: Int = answerPatienceSeconds) -> StepMachine {
            .procedure(
                ProcedureMachine(
                    procedure, guest: step.guest, token: token, patienceSeconds: patienceSeconds, claim: step.claim,
                    isDoubtful: isRepeated))
        }
        switch step.action {
        case .change(let submission): self = .change(ChangeMachine(submission))
        case .follow(let task): self = .change(ChangeMachine(following: task))
        case .answer(let seconds): self = procedure(AnswerProcedure(), patienceSeconds: seconds)
        case .feature(let feature): self = procedure(FeatureProcedure(feature: feature, commit: commit))
        case .removeFeature(let removal): self = procedure(RemovalProcedure(removal: removal))
        case .application(let application):
            self = procedure(ApplicationProcedure(application: application, commit: commit))
        case .health(let checks): self = procedure(HealthProcedure(checks: checks))
        }
    }
}

/// How long a guest that answered before may be silent in the middle of a step: as long as its reboot may take.
let answerPatienceSeconds = 300
