import ArgumentParser
import PhoenixEngine
import PhoenixModel

/// What the exit code of `phoenix` says; documented in docs/reference/command-line.md.
enum PhoenixExit: Int32 {
    case asWished = 0
    case failed = 1
    case usage = 2
    case invalidRepository = 3
    case changesPending = 4
    case blocked = 5
    case unreachable = 6

    /// Ends the command with this code, without another message.
    var error: ExitCode { ExitCode(rawValue) }
}

extension SyncOutcome {
    var exit: PhoenixExit {
        switch self {
        case .converged: .asWished
        case .blocked: .blocked
        case .failed, .rolledBack, .interrupted: .failed
        case .invalid: .invalidRepository
        case .unreachable(let failure): failure.exit
        }
    }
}

extension Failure {
    var exit: PhoenixExit {
        switch code {
        case .gitUnreachable, .gitForbidden, .gitReferenceMissing, .hostUnreachable, .hostForbidden, .nodeOffline:
            .unreachable
        case .settingsInvalid: .usage
        case .repositoryInvalid, .gitContentRefused: .invalidRepository
        case .commitRefused: .blocked
        default: .failed
        }
    }
}
