import Foundation
import PhoenixSimulator
import TestPrograms
import Testing

/// Proves: killed without warning at each of its writes to the state folder, a `phoenix sync` leaves a folder and a host from
/// which the next one goes on, to the end of a sync that nobody disturbed.
///
/// How: a library in front of the C library (cut-at-write.c) counts the program's calls that change something in that folder, and
/// kills it at the first, at the second, … until a sync ends by itself. It is killed before the call, in the middle of its
/// bytes, or right after it.
@Suite struct CutAtWriteTests {
    private static let files = [
        "phoenix.json": SmallFleet.policy(), "guests/101-web.json": SmallFleet.web(features: "[]"),
    ]

    @Test("Killed at every write to the state folder", arguments: ["before", "torn", "after"])
    func everyWrite(moment: String) async throws {
        let scratch = try Scratch()
        try await scratch.begin(Self.files)
        let library = try await Self.library(in: scratch)
        let calm = Place(scratch, number: 0)
        #expect(try await calm.sync().status == 0)
        let expected = try calm.end()
        #expect(expected.guests.count == 1)
        var cuts = 0
        while true {
            let place = Place(scratch, number: cuts + 1)
            let cut = try await place.sync([
                "LD_PRELOAD": library, "CUT_FOLDER": place.state, "CUT_AT": "\(cuts + 1)", "CUT_MOMENT": moment,
            ])
            guard cut.status == 128 + Int(SIGKILL) else {
                #expect(cut.status == 0, "\(cut.errors)")
                break
            }
            cuts += 1
            let next = try await place.sync()
            #expect(next.status == 0, "cut \(cuts): \(next.errors)")
            #expect(try place.end() == expected, "cut \(cuts)")
            try place.remove()
        }
        #expect(cuts >= 70, "there were \(cuts) cuts")
        print("killed \(moment) a write: \(cuts) times")
    }

    /// A state folder and a host of their own for one cut.
    private struct Place {
        let scratch: Scratch
        let number: Int

        init(_ scratch: Scratch, number: Int) { (self.scratch, self.number) = (scratch, number) }

        var state: String { scratch.url.path + "/state-\(number)" }
        private var host: String { scratch.url.path + "/host-\(number).json" }

        func sync(_ variables: [String: String] = [:]) async throws -> Answer {
            try await scratch.phoenix(
                "sync", "--once",
                with: ["PHOENIX_STATE_DIRECTORY": state, "PHOENIX_HOST": "simulated:\(host)"].merging(variables) { $1 })
        }

        func end() throws -> EndState { try EndState(SimulatedHost(file: host, access: .readOnly).cluster) }

        func remove() throws {
            for path in [state, host] { try FileManager.default.removeItem(atPath: path) }
        }
    }

    private static func library(in scratch: Scratch) async throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "cut-at-write.c").path
        let library = scratch.url.appending(path: "cut-at-write.so").path
        let built = try await RecordedProgram(["clang", "-shared", "-fPIC", "-o", library, source]).ended()
        try #require(built.status == 0, "\(built.errorText)")
        return library
    }
}
