package import PhoenixModel
package import ProxmoxAccess

/// A simulated Proxmox VE cluster as one value: nodes, storages, guests, tasks, time and chance.
///
/// Every operation is a mutating function of it and nothing else decides: the same seed and the same calls give the
/// same cluster, byte for byte. Doors stand around it and have no rules of their own.
package struct Cluster: Sendable {
    /// The time there.
    package internal(set) var now: Instant
    package internal(set) var random: SeededGenerator
    package var timing: Timing
    package internal(set) var nodes: [NodeName: Node]
    package internal(set) var storages: [StorageName: Storage]
    package internal(set) var guests: GuestTable
    /// What belongs to no node and no guest.
    package internal(set) var datacenter: Datacenter
    /// What lists of the whole cluster know of the guests.
    package internal(set) var broadcast = Broadcast()
    /// What lists of the whole cluster say of each guest.
    var listing = GuestListing()
    package internal(set) var tasks: TaskTable
    package internal(set) var agenda: Agenda
    /// The first rule that strikes decides what a script does.
    package var scripts: [ScriptRule]
    package internal(set) var faults: [Fault]
    /// Scheduled actions that could not be done, each as a sentence, oldest first.
    package internal(set) var complaints: [String]
    /// How many things have happened by themselves since it was loaded: as long as it stays, nothing has.
    package private(set) var happenings = 0
    /// No guest boots longer than until then.
    var latestBootEnd = Self.epoch
    /// Users, rights and pools.
    package var access = AccessControl()
    /// Signs the tickets of its users.
    package let ticketKey = TicketKey(seed: 1)
    /// Who asks from now on, as new tasks name it: `root@pam`, or with a token `root@pam!name`.
    package var requester = "root@pam"
    /// What the last look at everything showed; kept only while a stale read can happen.
    var previousSight: ObservedState?

    /// More complaints than this tell nothing new.
    static let complaintLimit = 100

    package init(
        seed: UInt64 = 1, now: Instant = Self.epoch, timing: Timing = Timing(), nodes: [Node], storages: [Storage],
        guests: [Guest] = [], scripts: [ScriptRule] = [], faults: [Fault] = [], datacenter: Datacenter = Datacenter()
    ) {
        random = SeededGenerator(seed: seed)
        self.now = now
        self.timing = timing
        self.nodes = Dictionary(nodes.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.storages = Dictionary(storages.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.guests = GuestTable(guests)
        self.datacenter = datacenter
        tasks = TaskTable()
        agenda = Agenda()
        self.scripts = scripts
        self.faults = faults
        complaints = []
        countUse()
        makeNamedMappings()
        broadcast(before: now)
    }

    /// Where the built-in scenarios' time begins: 2026-01-01T00:00:00Z.
    package static let epoch = Instant(milliseconds: 1_767_225_600_000)

    /// Every guest, ascending by number.
    package var guestsByNumber: [Guest] { guests.numbers.compactMap { guests[$0] } }

    /// Every node, ascending by name.
    package var nodesByName: [Node] { nodes.values.sorted { $0.name < $1.name } }

    /// Every storage, ascending by name.
    package var storagesByName: [Storage] { storages.values.sorted { $0.name < $1.name } }

    /// Lets time pass: whatever ends on the way takes effect at its own time, in order.
    package mutating func advance(to instant: Instant) {
        while let entry = agenda.removeFirst(notAfter: instant) {
            broadcast(before: entry.at)
            now = max(now, entry.at)
            happen(entry.event)
        }
        broadcast(before: instant)
        now = max(now, instant)
    }

    private mutating func happen(_ event: Agenda.Event) {
        happenings += 1
        switch event {
        case .taskEnds(let task): endTask(task)
        case .runEnds(let guest, let run): endRun(run, in: guest)
        case .managerRound: performRound()
        case .human(let action):
            do throws(HostError) {
                try perform(action)
            } catch {
                complain("at \(now): \(error.text)")
            }
        }
    }

    mutating func complain(_ sentence: String) {
        complaints.append(sentence)
        if complaints.count > Self.complaintLimit { complaints.removeFirst() }
    }

    /// Rebuilds what is not kept in files: the storages' use and the holders of mapped devices.
    mutating func countUse() {
        for name in storages.keys { storages[name]?.forgetUse() }
        for guest in guestsByNumber {
            for volume in guest.volumes {
                storages[volume.storage]?.occupy(bytes: volume.occupiedBytes, on: guest.node)
            }
            if let running = guest.running {
                holdMappedDevices(of: guest)
                latestBootEnd = max(latestBootEnd, running.answersAt)
            }
        }
    }
}
