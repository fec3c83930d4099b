import PhoenixModel

extension ClusterTask.Job {
    /// The task's type in its UPID.
    func type(for guest: GuestKind) -> String {
        switch self {
        case .grow: return "resize"
        case .moveVolume: return guest == .container ? "move_volume" : "qmmove"
        case .note(let type): return type
        default: return prefixed(for: guest)
        }
    }

    private func prefixed(for guest: GuestKind) -> String {
        (guest == .container ? "vz" : "qm") + word(for: guest)
    }

    private func word(for guest: GuestKind) -> String {
        switch self {
        case .create: "create"
        case .clone: "clone"
        case .start: "start"
        case .shutDown: "shutdown"
        case .restart: "reboot"
        case .snapshot: "snapshot"
        case .deleteSnapshot: "delsnapshot"
        case .rollback: "rollback"
        case .makeTemplate: "template"
        case .migrate: guest == .container ? "migrate" : "igrate"
        case .destroy: "destroy"
        case .stop: "stop"
        case .reset: "reset"
        case .pause: "pause"
        case .resume: "resume"
        case .grow, .moveVolume, .note, .onNode: ""
        }
    }

    /// The guest that is copied; nil for every other work.
    var source: GuestID? { if case .clone(let source) = self { source } else { nil } }

    /// The kind of change that leads to it; nil if none does.
    var operation: Change.Operation? {
        switch self {
        case .create: .create
        case .clone: .clone
        case .start: .start
        case .shutDown: .shutDown
        case .restart: .restart
        case .snapshot: .snapshot
        case .rollback: nil
        case .makeTemplate: .makeTemplate
        case .migrate: .migrate
        case .destroy: .destroy
        case .grow: .grow
        case .onNode(.download): .download
        case .deleteSnapshot, .stop, .reset, .pause, .resume, .moveVolume, .note, .onNode: nil
        }
    }
}
