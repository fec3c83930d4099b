import Foundation
import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxSchema
import Testing

@testable import PhoenixProxmox

/// The versions of Proxmox whose API is simulated.
enum ProfileName: CaseIterable {
    case version9_2, version8_4

    var profile: Profile { self == .version9_2 ? .version9_2 : .version8_4 }
}

@Suite("Inside guests of a simulated Proxmox")
struct ProxmoxGuestShellTests {
    @Test("A feature's whole life", arguments: GuestKind.allCases, ProfileName.allCases)
    func life(kind: GuestKind, profile: ProfileName) async throws {
        let guests = try await JoinedGuests(profile: profile)
        let guest = guests.guest(kind)
        try await guests.start(.answer, "answer", in: guest)
        #expect(await guests.look("answer", in: guest) == .ended(exitCode: 0, newLines: []))
        #expect(try await receipts(guests, guest) == [])
        try await guests.start(.run(script(.check("docker"))), "check-1", in: guest)
        #expect(await guests.end(of: "check-1", in: guest).sight.exitCode == 1)
        let begun = try receipt(.begun)
        try await guests.start(.writeReceipt(begun), "begun", in: guest)
        #expect(await guests.look("begun", in: guest) == .ended(exitCode: 0, newLines: []))
        #expect(try await receipts(guests, guest) == [begun])
        try await guests.start(.run(script(.install("docker"))), "install", in: guest)
        let installed = await guests.end(of: "install", in: guest)
        #expect(installed.sight.exitCode == 0 && installed.lines == ["installing docker"])
        try await guests.start(.run(script(.check("docker"))), "check-2", in: guest)
        #expect(await guests.end(of: "check-2", in: guest).sight.exitCode == 0)
        let applied = try receipt(.applied)
        try await guests.start(.writeReceipt(applied), "applied", in: guest)
        #expect(try await receipts(guests, guest) == [applied])
        #expect(guests.server.api.cluster.guests[guest.id]?.interior.receipts == [applied])
        try await guests.start(.run(script(.remove("docker"))), "remove", in: guest)
        #expect(await guests.end(of: "remove", in: guest).sight.exitCode == 0)
        try await guests.start(.removeReceipt(applied.subject), "removed", in: guest)
        #expect(try await receipts(guests, guest) == [])
    }

    @Test("An end is told once; then the run is not known any more", arguments: GuestKind.allCases)
    func told(kind: GuestKind) async throws {
        let guests = try await JoinedGuests()
        let guest = guests.guest(kind)
        for _ in 1...2 { try await guests.start(.answer, "answer", in: guest) }
        #expect(await guests.look("answer", in: guest) == .ended(exitCode: 0, newLines: []))
        #expect(await guests.look("answer", in: guest) == .vanished)
        #expect(await guests.look("nobody", in: guest) == .vanished)
    }

    @Test("A run is joined by a second request, and by the next process", arguments: GuestKind.allCases)
    func joining(kind: GuestKind) async throws {
        let guests = try await JoinedGuests()
        let guest = guests.guest(kind)
        for _ in 1...2 { try await guests.start(.run(script(.install("docker"))), "r1", in: guest) }
        #expect(guests.server.api.cluster.guests[guest.id]?.runs.count == 1)
        let reference = GuestRunReference(guest: guest, id: "r1")
        let next = JoinedGuests.shell(on: guests.server)
        guard case .running(let lines, let again) = await next.look(at: [reference])[0] else {
            Issue.record("it is not running")
            return
        }
        #expect(lines == ["installing docker"])
        #expect(again > (await guests.clock.now()))
        let sight = await next.look(at: [reference])[0]
        #expect(sight == .ended(exitCode: 0, newLines: []))
    }

    @Test("A guest that is restarted in the middle has forgotten its runs", arguments: GuestKind.allCases)
    func restart(kind: GuestKind) async throws {
        let guests = try await JoinedGuests()
        let guest = guests.guest(kind)
        try await guests.start(.run(script(.install("docker"))), "r1", in: guest)
        try await guests.power("stop", guest, waiting: 5)
        let stopped = await guests.look("r1", in: guest)
        #expect(stopped.failure?.code == .guestNotReady)
        try await guests.power("start", guest)
        #expect(await guests.look("r1", in: guest) == .vanished)
    }

    @Test("A guest that does not run is not ready, whatever it is asked", arguments: GuestKind.allCases)
    func notReady(kind: GuestKind) async throws {
        let guests = try await JoinedGuests()
        let guest = guests.guest(kind)
        try await guests.power("stop", guest)
        for command in try commands() {
            let failure = await #expect(throws: Failure.self) { try await guests.start(command, "r1", in: guest) }
            #expect(failure?.code == .guestNotReady, "\(command)")
        }
        try await guests.power("start", guest, waiting: 1)
        let booting = await #expect(throws: Failure.self) { try await guests.start(.answer, "r2", in: guest) }
        #expect(booting?.code == .guestNotReady)
        await guests.pass(seconds: 120)
        try await guests.start(.answer, "r2", in: guest)
    }

    @Test("A machine without an agent, and a guest that is not there")
    func notThere() async throws {
        let guests = try await JoinedGuests()
        try await guests.power("stop", guests.machine)
        let config = PhoenixProxmox.Endpoint<NoAnswer>(.put, "/nodes/pve1/qemu/102/config", ["delete": "agent"])
        _ = try await guests.server.answer(config)
        try await guests.power("start", guests.machine)
        let silent = await #expect(throws: Failure.self) { try await guests.start(.answer, "r1", in: guests.machine) }
        #expect(silent?.code == .guestNotReady)
        for kind in GuestKind.allCases {
            let nobody = try JoinedGuests.reference(999, kind)
            let failure = await #expect(throws: Failure.self) { try await guests.start(.answer, "r1", in: nobody) }
            #expect(failure?.code == .notFound, "\(kind)")
        }
    }

    @Test(
        "Large scripts, parameters of all kinds and secrets arrive", arguments: GuestKind.allCases, ProfileName.allCases
    )
    func large(kind: GuestKind, profile: ProfileName) async throws {
        let guests = try await JoinedGuests(profile: profile)
        let guest = guests.guest(kind)
        let values = ["two\nlines\n", "it's '\\'' quoted", "100% $HOME", "", "grüße 🐦", "export A='b'\nexport C='"]
        let parameters =
            values.enumerated().map { Parameter(variable: "PHOENIX_V\($0)", value: .text($1)) }
            + [Parameter(variable: "PHOENIX_KEY", value: .secret("key"))]
        let text = String(repeating: "echo 'äöü + / % & ='\n", count: 13_000)
        let run = ScriptRun(
            purpose: .install("docker"), script: Script(path: "install.sh", text: text), parameters: parameters,
            timeoutSeconds: 900)
        try await guests.start(.run(run), "r1", in: guest)
        guard case .working(let work) = guests.server.api.cluster.guests[guest.id]?.runs.first?.state,
            case .run(let arrived) = work.command
        else {
            Issue.record("it is not at work")
            return
        }
        #expect(arrived.script.text == text && text.utf8.count > 300_000)
        #expect(arrived.parameters.map(\.value) == (values + ["s3cr3t"]).map { .text($0) })
        #expect(arrived.parameters.map(\.variable) == parameters.map(\.variable))
        #expect(arrived.purpose == run.purpose && arrived.timeoutSeconds == 900)
        let left = guests.server.api.cluster.guests[guest.id]?.interior.files.keys.filter { $0.hasPrefix("/run/") }
        #expect(left == [])
    }

    @Test("Much output is told whole, in the order in which it was printed", arguments: GuestKind.allCases)
    func muchOutput(kind: GuestKind) async throws {
        var cluster = Scenario.homelab
        let output = (0..<9000).map { "line \($0) " + String(repeating: "ü", count: 40) }
        cluster.scripts = [ScriptRule(purpose: .install, exitCode: 3, seconds: 0, output: output)]
        let guests = try await JoinedGuests(cluster)
        let guest = guests.guest(kind)
        try await guests.start(.run(script(.install("docker"))), "r1", in: guest)
        let (sight, lines) = await guests.end(of: "r1", in: guest)
        #expect(sight.exitCode == 3)
        #expect(lines == output)
    }

    @Test("Scripts wait for one another, and one that hangs is ended", arguments: GuestKind.allCases)
    func waiting(kind: GuestKind) async throws {
        var cluster = Scenario.homelab
        cluster.scripts = [ScriptRule(purpose: .install, output: ["at work"], hangs: true)]
        let guests = try await JoinedGuests(cluster)
        let guest = guests.guest(kind)
        try await guests.start(.run(script(.install("docker"))), "first", in: guest)
        try await guests.start(.run(script(.check("docker"))), "second", in: guest)
        let (sight, lines) = await guests.end(of: "second", in: guest)
        #expect(sight.exitCode == 1 && lines == ["docker is not there"])
        let (hung, printed) = await guests.end(of: "first", in: guest)
        #expect(hung.exitCode == 124 && printed == ["at work", "killed after 900 s"])
    }

    @Test("A secret that is not configured is named, and nothing is started")
    func noSecret() async throws {
        let guests = try await JoinedGuests()
        let shell = ProxmoxGuestShell(
            server: guests.server, nodeShell: JoinedNodeShell(api: guests.server.api), clock: guests.clock)
        let run = ScriptRun(
            purpose: .install("docker"), script: Script(path: "install.sh", text: "true"),
            parameters: [Parameter(variable: "PHOENIX_KEY", value: .secret("key"))], timeoutSeconds: 1)
        let request = GuestRequest(guest: guests.container, command: .run(run), id: "r1")
        let failure = await #expect(throws: Failure.self) { try await shell.start([request])[0].get() }
        #expect(failure?.code == .settingsInvalid)
        #expect(guests.server.api.cluster.guests[guests.container.id]?.runs == [])
    }

    @Test("Many guests are asked at once, and the answers are in order")
    func many() async throws {
        let guests = try await JoinedGuests()
        let nobody = try JoinedGuests.reference(999, .container)
        let requests = (0..<40).map { number in
            GuestRequest(
                guest: number % 3 == 0
                    ? nobody
                    : guests.guest(number % 2 == 0 ? .container : .machine),
                command: .answer, id: GuestRunID("r\(number)"))
        }
        let answers = await guests.shell.start(requests)
        #expect(answers.count == 40)
        for (number, answer) in answers.enumerated() {
            if case .success = answer { #expect(number % 3 != 0) } else { #expect(number % 3 == 0) }
        }
    }

    @Test(
        "Whatever goes wrong on whatever call, a caller that tries again comes to its end",
        arguments: GuestKind.allCases)
    func faults(kind: GuestKind) async throws {
        let kinds: [Fault.Kind] = [
            .refused, .lostBeforeEffect, .lostAfterEffect, .lockTimeout, .forbidden, .nodeOffline, .taskError,
            .taskVanishes(.done), .taskVanishes(.undone), .taskVanishes(.abandoned), .storageFull, .slow(seconds: 7),
            .staleRead,
        ]
        let operations: [Fault.Operation] = Fault.Operation.Command.allCases.map { .command($0) } + [.lookAtRun]
        for fault in kinds {
            for operation in operations where fault.concerns(operation) {
                let guests = try await JoinedGuests()
                let guest = guests.guest(kind)
                guests.server.api.change {
                    $0.add(Fault(operation: operation, guest: guest.id, trigger: Trigger(occurrence: 1), kind: fault))
                }
                for (number, command) in try commands().enumerated() {
                    let isOver = await carryOut(command, number, guests, guest)
                    #expect(isOver, "\(fault) on \(operation): \(command)")
                }
                let met = guests.server.api.cluster.faults.first?.trigger.met
                #expect(met == 1, "\(fault) on \(operation)")
                #expect(try await receipts(guests, guest) == [], "\(fault) on \(operation)")
            }
        }
    }

    /// As Phoenix does: the same id again when nobody knows, another when it vanished or failed.
    private func carryOut(
        _ command: GuestCommand, _ number: Int, _ guests: JoinedGuests, _ guest: GuestReference
    ) async -> Bool {
        var id = GuestRunID("r\(number)")
        for attempt in 1...6 {
            do throws(Failure) {
                try await guests.start(command, id, in: guest)
            } catch {
                continue
            }
            let (sight, _) = await guests.end(of: id, in: guest)
            switch sight {
            case .ended(0, _), .receipts: return true
            case .unknown: continue
            case .ended, .running, .vanished: id = GuestRunID("r\(number)-again\(attempt)")
            }
        }
        return false
    }

    private func commands() throws -> [GuestCommand] {
        [
            .answer, .readReceipts, .writeReceipt(try receipt(.applied)), .run(script(.install("docker"))),
            .removeReceipt(.feature("docker")),
        ]
    }

    private func script(_ purpose: ScriptRun.Purpose) -> ScriptRun {
        ScriptRun(
            purpose: purpose, script: Script(path: "script.sh", text: "true\n"), parameters: [], timeoutSeconds: 900)
    }

    private func receipts(_ guests: JoinedGuests, _ guest: GuestReference) async throws -> [Receipt]? {
        try await guests.start(.readReceipts, "receipts", in: guest)
        if case .receipts(let receipts) = await guests.look("receipts", in: guest) { return receipts }
        return nil
    }

    private func receipt(_ stage: Receipt.Stage) throws -> Receipt {
        Receipt(
            subject: .feature("docker"), digest: try #require(Digest(String(repeating: "ab", count: 32))), stage: stage,
            commit: try #require(CommitID(String(repeating: "1", count: 40))),
            writtenAt: Instant(milliseconds: 1_700_000_000_123))
    }
}

extension GuestRunSight {
    fileprivate var exitCode: Int? { if case .ended(let exitCode, _) = self { exitCode } else { nil } }
    fileprivate var failure: Failure? { if case .unknown(let failure) = self { failure } else { nil } }
}
