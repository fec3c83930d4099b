import Foundation
import PhoenixModel
import PhoenixPorts
import Testing

@testable import PhoenixSimulator

/// Words in which the tests are told.
enum Given {
    static let fleet: FleetName = "lab"
    static let debian = "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"
    static let cloudImage = "local:import/noble-server-cloudimg-amd64.qcow2"

    static func id(_ number: Int) -> GuestID {
        guard let id = GuestID(number) else { preconditionFailure("tests use valid numbers") }
        return id
    }

    static func container(_ number: Int, on node: NodeName = "pve1") -> GuestReference {
        GuestReference(id: id(number), kind: .container, node: node)
    }

    static func machine(_ number: Int, on node: NodeName = "pve1") -> GuestReference {
        GuestReference(id: id(number), kind: .machine, node: node)
    }

    static func mark(_ number: Int) -> Mark { Mark(fleet: fleet, guest: id(number)) }

    static let network = Setting.network(
        index: 0, NetworkInterface(name: "eth0", bridge: "vmbr0", address: .fixed("10.0.0.5/24"), gateway: "10.0.0.1"))

    /// A small container on thin storage.
    static func creation(_ reference: GuestReference, _ more: [Setting] = []) -> Change {
        let isMachine = reference.kind == .machine
        var settings: [Setting] = [
            .name("guest\(reference.id)"), .cores(2), .memory(mebibytes: 1024),
            .rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 8)),
        ]
        if isMachine {
            settings.append(.agent(true))
            settings.append(.network(index: 0, NetworkInterface(bridge: "vmbr0", address: .dhcp)))
        } else {
            settings.append(network)
        }
        return .create(
            Creation(
                guest: reference, image: isMachine ? cloudImage : debian, isUnprivileged: true,
                configuration: Configuration(settings + more), mark: mark(reference.id.number)))
    }

    static let alpine = "local:vztmpl/alpine.tar.xz"

    /// An image that no scenario has; its checksum is one digit repeated.
    static func download(
        for reference: GuestReference, to volume: String = alpine, checksum digit: Character = "a"
    ) -> Change {
        guard let checksum = Checksum("sha256:" + String(repeating: digit, count: 64)) else {
            preconditionFailure("tests use valid checksums")
        }
        let source = ImageSource(url: "https://images.example/\(volume.split(separator: "/")[1])", checksum: checksum)
        return .download(Download(guest: reference, volume: volume, source: source))
    }

    static func clone(
        of source: GuestReference, _ snapshot: SnapshotName? = nil, to guest: GuestReference, _ mode: Cloning.Mode
    ) -> Change {
        .clone(
            Cloning(
                source: source, snapshot: snapshot, guest: guest, name: "copy\(guest.id)", mode: mode,
                mark: mark(guest.id.number)))
    }

    static func script(_ text: String = "true") -> Script { Script(path: "features/x/install.sh", text: text) }

    static func run(_ purpose: ScriptRun.Purpose, text: String = "true", timeoutSeconds: Int = 3600) -> GuestCommand {
        .run(ScriptRun(purpose: purpose, script: script(text), parameters: [], timeoutSeconds: timeoutSeconds))
    }

    static func receipt(_ feature: FeatureName, digit: Character = "a") -> Receipt {
        guard let digest = Digest(String(repeating: digit, count: 64)),
            let commit = CommitID(String(repeating: digit, count: 40))
        else { preconditionFailure("tests use valid digests") }
        return Receipt(
            subject: .feature(feature), digest: digest, stage: .applied, commit: commit, writtenAt: Cluster.epoch)
    }
}

extension Cluster {
    /// The fence that Phoenix would send along.
    private func fence(for change: Change) -> Fence {
        switch change {
        case .download: .untouched
        case .create, .clone: .vacant
        default: .marked(Given.fleet, change.guest.id, claim: nil)
        }
    }

    /// Hands a change over as Phoenix would.
    @discardableResult
    mutating func ask(_ change: Change, fence: Fence? = nil) throws(Failure) -> Acceptance {
        try submit([Submission(change: change, fence: fence ?? self.fence(for: change))])[0].get()
    }

    /// Hands a change over and lets its task end; its failure is thrown.
    mutating func settle(_ change: Change, fence: Fence? = nil) throws(Failure) {
        guard case .task(let task) = try ask(change, fence: fence) else { return }
        try end(task)
    }

    mutating func end(_ task: TaskID) throws(Failure) {
        while case .running(let instant) = look(at: [task])[0] { advance(to: instant) }
        if case .failed(let failure) = look(at: [task])[0] { throw failure }
    }

    /// Lets a guest boot until it answers.
    mutating func boot(_ reference: GuestReference) throws(Failure) {
        try settle(.start(reference))
        if let running = guests[reference.id]?.running { advance(to: running.answersAt) }
    }

    /// Runs a command to its end, with all that it printed.
    mutating func execute(
        _ command: GuestCommand, in guest: GuestReference, id: String
    ) throws(Failure) -> (sight: GuestRunSight, lines: [String]) {
        let request = GuestRequest(guest: guest, command: command, id: GuestRunID(id))
        try start([request])[0].get()
        var lines: [String] = []
        while true {
            let sight = look(at: [GuestRunReference(guest: guest, id: request.id)])[0]
            switch sight {
            case .running(let new, let instant):
                lines += new
                advance(to: instant)
            case .ended(_, let new):
                return (sight, lines + new)
            default:
                return (sight, lines)
            }
        }
    }

    /// The exit code of a command that is run to its end; nil if it vanished.
    mutating func exitCode(of command: GuestCommand, in guest: GuestReference, id: String) throws(Failure) -> Int? {
        if case .ended(let code, _) = try execute(command, in: guest, id: id).sight { return code }
        return nil
    }

    /// The guest as Phoenix sees it.
    mutating func seen(_ reference: GuestReference) throws -> ObservedGuest {
        try #require(try observe().guests.first { $0.id == reference.id })
    }

    /// The file's text.
    func file(_ reference: GuestReference) -> String { guests[reference.id]?.file.text ?? "" }

    var bytes: Data { get throws { try Scenario.bytes(of: self) } }
}

/// The failure of a call that must not succeed.
func failure(_ work: () throws(Failure) -> Void) throws -> Failure {
    do throws(Failure) {
        try work()
    } catch {
        return error
    }
    throw Failure(.internalDefect, "it was taken", remedy: "none")
}
