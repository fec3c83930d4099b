import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("Downloads")
struct DownloadTests {
    private let guest = Given.container(101)

    @Test("The file is there when its task has ended, on the node that fetched it")
    func local() throws {
        var cluster = Scenario.cluster
        guard case .task(let task) = try cluster.ask(Given.download(for: guest)) else {
            Issue.record("it is no task")
            return
        }
        let running = try #require(try cluster.observe().runningTasks.first)
        #expect(running.id == task && running.operation == .download && running.guest == nil)
        #expect(running.fileName == "alpine.tar.xz")
        #expect(try cluster.nodes(with: Given.alpine) == [])
        let begun = cluster.now
        try cluster.end(task)
        #expect(cluster.now == begun.adding(milliseconds: 5000))
        #expect(try cluster.nodes(with: Given.alpine) == ["pve1"])
    }

    @Test("On a shared storage every node sees it")
    func shared() throws {
        var cluster = Scenario.cluster
        try cluster.settle(Given.download(for: guest, to: "shared:vztmpl/alpine.tar.xz"))
        #expect(try cluster.nodes(with: "shared:vztmpl/alpine.tar.xz") == ["pve1", "pve2", "pve3"])
    }

    @Test("Whoever has the number, no guest is in its way")
    func numbers() throws {
        var cluster = Scenario.cluster
        try cluster.perform(.takeNumber(guest.id, kind: .machine, node: "pve1", name: "theirs"))
        try cluster.settle(Given.download(for: guest))
    }

    @Test("A file that was not fetched with the same checksum is kept, and the task fails")
    func mismatch() throws {
        var cluster = Scenario.cluster
        let found = try failure { () throws(Failure) in
            try cluster.settle(Given.download(for: guest, to: Given.debian))
        }
        #expect(found.code == .taskFailed && found.disposition == .stall)
        #expect(found.message.contains("checksum mismatch: got"))
        try cluster.settle(Given.download(for: guest))
        let other = try failure { () throws(Failure) in
            try cluster.settle(Given.download(for: guest, checksum: "b"))
        }
        #expect(other.message.contains("checksum mismatch: got 'aaaa"))
    }

    @Test("A storage that holds no such files refuses")
    func refusals() throws {
        var cluster = Scenario.cluster
        for (volume, words) in [
            ("local-lvm:vztmpl/a.tar.xz", "not a file based storage"), ("nowhere:vztmpl/a.tar.xz", "does not exist"),
            ("local:vztmpl/a.qcow2", "wrong file extension"), ("local:snippets/a.yaml", "unable to parse volume ID"),
        ] {
            let refused = try failure { () throws(Failure) in try cluster.ask(Given.download(for: guest, to: volume)) }
            #expect(refused.message.contains(words), "\(volume): \(refused)")
        }
    }

    static let faults: [(Fault.Kind, isThere: Bool)] = [
        (.taskError, false), (.storageFull, false), (.taskVanishes(.done), true), (.taskVanishes(.undone), false),
        (.lostBeforeEffect, false), (.lostAfterEffect, true), (.refused, false), (.forbidden, false),
    ]

    @Test("Faults strike it as they strike other changes, and it can be sent again", arguments: faults)
    func struck(kind: Fault.Kind, isThere: Bool) throws {
        var cluster = Scenario.homelab
        cluster.add(Fault(operation: .change(.download), trigger: Trigger(occurrence: 1), kind: kind))
        try? cluster.settle(Given.download(for: guest))
        cluster.advance(to: cluster.now.adding(seconds: 60))
        #expect(try cluster.nodes(with: Given.alpine) == (isThere ? ["pve1"] : []))
        try cluster.settle(Given.download(for: guest))
        #expect(try cluster.nodes(with: Given.alpine) == ["pve1"])
    }

    @Test("A fault on the guest that waits for it does not strike it, as no call names that guest")
    func guestFault() throws {
        var cluster = Scenario.homelab
        cluster.add(Fault(guest: guest.id, kind: .refused))
        try cluster.settle(Given.download(for: guest))
    }
}

extension Cluster {
    /// The nodes that show an image.
    fileprivate mutating func nodes(with image: String) throws -> [NodeName] {
        try observe().nodes.filter { node in node.storages.contains { $0.images.contains(image) } }.map(\.name)
    }
}
