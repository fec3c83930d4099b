package import PhoenixModel

/// Every task that the cluster remembers.
package struct TaskTable: Sendable {
    /// As many ended tasks as a busy day of one node leaves; Proxmox keeps a few thousand in its index, too.
    package static let endedLimit = 2000

    private var tasks: [TaskID: ClusterTask] = [:]
    private var working: Set<TaskID> = []
    /// Ended tasks in the order of their ends, from `firstEnded` on.
    private var ended: [TaskID] = []
    private var firstEnded = 0
    /// The process id of the next worker.
    private var nextProcess = Self.firstProcess

    private static let firstProcess = 1000
    /// Linux's largest process id; then they start again.
    private static let processLimit = 4_194_304

    package init() {}

    package subscript(id: TaskID) -> ClusterTask? { tasks[id] }

    /// Every task that the host knows of, the latest first.
    package var newestFirst: [ClusterTask] {
        let known = tasks.values.filter { $0.work?.remainder == nil }
        return known.sorted { ($0.startedAt, $0.upid.process) > ($1.startedAt, $1.upid.process) }
    }

    /// Every task at work that the host knows of, in ascending order of id.
    package var visibleWorking: [ClusterTask] {
        working.sorted().compactMap { tasks[$0] }.filter { $0.work?.remainder == nil }
    }

    /// Every task at work, forgotten ones included, in ascending order of id.
    package var allWorking: [ClusterTask] { working.sorted().compactMap { tasks[$0] } }

    /// A new task's identity: the next process id, its start in ticks, the time, type, subject and who asked.
    mutating func nextID(node: NodeName, type: String, subject: String, owner: String, at now: Instant) -> UPID {
        let process = nextProcess
        nextProcess = process + 1 < Self.processLimit ? process + 1 : Self.firstProcess
        // Ticks of a hundredth second since a boot that was at midnight of the day, so that they fit eight digits.
        let ticks = now.milliseconds % 86_400_000 / 10
        return UPID(
            node: node.text, process: process, processStart: Int(ticks), startedAt: Int(now.seconds), type: type,
            subject: subject, owner: owner)
    }

    mutating func add(_ task: ClusterTask) {
        tasks[task.id] = task
        working.insert(task.id)
    }

    mutating func update(_ id: TaskID, _ edit: (inout ClusterTask.Work) -> Void) {
        guard var task = tasks[id], case .working(var work) = task.state else { return }
        edit(&work)
        task.state = .working(work)
        tasks[id] = task
    }

    mutating func end(_ id: TaskID, at now: Instant, _ exit: ClusterTask.Exit) {
        working.remove(id)
        tasks[id]?.state = .ended(at: now, exit)
        ended.append(id)
        if ended.count - firstEnded > Self.endedLimit {
            tasks[ended[firstEnded]] = nil
            firstEnded += 1
        }
        if firstEnded > Self.endedLimit {
            ended.removeFirst(firstEnded)
            firstEnded = 0
        }
    }

    mutating func forget(_ id: TaskID) {
        working.remove(id)
        tasks[id] = nil
    }
}

extension TaskTable: Codable {
    private enum Keys: String, CodingKey, CaseIterable { case nextProcess, working, ended }

    package init(from decoder: any Decoder) throws {
        let fields = try StrictFields<Keys>(decoder, of: "the tasks")
        nextProcess = try fields.value(.nextProcess, default: Self.firstProcess)
        for task: ClusterTask in try fields.value(.working, default: []) { add(task) }
        for task: ClusterTask in try fields.value(.ended, default: []) {
            tasks[task.id] = task
            ended.append(task.id)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(nextProcess, forKey: .nextProcess)
        try container.encode(allWorking, forKey: .working)
        try container.encode(ended[firstEnded...].compactMap { tasks[$0] }, forKey: .ended)
    }
}
