import Foundation
import Testing

/// Runs what README and tutorial tell a reader to type, in order, and compares what they promise to be answered.
///
/// A block is fenced as `console`. A line that begins with `$ ` is a command; `# exit code N` behind it says that it does
/// not end with 0. The lines below are its answer: `…` stands for anything within a line, and alone for any lines. A
/// command without lines below it may answer anything. `make` is not run: its targets are looked for in the Makefile.
@Suite(.serialized)
struct DocumentationTests {
    struct Step {
        let line: Int
        let command: String
        var answer: [String] = []

        var exitCode: Int32 {
            command.firstMatch(of: /# exit code (\d+)$/).flatMap { Int32($0.1) } ?? 0
        }
    }

    private func steps(_ document: String) throws -> [Step] {
        let text = try String(contentsOf: Program.root.appending(path: document), encoding: .utf8)
        var steps: [Step] = []
        var isInBlock = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                isInBlock = line == "```console"
            } else if isInBlock, line.hasPrefix("$ ") {
                steps.append(Step(line: index + 1, command: String(line.dropFirst(2))))
            } else if isInBlock, !steps.isEmpty {
                steps[steps.count - 1].answer.append(String(line))
            }
        }
        return steps
    }

    @Test("Each command does what the text says", arguments: ["README.md", "docs/tutorial.md"])
    func run(_ document: String) async throws {
        let scratch = try Scratch()
        let makefile = try String(contentsOf: Program.root.appending(path: "Makefile"), encoding: .utf8)
        let steps = try steps(document)
        #expect(!steps.isEmpty)
        for step in steps {
            if step.command.hasPrefix("make ") {
                #expect(makefile.contains("\n\(step.command.dropFirst("make ".count)): "), "\(document):\(step.line)")
                continue
            }
            // Folder and variables go on from one command to the next, as in the reader's shell.
            let answer = try await scratch.shell(
                """
                set -o pipefail
                if [ -f ../.reader ]; then . ../.reader; elif [ -f .reader ]; then . ./.reader; fi
                { \(step.command)
                } 2>&1
                status=$?
                { export -p | grep ' PHOENIX_'; echo "cd '$PWD'"; } > \(scratch.url.path)/.reader
                exit $status
                """, with: ["PHOENIX_REPOSITORY": "", "PHOENIX_HOST": "", "PHOENIX_STATE_DIRECTORY": ""])
            let place = "\(document):\(step.line): $ \(step.command)"
            #expect(answer.status == step.exitCode, "\(place)\n\(answer.output)\(answer.errors)")
            guard !step.answer.isEmpty else { continue }
            let lines = answer.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(
                String.init)
            #expect(fits(lines[...], step.answer[...]), "\(place)\n\(answer.output)")
        }
    }

    /// Whether the lines are as promised.
    private func fits(_ lines: ArraySlice<String>, _ promised: ArraySlice<String>) -> Bool {
        guard let first = promised.first else { return lines.isEmpty }
        if first == "…" {
            return (lines.startIndex...lines.endIndex).contains { fits(lines[$0...], promised.dropFirst()) }
        }
        guard let line = lines.first, matches(line[...], first.components(separatedBy: "…")[...]) else { return false }
        return fits(lines.dropFirst(), promised.dropFirst())
    }

    /// Whether the parts stand in the line in their order, the first at its begin and the last at its end.
    private func matches(_ line: Substring, _ parts: ArraySlice<String>) -> Bool {
        guard let first = parts.first, line.hasPrefix(first) else { return false }
        var rest = line.dropFirst(first.count)
        let others = parts.dropFirst()
        guard let last = others.last else { return rest.isEmpty }
        for part in others.dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }

    @Test(
        "The reference names every key of the repository format",
        arguments: ["phoenix", "guest", "feature", "application", "vm-configs"])
    func keys(_ schema: String) throws {
        let file = Program.root.appending(path: "repo-template/schemas/\(schema).schema.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        let reference = try String(
            contentsOf: Program.root.appending(path: "docs/reference/repository-format.md"), encoding: .utf8)
        let document = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        for key in names(in: document).sorted() where !["vms", "vmid", "properties", "propertyNames"].contains(key) {
            let isNamed = reference.contains("`\(key)`")
            #expect(isNamed, "\(schema): \(key)")
        }
    }

    /// Every name that stands under `properties`.
    private func names(in value: Any) -> Set<String> {
        if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(names(in: $1)) } }
        guard let object = value as? [String: Any] else { return [] }
        var found: Set<String> = []
        for (key, inner) in object {
            if key == "properties", let properties = inner as? [String: Any] { found.formUnion(properties.keys) }
            found.formUnion(names(in: inner))
        }
        return found
    }
}
