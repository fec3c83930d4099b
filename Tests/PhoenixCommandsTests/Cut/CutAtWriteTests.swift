import Foundation
import PhoenixSimulator
import TestPrograms
import Testing

/// Proves: killed without warning at each of its writes to the state folder, a `phoenix sync` leaves a folder and a host from
/// which the next one goes on, to the end of a sync that nobody disturbed.
///
/// How: a library in front of the C library (cut-at-write.c) counts the program's calls that change something in that folder, and
/// kills it at the first, at the second, … until a sync ends by itself. It is killed before the call, in the middle of its
/// bytes, or right after it. Or the disk is full from that call on: then it has to say so and what to do, and end by itself.
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

    /// Two at a time, as each waits for a program most of the time.
    @Test("The disk is full from every write to the state folder on")
    func fullDisk() async throws {
        let scratch = try Scratch()
        try await scratch.begin(Self.files)
        let library = try await Self.library(in: scratch)
        let calm = Place(scratch, number: 0)
        #expect(try await calm.sync().status == 0)
        let expected = try calm.end()
        let (met, ended) = try await withThrowingTaskGroup { group in
            for first in 1...2 {
                group.addTask { try await Self.fillDisk(scratch, library, from: first, to: expected) }
            }
            return try await group.reduce((met: 0, ended: 0)) { ($0.met + $1.met, $0.ended + $1.ended) }
        }
        #expect(met >= 150, "there were \(met) writes")
        #expect(ended > 0, "what is written last is not needed any more")
        print("the disk full from a write on: \(met) times")
    }

    /// At every second write from this one on; every other one still has room for half of its bytes.
    private static func fillDisk(
        _ scratch: Scratch, _ library: String, from first: Int, to expected: EndState
    ) async throws -> (met: Int, ended: Int) {
        var counts = (met: 0, ended: 0)
        for number in stride(from: first, to: .max, by: 2) {
            let place = Place(scratch, number: number)
            let full = try await place.sync([
                "LD_PRELOAD": library, "CUT_FOLDER": place.state, "CUT_AT": "\(number)", "CUT_NOTE": place.note,
                "CUT_MOMENT": number % 4 < 2 ? "full" : "full-torn",
            ])
            guard place.isMet else {
                #expect(full.status == 0, "\(full.errors)")
                return counts
            }
            counts.met += 1
            if full.status == 0 {
                counts.ended += 1
                #expect(try place.end() == expected, "write \(number): it says that all is as wished")
            } else {
                #expect(full.status == 1 && saysSo(full, place), "write \(number): \(full.status) \(full.errors)")
            }
            let next = try await place.sync()
            #expect(next.status == 0, "write \(number): \(next.errors)")
            #expect(try place.end() == expected, "write \(number)")
            try place.remove()
        }
        return counts
    }

    /// Whether people are told which folder has no room, and what to do.
    private static func saysSo(_ answer: Answer, _ place: Place) -> Bool {
        answer.errors.contains(place.state)
            && answer.errors.contains(/No space left on device|is full|There isn.t enough space/)
            && answer.errors.contains(/make room|check space|free space|name a folder/)
    }

    /// A state folder and a host of their own for one cut.
    private struct Place {
        let scratch: Scratch
        let number: Int

        init(_ scratch: Scratch, number: Int) { (self.scratch, self.number) = (scratch, number) }

        var state: String { scratch.url.path + "/state-\(number)" }
        /// Made by the library when the call comes that it waits for.
        var note: String { scratch.url.path + "/note-\(number)" }
        var isMet: Bool { FileManager.default.fileExists(atPath: note) }
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
