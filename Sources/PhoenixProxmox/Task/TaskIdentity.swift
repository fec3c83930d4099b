import PhoenixModel

/// What the name of a task tells: `UPID:NODE:PID:PSTART:START:TYPE:ID:USER:` (PVE::Tools, `upid_decode`; behaviour 5.1).
struct TaskIdentity: Hashable, Sendable {
    /// The node that runs it, and that alone can tell of it.
    let node: NodeName
    /// Proxmox's word for what it does, such as `vzcreate`.
    let type: String
    /// The guest it works on, where it works on one.
    let guest: GuestID?

    /// The name of the file that it fetches, where it fetches one. Phoenix only asks for names that need no escapes.
    let fileName: String?

    /// Nil for a text that is no such name.
    init?(_ task: TaskID) {
        let parts = task.text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 9, parts[0] == "UPID", !parts[1].isEmpty, !parts[5].isEmpty,
            parts[2...4].allSatisfy({ $0.count >= 8 && $0.allSatisfy(\.isHexDigit) })
        else { return nil }
        node = NodeName(String(parts[1]))
        type = String(parts[5])
        fileName = type == Self.download ? String(parts[6]) : nil
        guest = fileName == nil ? Int(parts[6]).flatMap(GuestID.init) : nil
    }

    /// The kind of change that such a task carries out; nil for what Phoenix never asks for.
    ///
    /// A clone's task names its source, not the new guest (behaviour 5.1).
    var operation: Change.Operation? { Self.operations[type] }

    private static let download = "download"
    private static let operations: [String: Change.Operation] = [
        download: .download, "vzcreate": .create, "qmcreate": .create, "vzclone": .clone, "qmclone": .clone,
        "qmconfig": .configure,
        "resize": .grow, "vzstart": .start, "qmstart": .start, "hastart": .start, "vzshutdown": .shutDown,
        "qmshutdown": .shutDown, "vzstop": .shutDown, "qmstop": .shutDown, "hastop": .shutDown, "vzreboot": .restart,
        "qmreboot": .restart, "vzsnapshot": .snapshot, "qmsnapshot": .snapshot, "vztemplate": .makeTemplate,
        "qmtemplate": .makeTemplate, "vzmigrate": .migrate, "qmigrate": .migrate, "hamigrate": .migrate,
        "vzdestroy": .destroy, "qmdestroy": .destroy,
    ]
}
