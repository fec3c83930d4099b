extension Change {
    /// How long the change may take: copies of whole disks and downloads are given hours, everything else minutes.
    package var deadlineSeconds: Int {
        switch self {
        case .create: 1800
        case .clone, .migrate, .download: 4 * 3600
        case .snapshot, .makeTemplate, .destroy, .grow: 1800
        case .shutDown(_, let timeout), .restart(_, let timeout): timeout + 300
        case .configure, .mark, .start: 300
        }
    }
}
