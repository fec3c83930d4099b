package import PhoenixModel

/// One container or machine: its configuration file, its disks, its power, and what is inside.
package struct Guest: Sendable {
    package let id: GuestID
    package let kind: GuestKind
    package internal(set) var node: NodeName { didSet { sight = nil } }
    package internal(set) var file: GuestFile { didSet { sight = nil } }
    /// The firewall's file; nil if there is none.
    package internal(set) var firewallFile: FirewallFile? { didSet { sight = nil } }
    package internal(set) var volumes: [StoredVolume]
    /// Nil while it is stopped.
    package internal(set) var running: Running? { didSet { sight = nil } }
    package internal(set) var interior: Interior
    /// What was inside when each snapshot was taken.
    package internal(set) var interiorSnapshots: [SnapshotName: Interior]
    /// What was asked of its inside: at work, waiting, and lately ended.
    package internal(set) var runs: [GuestRun]
    /// The task that works on it now.
    package internal(set) var workingTask: TaskID?
    /// Tasks that wait until that one has let the guest's lock file go, in their order.
    package internal(set) var waitingTasks: [TaskID] = []
    /// What the in-process door last made of it; any write forgets it.
    var sight: ObservedGuest?
    /// The description that a mark was last looked for in, and what was found: reading it is half the work of a look.
    private var markMemory: (description: String, mark: Mark?)?

    package init(
        id: GuestID, node: NodeName, file: GuestFile, firewall: FirewallRules? = nil, volumes: [StoredVolume]? = nil,
        running: Running? = nil, interior: Interior = Interior(), interiorSnapshots: [SnapshotName: Interior] = [:],
        runs: [GuestRun] = [], workingTask: TaskID? = nil
    ) {
        self.id = id
        kind = file.kind
        self.node = node
        self.file = file
        firewallFile = firewall.map { FirewallFile().replacing($0) }
        self.volumes = volumes ?? Self.volumes(named: file)
        self.running = running
        self.interior = interior
        self.interiorSnapshots = interiorSnapshots
        self.runs = runs
        self.workingTask = workingTask
    }

    /// The firewall's switch and rules in force; writing them leaves all else in its file as it is.
    package internal(set) var firewall: FirewallRules? {
        get { firewallFile?.inForce }
        set { firewallFile = newValue.map { (firewallFile ?? FirewallFile()).replacing($0) } }
    }

    /// Phoenix's mark in the description; nil if there is none.
    package var mark: Mark? {
        mutating get {
            guard let description = file.current.description else { return nil }
            if let memory = markMemory, memory.description == description { return memory.mark }
            let mark = MarkText.mark(in: description)
            markMemory = (description, mark)
            return mark
        }
    }

    package var reference: GuestReference { GuestReference(id: id, kind: kind, node: node) }

    /// `CT` or `VM`, as Proxmox's messages say.
    package var title: String { "\(kind.title) \(id)" }

    /// Says anew what each of its volumes takes up; for guests that are in no cluster yet.
    package mutating func resize(_ occupiedBytes: (StoredVolume) -> Int) {
        for place in volumes.indices { volumes[place].occupiedBytes = occupiedBytes(volumes[place]) }
    }

    /// The disks that a file names: for scenarios that are written by hand.
    private static func volumes(named file: GuestFile) -> [StoredVolume] {
        file.current.values.sorted { $0.key < $1.key }.compactMap { key, value in
            guard ConfigurationKey.isVolume(key) else { return nil }
            let disk = PropertyString(value, defaultKey: "file")
            guard let volume = disk["file"], !volume.hasPrefix("/"), volume.contains(":"), disk["media"] != "cdrom"
            else { return nil }
            return StoredVolume(volume: volume, sizeBytes: disk["size"].flatMap(VolumeSize.bytes) ?? 0)
        }
    }
}

/// A guest's life since its last start.
package struct Running: Hashable, Sendable {
    package var startedAt: Instant
    /// From then on it answers commands.
    package var answersAt: Instant
    /// The raw lines of the file at its start: later ones wait for the next.
    package var rawLines: [RawLine]
    /// Whether a shutdown is at work: it answers no more.
    package var isGoingDown: Bool
    /// Whether a script that changes something ran since the start: a restart of a fresh guest would do nothing.
    package var isUsed: Bool
    /// Whether a machine's processors stand still; only machines can be paused.
    package var isPaused: Bool
    /// What its agent was asked to run and nobody heard the end of yet.
    var processes: [AgentProcess] = []
    /// How many commands its agent ran, which gives the next its number.
    var startedProcesses = 0

    package init(
        startedAt: Instant, answersAt: Instant, rawLines: [RawLine] = [], isGoingDown: Bool = false,
        isUsed: Bool = false, isPaused: Bool = false
    ) {
        self.startedAt = startedAt
        self.answersAt = answersAt
        self.rawLines = rawLines
        self.isGoingDown = isGoingDown
        self.isUsed = isUsed
        self.isPaused = isPaused
    }
}
