import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("Random updates of guests' configurations")
struct UpdatePropertyTests {
    @Test("Whatever is asked for, no volume is lost, and the file reads back", arguments: 0..<40)
    func soundness(seed: Int) throws {
        var history = try UpdateHistory(seed: UInt64(seed))
        for step in 0..<60 {
            history.step()
            let flaws = history.flaws
            #expect(flaws.isEmpty, "seed \(seed), step \(step): \(history.last)")
            if !flaws.isEmpty { return }
        }
        #expect(history.accepted > 10, "seed \(seed): the history is not idle")
    }

    @Test("Reverting what waits gives the file of before", arguments: 0..<40)
    func revert(seed: Int) throws {
        var history = try UpdateHistory(seed: UInt64(seed), isRunning: true)
        let isContainer = history.kind == .container
        let keys = isContainer ? ["nameserver", "features", "timezone"] : ["memory", "cores", "machine"]
        let before = history.text
        let values = keys.filter { _ in history.flip() }.map { ($0, history.value(of: $0)) }
        guard !values.isEmpty else { return }
        try history.cluster.update(history.reference, ConfigurationUpdate(values: Dictionary(values) { $1 }))
        try history.cluster.update(history.reference, ConfigurationUpdate(reverts: values.map(\.0)))
        #expect(history.text == before, "seed \(seed)")
    }
}

/// A guest that is changed again and again.
private struct UpdateHistory {
    var cluster = Scenario.homelab
    let kind: GuestKind
    let reference: GuestReference
    private(set) var last = ""
    private(set) var accepted = 0
    private var random: SeededGenerator
    private var reused: Set<String> = []

    init(seed: UInt64, isRunning: Bool? = nil) throws {
        random = SeededGenerator(seed: seed)
        kind = random.next(below: 2) == 0 ? .container : .machine
        reference = kind == .container ? Given.container(101) : Given.machine(101)
        try cluster.settle(Given.creation(reference))
        if isRunning ?? flip() { try cluster.boot(reference) }
    }

    var text: String { cluster.file(reference) }

    mutating func flip() -> Bool { random.next(below: 2) == 0 }

    mutating func value(of key: String) -> String {
        switch key {
        case "nameserver": "10.0.0.\(random.next(below: 9))"
        case "features": "nesting=1"
        case "timezone": "host"
        case "machine": "q35"
        case "memory", "cores": "\(16 + random.next(below: 1000))"
        default: "x"
        }
    }

    mutating func step() {
        var update = ConfigurationUpdate(force: random.next(below: 6) == 0)
        reused = []
        for _ in 0...random.next(below: 3) {
            let key = randomKey()
            switch random.next(below: 5) {
            case 0, 1, 2: if let value = randomValue(of: key) { update.values[key] = value }
            case 3: update.deletions.append(key)
            default: update.reverts.append(key)
            }
        }
        // What is taken into use again, now or with the next start, is not thrown away: Proxmox would forget its name.
        let pending = cluster.guests[reference.id]?.file.pending.section ?? GuestSection()
        update.deletions.removeAll { key in
            guard key.hasPrefix("unused"), let volume = cluster.guests[reference.id]?.file.current[key] else {
                return false
            }
            return !reused.isEmpty || pending.names(volume, besides: nil)
        }
        last = "\(update)"
        do throws(HostError) {
            try cluster.update(reference, update)
            accepted += 1
        } catch {
            last += ": \(error.text)"
        }
        if random.next(below: 8) == 0, let guest = cluster.guests[reference.id] {
            if guest.running == nil {
                _ = try? cluster.boot(reference)
            } else {
                cluster.halt(reference.id)
            }
        }
    }

    private mutating func randomKey() -> String {
        let own =
            kind == .container
            ? ["mp0", "mp1", "mp2", "net1", "cores", "nameserver", "swap", "unused0", "unused1", "tags"]
            : ["scsi1", "scsi2", "virtio0", "sata1", "ide0", "net1", "cores", "memory", "unused0", "unused1", "tags"]
        return own[Int(random.next(below: UInt64(own.count)))]
    }

    private mutating func randomValue(of key: String) -> String? {
        switch ConfigurationKey.split(key)?.prefix ?? key {
        case "mp": return (randomVolume() ?? "local-lvm:1") + ",mp=/data\(random.next(below: 3))"
        case "scsi", "virtio", "sata", "ide": return randomVolume() ?? "local-lvm:1"
        case "net":
            let bridge = random.next(below: 5) == 0 ? "vmbr9" : "vmbr0"
            return (kind == .container ? "name=eth1" : "virtio") + ",bridge=\(bridge)"
        case "cores", "memory", "swap": return "\(16 + random.next(below: 100))"
        case "nameserver": return "10.0.0.\(random.next(below: 9))"
        case "tags": return "t\(random.next(below: 3))"
        default: return nil
        }
    }

    /// One that lies unused, so that it is never named twice.
    private mutating func randomVolume() -> String? {
        guard flip(), let file = cluster.guests[reference.id]?.file else { return nil }
        let free = file.current.indexed("unused").map(\.value).first { volume in
            !file.pending.section.names(volume, besides: nil) && !reused.contains(volume)
        }
        if let free { reused.insert(free) }
        return free
    }

    /// What must be true at any time.
    var flaws: [String] {
        guard let guest = cluster.guests[reference.id] else { return ["the guest is gone"] }
        var flaws: [String] = []
        if GuestFile(kind: kind, text: guest.file.text).text != guest.file.text {
            flaws.append("it does not read back: \(guest.file.text)")
        }
        let sections = [guest.file.current, guest.file.pending.section]
        let named = sections.flatMap { section in
            section.values.filter { ConfigurationKey.isVolume($0.key) }.map { DiskText($0.value).file }
        }
        for volume in guest.volumes where !named.contains(volume.volume) {
            flaws.append("\(volume.volume) belongs to nothing:\n\(guest.file.text)")
        }
        for section in sections {
            let own = section.values.filter { ConfigurationKey.isVolume($0.key) }.map { DiskText($0.value).file }
            let made = own.filter { $0.contains("-disk-") }
            if Set(made).count != made.count { flaws.append("a volume is named twice:\n\(guest.file.text)") }
        }
        let present = Set(guest.volumes.map(\.volume))
        for volume in Set(named) where volume.contains("disk") && !present.contains(volume) {
            flaws.append("\(volume) is not there:\n\(guest.file.text)")
        }
        return flaws
    }
}
