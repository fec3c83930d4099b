import PhoenixEngine
import PhoenixModel
import PhoenixPlanner
import PhoenixRun
import PhoenixSimulator

// Short names without particulars, by which a swarm counts what its stories met.

extension Fault.Kind {
    var word: String {
        switch self {
        case .refused: "refused"
        case .lostBeforeEffect: "lost before effect"
        case .lostAfterEffect: "lost after effect"
        case .lockTimeout: "lock timeout"
        case .forbidden: "forbidden"
        case .nodeOffline: "node offline"
        case .taskError: "task error"
        case .taskVanishes(let remainder): "task vanishes, \(remainder.rawValue)"
        case .storageFull: "storage full"
        case .slow: "slow"
        case .quorumLost: "quorum lost"
        case .taskWarnings: "task warnings"
        case .staleRead: "stale read"
        case .guestMoved: "guest moved"
        case .guestDeleted: "guest deleted"
        case .guestChanged: "guest changed"
        case .guestLocked: "guest locked"
        case .numberTaken: "number taken"
        }
    }
}

extension HumanAction {
    var word: String {
        switch self {
        case .configure: "changes settings"
        case .powerOn: "turns on"
        case .powerOff: "turns off"
        case .delete: "deletes"
        case .move: "moves"
        case .lock: "locks"
        case .unlock: "unlocks"
        case .takeNumber: "takes a number"
        case .rollback: "rolls back"
        case .removeMark: "takes a mark away"
        case .removeTag: "takes a tag away"
        case .writeFile: "writes a file"
        case .deleteFile: "deletes a file"
        case .disconnectNode: "disconnects a node"
        case .crashNode: "crashes a node"
        case .bringNodeOnline: "brings a node back"
        }
    }
}

extension Condition {
    var word: String {
        switch self {
        case .blocked(let obstacle): "blocked by \(obstacle.kind.rawValue)"
        case .skipped: "skipped"
        case .busy: "busy"
        case .drifted: "drifted"
        case .left: "left"
        case .restartNeeded: "restart needed"
        case .elsewhere: "elsewhere"
        case .unknown: "unknown"
        case .orphaned: "orphaned"
        }
    }
}

extension StepAction {
    var word: String {
        switch self {
        case .change(let submission): submission.change.operation.rawValue
        case .follow: "follow"
        case .answer: "answer"
        case .feature: "feature"
        case .removeFeature: "remove feature"
        case .application: "application"
        case .health: "health"
        }
    }
}

extension StepOutcome {
    var word: String {
        switch self {
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .skipped: "skipped"
        case .interrupted: "interrupted"
        }
    }
}

extension StopReason {
    var word: String {
        switch self {
        case .superseded: "superseded"
        case .stepFailed: "step failed"
        case .interrupted: "interrupted"
        }
    }
}

extension SyncOutcome {
    var word: String {
        switch self {
        case .converged: "converged"
        case .blocked: "blocked"
        case .failed: "failed"
        case .rolledBack: "rolled back"
        case .invalid: "invalid"
        case .unreachable: "unreachable"
        case .interrupted: "interrupted"
        }
    }
}

extension Call {
    var words: String {
        switch self {
        case .observe: "a look at the host"
        case .submit(let submission): "\(submission.change.operation.rawValue) of guest \(submission.change.guest.id)"
        case .lookAtTask: "a look at a task"
        case .start(let request): "a command in guest \(request.guest.id)"
        case .lookAtRun: "a look at a command"
        case .append: "a record of the journal"
        }
    }
}
