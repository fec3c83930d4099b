import PhoenixModel
import PhoenixPorts
import Testing

@testable import PhoenixSimulator

@Suite("Random histories of a simulated cluster")
struct PropertyTests {
    @Test("The same seed and calls give the same bytes, twice in one process and after saving in between")
    func determinism() throws {
        for seed in 0..<5 {
            var first = RandomHistory(seed: UInt64(seed))
            var second = RandomHistory(seed: UInt64(seed))
            var reloaded = RandomHistory(seed: UInt64(seed))
            for _ in 0..<60 {
                first.step()
                second.step()
                reloaded.step()
                reloaded.cluster = try Scenario.cluster(from: reloaded.cluster.bytes, named: "memory")
            }
            #expect(try first.cluster.bytes == second.cluster.bytes, "seed \(seed)")
            #expect(try first.cluster.bytes == reloaded.cluster.bytes, "seed \(seed), reloaded at each step")
        }
    }

    @Test("Whatever is done, the cluster stays sound", arguments: 0..<24)
    func invariants(seed: Int) throws {
        var history = RandomHistory(seed: UInt64(seed))
        for step in 0..<120 {
            history.step()
            let flaws = history.cluster.flaws
            #expect(flaws.isEmpty, "seed \(seed), step \(step): \(history.last)")
            if !flaws.isEmpty { return }
        }
        #expect(history.accepted > 10, "seed \(seed): the history is not idle")
    }

    @Test("Every accepted change sent again changes nothing", arguments: 0..<20)
    func twice(seed: Int) throws {
        var history = RandomHistory(seed: UInt64(seed), hasFaults: false)
        for step in 0..<80 {
            guard case .success(let change) = history.settledChange() else { continue }
            let before = history.cluster.guestsByNumber.map(\.file.text)
            let again = history.cluster.submit([Submission(change: change, fence: RandomHistory.fence(change))])[0]
            #expect(again == .success(.done), "seed \(seed), step \(step): \(change.operation) \(change.guest)")
            #expect(history.cluster.guestsByNumber.map(\.file.text) == before, "seed \(seed), step \(step)")
        }
    }

    @Test("Time passes in order: many small steps and one large one end alike")
    func time() throws {
        var small = Scenario.cluster
        for number in 101...110 { try small.ask(Given.creation(Given.container(number))) }
        small.schedule(.crashNode("pve1"), at: small.now.adding(seconds: 1))
        var large = small
        large.advance(to: large.now.adding(seconds: 30))
        for second in 1...30 { small.advance(to: Cluster.epoch.adding(seconds: second)) }
        #expect(try small.bytes == large.bytes)
    }
}

/// What must be true of a cluster at any time.
extension Cluster {
    fileprivate var flaws: [String] {
        var flaws: [String] = []
        var used: [String: Int] = [:]
        var volumes: Set<String> = []
        for guest in guestsByNumber {
            if GuestFile(kind: guest.kind, text: guest.file.text) != guest.file {
                flaws.append("\(guest.id): the file does not read back: \(guest.file.text)")
            }
            for volume in guest.volumes {
                let isShared = storages[volume.storage]?.isShared == true
                let place = isShared ? "\(volume.storage)" : "\(volume.storage)@\(guest.node)"
                used[place, default: 0] += volume.occupiedBytes
                if !volumes.insert("\(volume.volume)@\(isShared ? "" : guest.node.text)").inserted {
                    flaws.append("\(guest.id): two disks are named \(volume.volume)")
                }
                let isNamed = guest.file.current.values.contains { DiskText($0.value).file == volume.volume }
                if !isNamed, guest.file.lock == nil { flaws.append("\(guest.id): \(volume.volume) belongs to nothing") }
            }
            for (key, value) in guest.file.current.values where ConfigurationKey.isVolume(key) {
                let disk = DiskText(value)
                if !disk.isBindMount, !guest.volumes.contains(where: { $0.volume == disk.file }) {
                    flaws.append("\(guest.id): \(key) names \(disk.file), which is not there")
                }
            }
            if guest.file.isTemplate, guest.running != nil { flaws.append("\(guest.id): a template runs") }
        }
        for storage in storagesByName {
            for node in nodesByName {
                let place = storage.isShared ? "\(storage.name)" : "\(storage.name)@\(node.name)"
                let capacity = storage.capacityGibibytes * VolumeSize.bytesPerGibibyte
                let files = storage.images(on: node.name).reduce(0) { $0 + $1.sizeBytes }
                let expected = max(0, capacity - files - used[place, default: 0])
                if storage.availableBytes(on: node.name) != expected {
                    flaws.append("\(place): \(storage.availableBytes(on: node.name)) bytes left, not \(expected)")
                }
            }
        }
        return flaws
    }
}

/// A sequence of calls that a seed decides.
struct RandomHistory {
    var cluster: Cluster
    private var random: SeededGenerator
    private(set) var last = ""
    private(set) var accepted = 0
    private var runs = 0

    init(seed: UInt64, hasFaults: Bool = true) {
        cluster = Scenario.cluster
        random = SeededGenerator(seed: seed)
        guard hasFaults else { return }
        for kind in [Fault.Kind.lostAfterEffect, .taskError, .taskVanishes(.done), .guestDeleted, .staleRead] {
            cluster.add(Fault(trigger: Trigger(probability: 0.02), kind: kind))
        }
    }

    static func fence(_ change: Change) -> Fence {
        switch change {
        case .download: .untouched
        case .create, .clone: .vacant
        default: .marked(Given.fleet, change.guest.id, claim: nil)
        }
    }

    mutating func step() {
        switch pick(12) {
        case 0...7:
            let change = randomChange()
            last = "\(change)"
            if case .success = cluster.submit([Submission(change: change, fence: Self.fence(change))])[0] {
                accepted += 1
            }
        case 8:
            cluster.advance(to: cluster.now.adding(seconds: pick(20)))
            last = "time"
        case 9:
            let action = randomAction()
            last = "\(action)"
            // People may try what cannot be done.
            do throws(HostError) { try cluster.perform(action) } catch { last += ": \(error.text)" }
        case 10:
            runs += 1
            let guest = randomGuest()
            let run = GuestRunID("run\(runs)")
            _ = cluster.start([
                GuestRequest(guest: guest, command: Given.run(.install("docker")), id: run)
            ])
            _ = cluster.look(at: [GuestRunReference(guest: guest, id: run)])
            last = "run in \(guest)"
        default:
            _ = try? cluster.observe()
            last = "observe"
        }
    }

    /// A change that was taken and whose task, if any, ended well.
    mutating func settledChange() -> Result<Change, Failure> {
        let change = randomChange()
        do throws(Failure) {
            try cluster.settle(change, fence: Self.fence(change))
            cluster.advance(to: cluster.now.adding(seconds: 20))
            return .success(change)
        } catch {
            return .failure(error)
        }
    }

    private mutating func pick(_ count: Int) -> Int { Int(random.next(below: UInt64(count))) }

    private mutating func randomGuest() -> GuestReference {
        let number = 101 + pick(8)
        let kind: GuestKind = number.isMultiple(of: 3) ? .machine : .container
        let node = cluster.guests[Given.id(number)]?.node ?? NodeName("pve\(1 + pick(3))")
        return GuestReference(id: Given.id(number), kind: kind, node: node)
    }

    private mutating func randomSetting(_ kind: GuestKind) -> Setting {
        let mount = Volume(storage: "local-lvm", sizeGibibytes: 2, mountPath: kind == .container ? "/data" : nil)
        switch pick(6) {
        case 0: return .memory(mebibytes: 512 + 64 * pick(10))
        case 1: return .volume(index: pick(3), mount)
        case 2:
            let name = kind == .container ? "eth1" : nil
            return .network(index: 1, NetworkInterface(name: name, bridge: "vmbr0", vlan: 1 + pick(5)))
        case 3: return .nameservers(["10.0.0.\(pick(5))"])
        case 4: return kind == .container ? .abilities(["nesting"]) : .agent(pick(2) == 0)
        default: return .startAtBoot(pick(2) == 0)
        }
    }

    private mutating func randomChange() -> Change {
        let guest = randomGuest()
        switch pick(15) {
        case 14: return Given.download(for: guest, to: "local:vztmpl/alpine-\(pick(3)).tar.xz")
        case 0, 1, 2: return Given.creation(guest)
        case 3:
            var source = randomGuest()
            while source.kind != guest.kind { source = randomGuest() }
            return Given.clone(of: source, to: guest, pick(2) == 0 ? .linked : .full(storage: nil))
        case 4, 5: return .configure(guest, set: [randomSetting(guest.kind)], unset: [])
        case 6: return .configure(guest, set: [], unset: [[.mount(0), .network(1), .nameservers][pick(3)]])
        case 7: return .grow(guest, key: .rootDisk, sizeGibibytes: 8 + pick(10))
        case 8: return .start(guest)
        case 9: return .shutDown(guest, timeoutSeconds: 30)
        case 10: return .restart(guest, timeoutSeconds: 30)
        case 11: return .snapshot(guest, SnapshotName("snap\(pick(2))"))
        case 12: return pick(2) == 0 ? .makeTemplate(guest) : .migrate(guest, to: NodeName("pve\(1 + pick(3))"))
        default: return .destroy(guest)
        }
    }

    private mutating func randomAction() -> HumanAction {
        let guest = randomGuest()
        switch pick(12) {
        case 0: return .powerOff(guest.id)
        case 1: return .powerOn(guest.id)
        case 2: return .delete(guest.id)
        case 3: return .move(guest.id, to: NodeName("pve\(1 + pick(3))"))
        case 4: return .rollback(guest.id, to: SnapshotName("snap\(pick(2))"))
        case 5: return .unlock(guest.id)
        case 6: return .crashNode(NodeName("pve\(1 + pick(3))"))
        default: return .bringNodeOnline(NodeName("pve\(1 + pick(3))"))
        }
    }
}
