import Foundation
import Testing

@Suite(.serialized)
struct InitTests {
    @Test("It writes repo-template as it is, scripts executable, and the result is valid")
    func writesTemplate() async throws {
        let scratch = try Scratch()
        let answer = try await scratch.phoenix("init", "fleet")
        #expect(answer.status == 0)
        #expect(answer.output.contains("wrote "))
        let template = Program.root.appending(path: "repo-template", directoryHint: .isDirectory)
        #expect(
            try relative(scratch.bytes(below: scratch.fleet), to: scratch.fleet)
                == relative(scratch.bytes(below: template), to: template))
        let script = scratch.fleet.appending(path: "features/base_setup/install.sh").path
        #expect(FileManager.default.isExecutableFile(atPath: script))
        let valid = try await scratch.phoenix("validate", "--strict", in: scratch.fleet)
        #expect(valid.status == 0)
        #expect(valid.errors == "")
    }

    @Test("The line that it says comes next works")
    func nextLineWorks() async throws {
        let scratch = try Scratch()
        let answer = try await scratch.phoenix("init", "fleet")
        let next = try #require(answer.output.split(separator: "\n").first { $0.hasPrefix("next: ") })
        let done = try await scratch.shell(String(next.dropFirst("next: ".count)))
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains("valid: "))
    }

    @Test("A folder with something in it is left alone")
    func refusesFullFolder() async throws {
        let scratch = try Scratch()
        try scratch.write(["mine.txt": "mine"])
        let answer = try await scratch.phoenix("init", "fleet")
        #expect(answer.status == 1)
        #expect(
            answer.errors == """
                error: \(scratch.fleet.path) is not empty
                    name a folder that is empty or does not exist yet

                """)
        #expect(try scratch.bytes(below: scratch.fleet).count == 1)
    }

    @Test("An empty Git repository is as good as an empty folder")
    func acceptsFreshClone() async throws {
        let scratch = try Scratch()
        #expect(try await scratch.shell("git init --quiet fleet").status == 0)
        #expect(try await scratch.phoenix("init", "fleet").status == 0)
    }

    private func relative(_ files: [String: Data], to root: URL) -> [String: Data] {
        let prefix = root.path(percentEncoded: false)
        let pairs = files.map { (String($0.key.dropFirst(prefix.count).drop { $0 == "/" }), $0.value) }
        return Dictionary(pairs) { first, _ in first }.filter { !$0.key.hasPrefix(".git/") }
    }
}
