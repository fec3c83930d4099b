import Foundation
import Testing

/// Each exit code of docs/reference/command-line.md, shown by the command that gives it.
@Suite(.serialized)
struct ExitCodeTests {
    @Test("0: everything is as wished; the second time without a word")
    func asWished() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        let first = try await scratch.phoenix("sync", "--once")
        #expect(first.status == 0)
        #expect(first.errors == "")
        #expect(
            first.output.hasSuffix("completed: 2 guests as commit \(try await scratch.head()) wishes, after 9 steps\n"))
        let second = try await scratch.phoenix("sync", "--once")
        #expect(second.status == 0)
        #expect(second.output + second.errors == "")
    }

    @Test("1: a step failed; the output says which, why, and what to do")
    func failed() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try Data(SmallFleet.failingHost.utf8).write(to: scratch.hostFile)
        let answer = try await scratch.phoenix("sync", "--once")
        #expect(answer.status == 1)
        #expect(
            answer.output.contains(
                """
                101 web    feature/tools  failed: the installation of tools ended with exit code 7
                            | no such mirror
                            | fetching
                            read its output, mend features/tools/install.sh, and commit

                """))
        #expect(
            answer.errors.hasPrefix("failed: 1 step of commit \(try await scratch.head()) failed: 101/feature/tools\n"))
    }

    @Test(
        "2: wrong usage",
        arguments: [
            ["frobnicate"], ["sync", "--once", "--twice"], ["logs", "5"], ["show"], ["history", "--limit", "0"],
        ])
    func usage(_ arguments: [String]) async throws {
        let scratch = try Scratch()
        let answer = try await scratch.start(arguments).answer()
        #expect(answer.status == 2)
        #expect(answer.output == "")
        #expect(answer.errors.hasPrefix("Error: "))
    }

    @Test("2: settings that say nothing, or nothing that can be used")
    func settings() async throws {
        let scratch = try Scratch()
        let nothing = try await scratch.bare(
            "plan", "--host", "simulated:homelab", "--state-directory", scratch.state.path)
        #expect(nothing.status == 2)
        #expect(
            nothing.errors == """
                error: no repository is named
                    name one with --repository, PHOENIX_REPOSITORY or in the settings file

                """)
        let host = try await scratch.phoenix("plan", "--host", "pve.example.org")
        #expect(host.status == 2)
        #expect(host.errors.hasPrefix("error: 'pve.example.org' is no host that can be used here\n"))
        let references = try await scratch.phoenix("plan", "--branch", "main", "--tag", "v1")
        #expect(references.status == 2)
    }

    @Test("3: an invalid repository changes nothing")
    func invalid() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.publish("Break it", ["guests/101-web.json": SmallFleet.web(memory: "\"lots\"")])
        for arguments in [["sync", "--once"], ["plan"], ["status"]] {
            let answer = try await scratch.start(arguments).answer()
            #expect(answer.status == 3)
            #expect(answer.errors.contains("guests/101-web.json:5:16: error: "))
            #expect(answer.output == "")
        }
        #expect(try await scratch.phoenix("validate", scratch.fleet.path).status == 3)
        #expect(try await scratch.phoenix("history").output == "nothing was done yet\n")
    }

    @Test("4: changes are pending, if that is asked for")
    func changesPending() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        #expect(try await scratch.phoenix("plan").status == 0)
        #expect(try await scratch.phoenix("plan", "--exit-code").status == 4)
        try await scratch.phoenix("sync", "--once")
        let plan = try await scratch.phoenix("plan", "--exit-code")
        #expect(plan.status == 0)
        #expect(plan.output == "nothing to do: 2 guests as commit \(try await scratch.head()) wishes\n")
    }

    @Test("5: blocked, with the reason; the rest is done")
    func blocked() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.publish("Ask for too much", ["guests/101-web.json": SmallFleet.web(memory: "1024000")])
        let plan = try await scratch.phoenix("plan")
        #expect(plan.status == 5)
        #expect(
            plan.output.contains("! blocked: it wants 1024000 MiB of memory; node pve1 has 131072; lower memory_mb"))
        let sync = try await scratch.phoenix("sync", "--once")
        #expect(sync.status == 5)
        #expect(sync.output.contains("102 store  mark  done"))
        #expect(sync.errors.hasPrefix("blocked: commit \(try await scratch.head()) cannot be applied as a whole\n"))
    }

    @Test("6: Git cannot be reached; the host is left alone")
    func unreachable() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.phoenix("sync", "--once")
        let before = try Data(contentsOf: scratch.hostFile)
        let answer = try await scratch.phoenix("sync", "--once", "--repository", scratch.url.path + "/nowhere")
        #expect(answer.status == 6)
        #expect(answer.errors.hasPrefix("error: "))
        let branch = try await scratch.phoenix("sync", "--once", "--branch", "feature")
        #expect(branch.status == 6)
        #expect(branch.errors.contains("feature"))
        #expect(try Data(contentsOf: scratch.hostFile) == before)
    }
}
