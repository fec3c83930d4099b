import Foundation
import Testing

/// Where settings come from: file, then variables, then flags.
@Suite(.serialized)
struct SettingsTests {
    @Test("A file alone is enough")
    func file() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try write(
            """
            {
              "repository": "\(scratch.origin.path)",
              "branch": "main",
              "host": "simulated:\(scratch.hostFile.path)",
              "state_directory": "\(scratch.state.path)",
              "interval_seconds": 300,
              "seed": 7
            }
            """, scratch)
        let answer = try await scratch.bare("sync", "--once", "--settings", "phoenix.json")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains("completed: 2 guests"))
    }

    @Test("A variable wins over the file, and a flag over both")
    func precedence() async throws {
        let scratch = try Scratch()
        try await scratch.begin()
        try await scratch.git("branch", "other")
        try await scratch.git("push", "--quiet", "origin", "other")
        try write("{ \"branch\": \"from-file\" }", scratch)
        let file = try await scratch.phoenix("plan", "--settings", "phoenix.json")
        #expect(file.errors.contains("from-file"))
        let variable = try await scratch.phoenix(
            "plan", "--settings", "phoenix.json", with: ["PHOENIX_BRANCH": "from-variable"])
        #expect(variable.errors.contains("from-variable"))
        let flag = try await scratch.phoenix(
            "plan", "--settings", "phoenix.json", "--branch", "other", with: ["PHOENIX_BRANCH": "from-variable"])
        #expect(flag.status == 0)
    }

    @Test(
        "Whatever is wrong is said with its line and column",
        arguments: [
            ("{\n  \"repositori\": \"/fleet\"\n}", "phoenix.json:2:3: unknown setting 'repositori'"),
            ("{ \"interval_seconds\": 0 }", "phoenix.json:1:3: interval_seconds is '0'"),
            ("{ \"host\": true }", "phoenix.json:1:3: host is neither text nor a whole number"),
            ("{ \"host\": \"\" }", "phoenix.json:1:3: host is empty"),
            ("{ \"host\": \"a\", \"host\": \"b\" }", "phoenix.json:1:16: "),
            ("[]", "phoenix.json: the file is no JSON object"),
            ("{ \"host\" }", "phoenix.json:1:10: "),
        ])
    func wrong(_ text: String, _ message: String) async throws {
        let scratch = try Scratch()
        try write(text, scratch)
        let answer = try await scratch.bare("plan", "--settings", "phoenix.json")
        #expect(answer.status == 2)
        #expect(answer.output == "")
        #expect(answer.errors.hasPrefix("error: \(message)"), "\(answer.errors)")
    }

    @Test("A wrong variable names itself")
    func wrongVariable() async throws {
        let scratch = try Scratch()
        let answer = try await scratch.phoenix("plan", with: ["PHOENIX_INTERVAL_SECONDS": "soon"])
        #expect(answer.status == 2)
        #expect(answer.errors.hasPrefix("error: variable PHOENIX_INTERVAL_SECONDS: interval_seconds is 'soon'\n"))
    }

    @Test("A file that is not there")
    func missing() async throws {
        let answer = try await Scratch().bare("plan", "--settings", "nowhere.json")
        #expect(answer.status == 2)
        #expect(answer.errors.hasPrefix("error: the settings file nowhere.json cannot be read\n"))
    }

    private func write(_ text: String, _ scratch: Scratch) throws {
        try Data(text.utf8).write(to: scratch.url.appending(path: "phoenix.json"))
    }
}
