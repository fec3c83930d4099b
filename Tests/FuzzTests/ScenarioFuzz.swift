import Foundation
import Fuzzing
import PhoenixModel
import PhoenixPorts
import PhoenixTestSupport

@testable import PhoenixSimulator

/// A simulated host's file and the log beside it.
struct ScenarioFuzz: FuzzSubject {
    private let honest: [FuzzCase]
    private let mutator: JSONMutator
    private let bytes: ByteMutator
    private let folder: FuzzTrial.Scratch

    init(_ trial: FuzzTrial) async throws {
        folder = try trial.scratch()
        honest = try trial.kept().map(\.case) + Self.samples + [try await Self.story(folder["story"])]
        let documents = honest.flatMap(\.files).flatMap {
            $0.bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
        }
        mutator = JSONMutator(corpus: documents)
        bytes = ByteMutator(corpus: documents)
    }

    mutating func makeCase(_ chance: inout SeededGenerator) -> FuzzCase {
        var fuzzCase = chance.pick(honest) ?? FuzzCase.empty
        guard let file = chance.pick(Array(fuzzCase.files.indices)) else { return fuzzCase }
        if chance.isLucky(0.3) {
            fuzzCase.files[file].bytes = bytes.mutated(fuzzCase.files[file].bytes, &chance)
        } else {
            // A log has many lines, a scenario is one.
            var lines = fuzzCase.files[file].bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
            for _ in 0..<(chance.pick([1, 1, 2]) ?? 1) {
                guard let line = chance.pick(Array(lines.indices)) else { break }
                lines[line] = mutator.mutated(lines[line], &chance)
            }
            fuzzCase.files[file].bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
        }
        return fuzzCase
    }

    mutating func judge(_ fuzzCase: FuzzCase) async throws -> FuzzVerdict {
        let place = URL(filePath: folder["host"])
        try fuzzCase.write(to: place)
        let path = place.appending(path: "host.json").path
        do {
            let onlooker = try SimulatedHost(file: path, access: .readOnly)
            try require(FuzzCase(reading: place) == fuzzCase.sorted, "who only looked has changed a file")
            let seen = try Scenario.bytes(of: onlooker.cluster)
            try judgeWriting(seen)
            let host = try SimulatedHost(file: path)
            try require(Scenario.bytes(of: host.cluster) == seen, "read otherwise by who may write")
            try await use(host)
            try host.close()
            return .accepted
        } catch let failure as Failure {
            try requireSentence(failure)
            _ = try? SimulatedHost(file: path)
            try require(FuzzCase(reading: place) == fuzzCase.sorted, "refused, but a file was changed: \(failure)")
            return .refused
        }
    }

    /// What was written is read again as the same. Names that no Proxmox has are left out then; and where something lasts
    /// beyond the last time that is read, the file is refused.
    private func judgeWriting(_ seen: Data) throws {
        guard let again = try? Scenario.bytes(of: Scenario.cluster(from: seen, named: "again")) else { return }
        let third = try Scenario.bytes(of: Scenario.cluster(from: again, named: "third"))
        try require(third == again, "what was written is read otherwise")
    }

    /// A host that was accepted can be worked with.
    private func use(_ host: SimulatedHost) async throws {
        guard let sight = try? await host.observe() else { return }
        let references = sight.guests.prefix(3).map(\.reference)
        _ = await host.submit(
            references.flatMap { guest in
                [Change.start(guest), .shutDown(guest, timeoutSeconds: 60), .snapshot(guest, "s"), .destroy(guest)]
                    .map { Submission(change: $0, fence: .marked("lab", guest.id, claim: nil)) }
            })
        await host.sleep(until: host.now().adding(seconds: 3_600))
        _ = try? await host.observe()
    }

    /// File and log of a process that was killed.
    private static func story(_ folder: String) async throws -> FuzzCase {
        let path = folder + "/host.json"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let host = try SimulatedHost(file: path)
        let guest = GuestReference(id: id(101), kind: .container, node: "pve1")
        let mark = Mark(fleet: "lab", guest: guest.id)
        let creation = Creation(
            guest: guest, image: debianImage, isUnprivileged: true,
            configuration: Configuration([
                .name("web"), .cores(2), .memory(mebibytes: 1024),
                .rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 8)),
            ]), mark: mark)
        let changes: [(Change, Fence)] = [
            (.create(creation), .vacant), (.start(guest), .marked("lab", guest.id, claim: nil)),
            (.configure(guest, set: [.memory(mebibytes: 2048)], unset: []), .marked("lab", guest.id, claim: nil)),
            (.snapshot(guest, "one"), .marked("lab", guest.id, claim: nil)),
        ]
        for (change, fence) in changes {
            _ = await host.submit([Submission(change: change, fence: fence)])
            await host.sleep(until: host.now().adding(seconds: 5))
        }
        let run = ScriptRun(
            purpose: .install("docker"), script: script("features/docker/install.sh"), parameters: [],
            timeoutSeconds: 60)
        _ = await host.start([GuestRequest(guest: guest, command: .run(run), id: GuestRunID("r"))])
        host.schedule(.powerOff(guest.id), at: await host.now().adding(seconds: 10))
        await host.sleep(until: host.now().adding(seconds: 20))
        host.add(Fault(operation: .observe, trigger: Trigger(probability: 0.2), kind: .lostBeforeEffect))
        return try FuzzCase(reading: URL(filePath: folder))
    }

    private static let samples = [
        #"""
        {"nodes": [{"name": "pve1"}], "storages": [{"name": "local-lvm", "kind": "lvmthin"}], "guests": [{"id": 100, "node": "pve1", "running": true, "config": "hostname: web\nrootfs: local-lvm:vm-100-disk-0,size=4G\n"}], "humans": [{"afterSeconds": 30, "action": {"powerOff": {"_0": 100}}}], "faults": [{"operation": "clone", "kind": {"lostAfterEffect": {}}}], "timing": {"jitterPercent": 5, "milliseconds": {"start": 5}}, "seed": "ff", "now": 1767225600000}
        """#
    ].map { FuzzCase([FuzzCase.File("host.json", $0)]) }
}

extension FuzzCase {
    /// In the order in which a folder is read.
    var sorted: FuzzCase { FuzzCase(files.sorted { $0.name < $1.name }) }
}
