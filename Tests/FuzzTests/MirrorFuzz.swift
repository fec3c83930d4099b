import Foundation
import Fuzzing
import PhoenixGit
import PhoenixModel
import PhoenixTestSupport
import TestPrograms

/// A mirror whose files are damaged: what it gives is what was fetched, or it says no; with its remote it is mended.
struct MirrorFuzz: FuzzSubject {
    private let folder: FuzzTrial.Scratch
    private let honest: FuzzCase
    private let expected: [CommitTree]
    private let kept: [FuzzCase]
    private let mutator: ByteMutator
    private var round = 0

    init(_ trial: FuzzTrial) async throws {
        folder = try trial.scratch()
        kept = try trial.kept().map(\.case)
        var expected: [CommitTree] = []
        let repository = try Self.repository(folder)
        for version in 1...3 {
            try Self.commit(version, in: folder)
            expected.append(try await repository.tree(at: repository.latest()))
        }
        self.expected = expected
        honest = try FuzzCase(reading: URL(filePath: folder["state/mirror.git"]))
        mutator = ByteMutator(corpus: honest.files.map(\.bytes))
    }

    mutating func makeCase(_ chance: inout SeededGenerator) -> FuzzCase {
        if chance.isLucky(0.02), let one = chance.pick(kept) { return one }
        var fuzzCase = honest
        for _ in 0..<chance.number(1...2) {
            let packs = fuzzCase.files.indices.filter { fuzzCase.files[$0].name.contains("/pack/") }
            guard let index = chance.pick(chance.isLucky(0.7) ? packs : Array(fuzzCase.files.indices)) else { continue }
            var bytes = fuzzCase.files[index].bytes
            switch chance.number(0...5) {
            case 0: fuzzCase.files.remove(at: index); continue
            case 1: bytes.removeLast(chance.number(0...bytes.count))
            case 2: bytes = mutator.mutated(bytes, &chance)
            default:
                for _ in 0..<chance.number(1...3) where !bytes.isEmpty {
                    // What stands at the front of a file decides more.
                    let last = chance.isLucky(0.3) ? min(bytes.count, 1_100) : bytes.count
                    bytes[chance.number(0...(last - 1))] ^= 1 << UInt8(chance.number(0...7))
                }
            }
            fuzzCase.files[index].bytes = bytes
        }
        return fuzzCase
    }

    mutating func judge(_ fuzzCase: FuzzCase) async throws -> FuzzVerdict {
        let place = URL(filePath: folder["state/mirror.git"])
        try fuzzCase.write(to: place)
        for name in ["objects/info", "objects/pack", "refs/heads", "refs/tags"] {
            try FileManager.default.createDirectory(at: place.appending(path: name), withIntermediateDirectories: true)
        }
        let repository = try Self.repository(folder)
        var verdict = FuzzVerdict.accepted
        for tree in expected {
            do throws(Failure) {
                guard try await repository.mirrorOnly.tree(at: tree.commit) == tree else {
                    throw Failure(.internalDefect, "half-read: commit \(tree.commit)", remedy: "")
                }
            } catch {
                if error.code == .internalDefect { throw FuzzFault(error.message) }
                try requireSentence(error)
                verdict = .refused
            }
        }
        try require(FuzzCase(reading: place) == fuzzCase.sorted, "reading has changed the mirror")
        round += 1
        guard round % 4 == 0 || kept.contains(fuzzCase) else { return verdict }
        guard let last = expected.last else { return verdict }
        do throws(Failure) {
            let commit = try await repository.latest()
            guard try await repository.tree(at: commit) == last else {
                throw Failure(.internalDefect, "half-read after the repair", remedy: "")
            }
        } catch { throw FuzzFault("not mended from a sound remote: \(error)") }
        return verdict
    }

    private static func repository(_ folder: FuzzTrial.Scratch) throws -> GitRepository {
        var settings = GitSettings(
            remote: try RemoteURL("file://" + folder["fleet.git"]), reference: .branch("main"),
            mirrorDirectory: folder["state/mirror.git"])
        settings.deadlines = GitDeadlines(connect: .seconds(20), idle: .seconds(20), overall: .seconds(60))
        return try GitRepository(settings)
    }

    /// A commit of some files, with Git's own command line.
    private static func commit(_ version: Int, in folder: FuzzTrial.Scratch) throws {
        let files = (0..<6).map { number in
            let text = String(
                repeating: "{\"id\": \(number), \"cores\": \(number == version ? version : 0)}\n", count: 20)
            return "M 100644 inline guests/\(number).json\ndata \(text.utf8.count)\n\(text)\n"
        }
        let stream =
            "commit refs/heads/main\ncommitter Ada <ada@example.org> 1700000000 +0000\ndata 6\nChange\n"
            + (version > 1 ? "from refs/heads/main^0\n" : "") + files.joined()
        let words = [
            "/bin/sh", "-c", "git init --quiet --bare \"$1\" && git -C \"$1\" fast-import --quiet", "sh",
            folder["fleet.git"],
        ]
        let environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1"]
        let program = try RecordedProgram(words, input: Array(stream.utf8), environment: environment)
        let end = program.wait()
        try require(end.status == 0, "git: \(end.errorText)")
    }
}
