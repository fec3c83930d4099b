import Foundation
import PhoenixModel
import Testing

@testable import PhoenixProxmox

@Suite("Scripts, run by Phoenix's program in real shells")
struct GuestScriptTests {
    /// Long enough for a script to begin on a busy machine, as it is ended afterwards.
    private static let startSeconds = 4

    @Test(
        "A script gets its parameters as they are, and nothing of its caller's environment",
        arguments: GuestSystem.allCases)
    func environment(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        let values = ["two\nlines\n", "it's \"quoted\" '' 'a'\u{301}", "100% $HOME `id` \\n \\", "", "grüße 🐦"]
        var parameters = values.enumerated().map { Parameter(variable: "PHOENIX_V\($0)", value: .text($1)) }
        parameters.append(Parameter(variable: "PHOENIX_KEY", value: .secret("api-key")))
        let script = """
            for value in "$PHOENIX_V0" "$PHOENIX_V1" "$PHOENIX_V2" "$PHOENIX_V3" "$PHOENIX_V4" "$PHOENIX_KEY"; do
                printf '%s|' "$value"
            done
            echo; echo "$HOME $USER $DEBIAN_FRONTEND ${STRAY:-none} ${environment:-none} $(umask) $(pwd) $#" >&2
            cat; env | grep -c '^PHOENIX_'
            """
        try await guest.begin("r1", script, parameters: parameters)
        let (exitCode, output) = try await guest.end(of: "r1")
        #expect(exitCode == 0)
        let lines = "/root root noninteractive none none 0022 / 0\n6\n"
        #expect(
            String(decoding: output, as: UTF8.self) == (values + ["s3cr3t"]).map { $0 + "|" }.joined() + "\n" + lines)
        let left = try FileManager.default.contentsOfDirectory(atPath: guest.runs.appending(path: "r1").path)
        #expect(!left.contains("environment") && left.contains("script") && left.contains("output"))
    }

    @Test("A script ends at its first error, whatever it says itself", arguments: GuestSystem.allCases)
    func strictness(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        let scripts: [(GuestRunID, String, Int)] = [
            ("plain", "false\necho on", 1), ("unset", "echo \"$NOBODY_SET_IT\"\necho on", -1),
            ("bash", "#!/bin/bash\nfalse\necho on", 1), ("env", "#!/usr/bin/env bash\nfalse\necho on", 1),
            ("split", "#!/usr/bin/env -S bash -x\n[[ a == b ]]\necho on", 1),
            ("dashes", "#!/bin/sh -\nfalse\necho on", 1), ("space", "#! /bin/sh\nfalse\necho on", 1),
            ("code", "exit 42", 42), ("signal", "kill -s KILL $$", 137), ("missing", "#!/no/such/shell\n", 127),
            ("empty", "", 0), ("other", "#!/usr/bin/perl\nexit(7 + !defined $ENV{NOBODY});", 8),
        ]
        for (id, script, _) in scripts { try await guest.begin(id, script) }
        for (id, _, expected) in scripts {
            let (exitCode, output) = try await guest.end(of: id)
            #expect(expected < 0 ? exitCode != 0 : exitCode == expected, "\(id)")
            #expect(!String(decoding: output, as: UTF8.self).split(separator: "\n").contains("on"), "\(id)")
        }
    }

    @Test("What arrives twice is started once, also if it arrives at the same time", arguments: GuestSystem.allCases)
    func joining(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        let script = "echo once >>'\(guest.folder.path)/effects'"
        let call = try ScratchGuest.runCall("r1", script)
        let codes = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 { group.addTask { try await guest.call(call).exitCode } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == [0, 0, 0, 0, 0, 0])
        #expect(try await guest.end(of: "r1").exitCode == 0)
        #expect(try await guest.call(call).exitCode == 0)
        #expect(try await guest.end(of: "r1").exitCode == 0)
        #expect(try String(contentsOf: guest.folder.appending(path: "effects"), encoding: .utf8) == "once\n")
        let left = try FileManager.default.contentsOfDirectory(
            atPath: guest.folder.appending(path: "run/phoenix/incoming").path)
        #expect(left == [])
    }

    @Test("One script runs at a time", arguments: GuestSystem.allCases)
    func queue(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        let place = guest.folder.appending(path: "place").path
        let gate = guest.folder.appending(path: "gate").path
        try await guest.begin(
            "first", "mkdir '\(place)'; while [ ! -e '\(gate)' ]; do sleep 0.02; done; rmdir '\(place)'")
        _ = try await guest.await("first") { $0.state == .running }
        for name in ["second", "third", "fourth"] {
            try await guest.begin(GuestRunID(name), "mkdir '\(place)'; sleep 0.02; rmdir '\(place)'; echo \(name)")
        }
        #expect(try await guest.look("second").state == .waiting)
        #expect(try await guest.look("fourth") == LookAnswer(Array("waiting 0\n".utf8)))
        try Data().write(to: URL(filePath: gate))
        for name in ["first", "second", "third", "fourth"] {
            #expect(try await guest.end(of: GuestRunID(name)).exitCode == 0, "\(name)")
        }
    }

    @Test("A script that takes too long is ended with all that it started", arguments: GuestSystem.allCases)
    func timeout(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        try await guest.begin(
            "r1", "sleep 300 & echo $!; (sleep 301 & echo $!); printf hello; sleep 302",
            timeoutSeconds: Self.startSeconds)
        let (exitCode, output) = try await guest.end(of: "r1")
        #expect(exitCode == 124)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(lines.dropFirst(2) == ["hello", "killed after \(Self.startSeconds) s"])
        for line in lines.prefix(2) { #expect(!isAlive(Int32(line)), "\(line)") }
    }

    @Test("What does not heed the gentle signal is ended by force")
    func stubbornness() async throws {
        let guest = try ScratchGuest(.dash)
        try await guest.begin(
            "r1", "trap '' TERM; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.5; done'",
            timeoutSeconds: Self.startSeconds)
        let (exitCode, output) = try await guest.end(of: "r1")
        #expect(exitCode == 124)
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        #expect(lines.last == "killed after \(Self.startSeconds) s")
        #expect(!isAlive(lines.first.flatMap { Int32($0) }))
    }

    @Test(
        "A service that a script leaves behind holds neither the script's end nor the next script",
        arguments: GuestSystem.allCases)
    func service(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        try await guest.begin("r1", "sleep 300 & echo $!")
        let (exitCode, output) = try await guest.end(of: "r1")
        let service = Int32(String(decoding: output, as: UTF8.self).dropLast())
        #expect(exitCode == 0)
        try await guest.begin("r2", "echo next")
        #expect(try await guest.text(of: "r2") == "next\n")
        #expect(isAlive(service))
        if let service { kill(service, SIGKILL) }
        try await guest.drained("r1")
    }

    @Test(
        "A run whose runner was killed vanished, and what it left at work is ended before the next",
        arguments: GuestSystem.allCases)
    func killedRunner(system: GuestSystem) async throws {
        let guest = try ScratchGuest(system)
        try await guest.begin("r1", "echo $$; exec sleep 300")
        let script = Int32(
            String(decoding: try await guest.await("r1") { !$0.bytes.isEmpty }.bytes.dropLast(), as: UTF8.self))
        #expect(isAlive(script))
        let runner = try #require(try process(running: guest.runs.appending(path: "r1/runner").path))
        kill(runner, SIGKILL)
        #expect(try await guest.await("r1").state == .vanished)
        try await guest.begin("r2", "echo next")
        #expect(try await guest.text(of: "r2") == "next\n")
        #expect(!isAlive(script))
        #expect(try await guest.look("r1").state == .vanished)
        try await guest.drained("r1")
    }

    private func isAlive(_ process: Int32?) -> Bool {
        guard let process, let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
            return false
        }
        return !stat.contains(") Z ")
    }

    /// The process whose words hold a path.
    private func process(running path: String) throws -> Int32? {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.first { process in
            guard let words = try? Data(contentsOf: URL(filePath: "/proc/\(process)/cmdline")) else { return false }
            return words.split(separator: 0).contains(Data(path.utf8))
        }
    }
}
