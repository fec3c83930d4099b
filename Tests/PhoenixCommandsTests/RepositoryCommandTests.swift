import Foundation
import Testing

/// `validate`, `show` and `schema`: they look at files only.
@Suite(.serialized)
struct RepositoryCommandTests {
    @Test("Every problem at once, each with its line, a caret and how to mend it")
    func validateText() async throws {
        let scratch = try Scratch()
        try scratch.write(SmallFleet.files)
        try scratch.write([
            "guests/101-web.json": SmallFleet.web(memory: "\"lots\"", features: "[\"tols\"]"),
            "phoenix.json": SmallFleet.policy("\"prune\": \"always\""),
        ])
        let answer = try await scratch.phoenix("validate", in: scratch.fleet)
        #expect(answer.status == 3)
        #expect(answer.output == "")
        #expect(
            answer.errors.contains(
                """
                guests/101-web.json:5:16: error: memory_mb must be a whole number, not a string [wrong-type]
                      "memory_mb": "lots",
                                   ^
                    Write the memory in MiB as a whole number, such as 4096

                """))
        #expect(answer.errors.contains("phoenix.json:12:24: error: "))
        #expect(answer.errors.hasSuffix("invalid: 3 errors\n"))
    }

    @Test("As JSON: the same problems for programs")
    func validateJSON() async throws {
        let scratch = try Scratch()
        try scratch.write(SmallFleet.files)
        let valid = try await scratch.phoenix("validate", "--output", "json", in: scratch.fleet)
        #expect(valid.status == 0)
        #expect(valid.output == "{\n  \"valid\": true,\n  \"diagnostics\": []\n}\n")
        try scratch.write(["guests/101-web.json": SmallFleet.web(memory: "\"lots\"")])
        let invalid = try await scratch.phoenix("validate", "--output", "json", in: scratch.fleet)
        #expect(invalid.status == 3)
        #expect(invalid.errors == "")
        let first = try #require((invalid.json["diagnostics"] as? [[String: Any]])?.first)
        #expect(first["path"] as? String == "guests/101-web.json")
        #expect(first["line"] as? Int == 5)
        #expect(first["column"] as? Int == 16)
        #expect(first["pointer"] as? String == "/memory_mb")
        #expect(Set(first.keys) == ["severity", "rule", "path", "line", "column", "pointer", "message", "remedy"])
    }

    @Test("A key that Phoenix does not act on is a warning, and an error with --strict")
    func strict() async throws {
        let scratch = try Scratch()
        try scratch.write(SmallFleet.files)
        try scratch.write([
            "phoenix_lxc_configs.json": """
            { "lxc_configs": { "103": {
              "name": "old", "memory_mb": 512, "portainer_role": "agent",
              "template": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst",
              "network_config": { "ip": "dhcp" } } } }
            """
        ])
        let loose = try await scratch.phoenix("validate", in: scratch.fleet)
        #expect(loose.status == 0)
        #expect(loose.errors.contains("warning: "))
        #expect(loose.errors.contains("portainer_role"))
        #expect(try await scratch.phoenix("validate", "--strict", in: scratch.fleet).status == 3)
    }

    @Test("A guest after merging, with the place of every value")
    func show() async throws {
        let scratch = try Scratch()
        try scratch.write(SmallFleet.files)
        let byNumber = try await scratch.phoenix("show", "101", in: scratch.fleet)
        let byName = try await scratch.phoenix("show", "web", scratch.fleet.path)
        #expect(byNumber.status == 0)
        #expect(byNumber.output == byName.output)
        #expect(byNumber.output.hasPrefix("101 web (lxc)\n"))
        #expect(byNumber.output.contains("defaults, phoenix.json:6:16\n"))
        #expect(byNumber.output.contains("guest, guests/101-web.json:5:16\n"))
        let json = try await scratch.phoenix("show", "web", "--output", "json", in: scratch.fleet).json
        let values = try #require(json["values"] as? [[String: Any]])
        let memory = try #require(values.first { $0["pointer"] as? String == "/memory_mb" })
        #expect(memory["value"] as? String == "1024")
        #expect(Set(memory.keys) == ["pointer", "value", "layer", "path", "line", "column"])
    }

    @Test("A guest that is not there: the answer names those that are")
    func showUnknown() async throws {
        let scratch = try Scratch()
        try scratch.write(SmallFleet.files)
        let answer = try await scratch.phoenix("show", "wep", in: scratch.fleet)
        #expect(answer.status == 1)
        #expect(answer.errors == "error: the repository has no guest 'wep'\n    it has 101 web, 102 store\n")
    }

    @Test("Every schema that is listed can be printed, and is the template's")
    func schemas() async throws {
        let scratch = try Scratch()
        let names = try await scratch.phoenix("schema").output.split(separator: "\n").map(String.init)
        #expect(names.count == 6)
        for name in names {
            let printed = try await scratch.phoenix("schema", name)
            #expect(printed.status == 0)
            let file = Program.root.appending(path: "repo-template/schemas/\(name).schema.json")
            #expect(try printed.output == String(contentsOf: file, encoding: .utf8))
        }
        let unknown = try await scratch.phoenix("schema", "guests")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("there are \(names.joined(separator: ", "))"))
    }
}
