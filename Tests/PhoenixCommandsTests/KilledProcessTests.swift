import Foundation
import Testing

/// Proves: a `phoenix sync` that is killed without warning, again and again, at ever other moments, leaves host, state
/// folder and lock so that the next one goes on; and the end is the one of a sync that nobody disturbed.
@Suite struct KilledProcessTests {
    /// Kills a sync as soon as it has told so many events.
    private static let killAfterLines = """
        mkfifo "$PWD/events-$LINES_READ"
        phoenix sync --once --output json > "$PWD/events-$LINES_READ" &
        sync=$!
        exec 3< "$PWD/events-$LINES_READ"
        for ((line = 0; line < LINES_READ; line++)); do read -r _ <&3 || break; done
        kill -KILL "$sync" 2>/dev/null
        wait "$sync"
        """

    @Test("Killed after ever more events, twenty times over, a fleet is completed all the same")
    func killed() async throws {
        let calm = try Scratch()
        try await calm.begin()
        try await calm.phoenix("sync", "--once")
        let disturbed = try Scratch()
        try await disturbed.begin()
        var kills = 0
        for lines in 1...20 {
            let answer = try await disturbed.shell(Self.killAfterLines, with: ["LINES_READ": String(lines)])
            if answer.status == 137 { kills += 1 }
        }
        #expect(kills > 0, "no sync was killed")
        let last = try await disturbed.phoenix("sync", "--once")
        #expect(last.status == 0, "\(last.errors)")
        #expect(try await guests(disturbed) == guests(calm))
        let quiet = try await disturbed.phoenix("sync", "--once")
        #expect(quiet.output == "" && quiet.status == 0)
        print("killed processes: \(kills)")
    }

    private func guests(_ scratch: Scratch) async throws -> String {
        let status = try await scratch.phoenix("status")
        // The commit's name is the same, as author and times are.
        return status.output
    }

    @Test("The same fleet, seed and host give the same events, byte for byte, in two processes")
    func deterministic() async throws {
        var outputs: [String] = []
        for _ in 1...2 {
            let scratch = try Scratch()
            try await scratch.begin()
            outputs.append(try await scratch.phoenix("sync", "--once", "--output", "json").output)
            outputs.append(try String(contentsOf: scratch.hostFile, encoding: .utf8))
        }
        #expect(outputs[0] == outputs[2])
        #expect(outputs[1] == outputs[3])
    }
}
