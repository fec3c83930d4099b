import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("Updates of a container's configuration")
struct ContainerUpdateTests {
    private let reference = Given.container(101)

    private func cluster(isRunning: Bool = false) throws -> Cluster {
        var cluster = Scenario.homelab
        try cluster.settle(Given.creation(reference))
        if isRunning { try cluster.boot(reference) }
        return cluster
    }

    @Test("Nothing to do, a stale digest and a lock are refused in Proxmox's order and words")
    func order() throws {
        var cluster = try cluster()
        #expect(cluster.refusal(reference, ConfigurationUpdate(digest: "x")) == "no options specified")
        let stale = ConfigurationUpdate(values: ["memory": "300"], digest: String(repeating: "0", count: 40))
        #expect(
            cluster.refusal(reference, stale)
                == "detected modified configuration - file changed by other user? Try again.")
        cluster.guests[reference.id]?.file.lock = "backup"
        #expect(cluster.refusal(reference, stale) == "CT is locked (backup)")
        cluster.guests[reference.id]?.file.lock = nil
        let digest = try #require(cluster.guests[reference.id]?.file.digest)
        try cluster.update(reference, ConfigurationUpdate(values: ["memory": "300"], digest: digest))
        #expect(cluster.guests[reference.id]?.file.digest != digest)
    }

    @Test("Parameters that contradict each other are named")
    func contradictions() throws {
        var cluster = try cluster()
        let cases: [(ConfigurationUpdate, [String: String])] = [
            (ConfigurationUpdate(deletions: ["nosuch"]), ["delete": "unknown option 'nosuch'"]),
            (ConfigurationUpdate(reverts: ["net32"]), ["revert": "unknown option 'net32'"]),
            (
                ConfigurationUpdate(values: ["memory": "1"], deletions: ["memory"]),
                ["delete": "you can't use '-memory' and -delete memory' at the same time"]
            ),
            (
                ConfigurationUpdate(values: ["memory": "1"], reverts: ["memory"]),
                ["revert": "you can't use '-memory' and '-revert memory' at the same time"]
            ),
            (
                ConfigurationUpdate(deletions: ["swap"], reverts: ["swap"]),
                ["delete": "you can't use '-delete swap' and '-revert swap' at the same time"]
            ),
        ]
        for (update, errors) in cases { #expect(cluster.parameterErrors(reference, update) == errors) }
    }

    @Test("A missing bridge is told when everything is saved, and by any later change as well")
    func trap() throws {
        var cluster = try cluster()
        let wrong = ConfigurationUpdate(values: ["net1": "name=eth1,bridge=vmbr9,ip=dhcp"])
        #expect(cluster.refusal(reference, wrong) == "bridge 'vmbr9' does not exist")
        #expect(cluster.file(reference).contains("\nnet1: name=eth1,bridge=vmbr9,hwaddr=BC:24:11:"))
        #expect(
            cluster.refusal(reference, ConfigurationUpdate(values: ["cores": "3"])) == "bridge 'vmbr9' does not exist")
        #expect(cluster.file(reference).contains("cores: 3\n"))
        try cluster.update(reference, ConfigurationUpdate(deletions: ["net1"]))
    }

    @Test("What a running container cannot take waits, and a revert forgets it")
    func pending() throws {
        var cluster = try cluster(isRunning: true)
        let before = cluster.file(reference)
        try cluster.update(
            reference, ConfigurationUpdate(values: ["nameserver": "1.1.1.1,8.8.8.8", "features": "nesting=1"]))
        let file = try #require(cluster.guests[reference.id]?.file)
        #expect(file.text.hasSuffix("\n[pve:pending]\nfeatures: nesting=1\nnameserver: 1.1.1.1 8.8.8.8\n"))
        #expect(file.pendingRows.first { $0.key == "nameserver" }?.pending == .text("1.1.1.1 8.8.8.8"))
        #expect(try file.values(of: .merged).contains { $0.key == "features" })
        #expect(try !file.values(of: .current).contains { $0.key == "features" })
        try cluster.update(reference, ConfigurationUpdate(reverts: ["nameserver", "features"]))
        #expect(cluster.file(reference) == before)
    }

    @Test("A network that cannot be plugged leaves everything as it was")
    func hotplugError() throws {
        var cluster = try cluster(isRunning: true)
        let before = cluster.file(reference)
        let update = ConfigurationUpdate(values: [
            "net1": "name=eth1,bridge=vmbr9", "cores": "7", "mp0": "local-lvm:1,mp=/d",
        ])
        #expect(
            cluster.parameterErrors(reference, update)
                == ["net1": "unable to hotplug net1: bridge 'vmbr9' does not exist\n"])
        #expect(cluster.file(reference) == before)
        #expect(cluster.guests[reference.id]?.volumes.count == 1, "the volume for mp0 was given back")
    }

    @Test("Deleting the same key twice is refused no more and warned about")
    func unset() throws {
        var cluster = try cluster()
        let warnings = try cluster.update(reference, ConfigurationUpdate(deletions: ["hookscript"]))
        #expect(warnings == ["cannot delete 'hookscript' - not set in current configuration!"])
    }

    @Test("An unused volume that a snapshot holds loses its key and not its data")
    func unusedInSnapshot() throws {
        var cluster = try cluster()
        try cluster.update(reference, ConfigurationUpdate(values: ["mp0": "local-lvm:1.5,mp=/d"]))
        #expect(cluster.file(reference).contains("size=1536M"))
        try cluster.settle(.snapshot(reference, "s1"))
        try cluster.update(reference, ConfigurationUpdate(deletions: ["mp0"]))
        try cluster.update(reference, ConfigurationUpdate(deletions: ["unused0"]))
        #expect(cluster.guests[reference.id]?.volumes.count == 2)
        #expect(!cluster.file(reference).contains("unused0"))
    }

    @Test("A volume that does not fit is told by its key, and nothing is written")
    func full() throws {
        var cluster = try cluster()
        let before = cluster.file(reference)
        let errors = cluster.parameterErrors(
            reference, ConfigurationUpdate(values: ["mp0": "local-lvm:9000,mp=/d", "cores": "4"]))
        #expect(errors?["mp0"]?.hasPrefix("unable to apply pending change mp0 : lvcreate") == true)
        #expect(cluster.file(reference) == before)
    }

    @Test("Tags are lower-case, sorted and without doubles; emptied ones read as one blank")
    func tags() throws {
        var cluster = try cluster()
        try cluster.update(reference, ConfigurationUpdate(values: ["tags": "Web;alpha,web"]))
        #expect(cluster.guests[reference.id]?.file.current["tags"] == "alpha;web")
        try cluster.update(reference, ConfigurationUpdate(values: ["tags": ""]))
        #expect(cluster.file(reference).contains("tags: \n"))
        #expect(cluster.guests[reference.id]?.file.current["tags"] == " ")
    }
}

extension Cluster {
    /// The text of a refusal; nil if the update was taken.
    mutating func refusal(_ reference: GuestReference, _ update: ConfigurationUpdate) -> String? {
        error(reference, update)?.text
    }

    /// What is wrong with single parameters; nil if the update was taken.
    mutating func parameterErrors(_ reference: GuestReference, _ update: ConfigurationUpdate) -> [String: String]? {
        error(reference, update)?.parameterErrors
    }

    private mutating func error(_ reference: GuestReference, _ update: ConfigurationUpdate) -> HostError? {
        do throws(HostError) {
            try self.update(reference, update)
            return nil
        } catch {
            return error
        }
    }
}
