import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms
import Testing

@Suite("A mirror repairs itself", .serialized)
struct DamagedMirrorTests {
    /// What can happen to a mirror on a disk.
    enum Damage: String, CaseIterable, Sendable {
        case truncatedPack, emptyPack, missingPack, flippedPack, truncatedIndex, flippedIndex, missingIndex
        case wildPlace, wildCount
        case emptyTip, garbageTip, emptyHead, missingHead, garbageConfiguration, emptyFolder, plainFile, leftovers

        func inflict(on mirror: String) throws {
            let packs = mirror + "/objects/pack/"
            let names = try FileManager.default.contentsOfDirectory(atPath: packs)
            let pack = packs + (names.first { $0.hasSuffix(".pack") } ?? "")
            let index = packs + (names.first { $0.hasSuffix(".idx") } ?? "")
            switch self {
            case .truncatedPack: try rewrite(pack) { $0.prefix($0.count / 2) }
            case .emptyPack: try rewrite(pack) { _ in Data() }
            case .missingPack: try FileManager.default.removeItem(atPath: pack)
            case .flippedPack: try rewrite(pack, flipped)
            case .truncatedIndex: try rewrite(index) { $0.prefix($0.count / 2) }
            case .flippedIndex: try rewrite(index, flipped)
            // libgit2 believed both, and read behind the pack's end.
            case .wildPlace: try rewrite(index) { $0.dropLast(44) + [0, 0xD5, 0x1A, 0] + $0.suffix(40) }
            case .wildCount:
                try rewrite(index) { $0.prefix(1_000) + Data(repeating: 0xFF, count: 32) + $0.dropFirst(1_032) }
            case .missingIndex: try FileManager.default.removeItem(atPath: index)
            case .emptyTip: try rewrite(mirror + "/refs/phoenix/tip") { _ in Data() }
            case .garbageTip: try rewrite(mirror + "/refs/phoenix/tip") { _ in Data("garbage\n".utf8) }
            case .emptyHead: try rewrite(mirror + "/HEAD") { _ in Data() }
            case .missingHead: try FileManager.default.removeItem(atPath: mirror + "/HEAD")
            case .garbageConfiguration: try rewrite(mirror + "/config") { _ in Data("[core\0".utf8) }
            case .emptyFolder:
                try FileManager.default.removeItem(atPath: mirror)
                try FileManager.default.createDirectory(atPath: mirror, withIntermediateDirectories: false)
            case .plainFile:
                try FileManager.default.removeItem(atPath: mirror)
                try Data().write(to: URL(fileURLWithPath: mirror))
            case .leftovers:
                for name in ["HEAD.lock", "refs/phoenix/tip.lock", "objects/pack/pack_git2_abc", "config.lock"] {
                    try Data().write(to: URL(fileURLWithPath: mirror + "/" + name))
                }
                try FileManager.default.createDirectory(
                    atPath: mirror + ".new/objects", withIntermediateDirectories: true)
                try FileManager.default.createDirectory(atPath: mirror + ".aside/x", withIntermediateDirectories: true)
            }
        }

        private func rewrite(_ path: String, _ change: (Data) -> Data) throws {
            let changed = change(try Data(contentsOf: URL(fileURLWithPath: path)))
            try FileManager.default.removeItem(atPath: path)
            try changed.write(to: URL(fileURLWithPath: path))
        }

        /// One bit in every 64th byte, so that no object of some size escapes.
        private func flipped(_ data: Data) -> Data {
            var data = data
            for offset in stride(from: data.count / 3, to: data.count, by: 64) { data[offset] ^= 0x10 }
            return data
        }
    }

    @Test("from damage, while the remote stays as it was and when it goes on", arguments: Damage.allCases)
    func repairs(_ damage: Damage) async throws {
        let fixture = try Fixture()
        try fixture.upstream.commitLargeFiles()
        let repository = try fixture.repository()
        let first = try await repository.latest()
        let expected = try await repository.tree(at: first)

        try damage.inflict(on: fixture.mirror)
        #expect(try await repository.latest() == first)
        #expect(try await repository.tree(at: first) == expected)

        try damage.inflict(on: fixture.mirror)
        #expect(try await repository.tree(at: first) == expected)

        try damage.inflict(on: fixture.mirror)
        let second = try fixture.upstream.commit(["after": "repair"])
        #expect(try await repository.latest() == second)
        #expect(try await repository.tree(at: second).files.count == expected.files.count + 1)
        try fixture.expectSoundMirror()
    }

    @Test("only if the remote answers, and says what is wrong otherwise")
    func remoteGone() async throws {
        let fixture = try Fixture()
        try fixture.upstream.commitLargeFiles()
        let repository = try fixture.repository()
        let commit = try await repository.latest()
        try Damage.flippedPack.inflict(on: fixture.mirror)
        let away = fixture.upstream.path + ".away"
        try FileManager.default.moveItem(atPath: fixture.upstream.path, toPath: away)
        let failure = await thrownFailure { _ = try await repository.tree(at: commit) }
        #expect(failure?.code == .gitUnreachable)
        #expect(failure?.disposition == .retry)
        #expect(failure?.causes.contains { $0.contains("mirror is damaged") } == true, "\(String(describing: failure))")
        #expect(FileManager.default.fileExists(atPath: fixture.mirror + "/HEAD"), "the old mirror stays in its place")

        try FileManager.default.moveItem(atPath: away, toPath: fixture.upstream.path)
        #expect(try await repository.tree(at: commit).files.count == 41)
    }

    @Test("not from a remote that is damaged itself: that is told")
    func damagedRemote() async throws {
        let fixture = try Fixture()
        try fixture.upstream.commitLargeFiles()
        try fixture.upstream.git("repack", "-adq")
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.upstream.path + "/objects/pack")
        for name in names where name.hasSuffix(".pack") {
            let url = URL(fileURLWithPath: fixture.upstream.path + "/objects/pack/" + name)
            var data = try Data(contentsOf: url)
            for offset in stride(from: data.count / 2, to: data.count, by: 64) { data[offset] ^= 0x10 }
            try FileManager.default.removeItem(at: url)
            try data.write(to: url)
        }
        let failure = await thrownFailure { _ = try await fixture.repository().latest() }
        #expect(failure?.code == .gitContentRefused || failure?.code == .gitUnreachable)
        #expect(!FileManager.default.fileExists(atPath: fixture.mirror))
        #expect(!FileManager.default.fileExists(atPath: fixture.mirror + ".new"))
    }
}

extension Fixture {
    /// Git's own opinion of the mirror.
    func expectSoundMirror() throws {
        let checked = try Command.start(["git", "-C", mirror, "fsck", "--full", "--strict"], home: state.path)
        #expect(checked.status == 0, "\(checked.errors)")
        let parent = try FileManager.default.contentsOfDirectory(atPath: state["state"])
        #expect(parent.sorted() == ["mirror.git", "mirror.git.lock"])
        let packs = try FileManager.default.contentsOfDirectory(atPath: mirror + "/objects/pack")
        #expect(packs.allSatisfy { $0.hasPrefix("pack-") }, "\(packs)")
    }
}
