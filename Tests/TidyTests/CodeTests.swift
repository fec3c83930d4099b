import Testing

/// The rules of the code that no compiler checks; docs/architecture.md says why they are.
struct CodeTests {
    private let program = Repository.swiftFiles("Sources", "Simulator", "Plugins")

    @Test("A file holds one concept: at most 400 lines, in tests 500")
    func length() {
        #expect(!program.isEmpty)
        for file in program { #expect(file.lines.count <= 400, "\(file)") }
        for file in Repository.swiftFiles("Tests") { #expect(file.lines.count <= 500, "\(file)") }
    }

    @Test("Nothing is public: this is a program, no library")
    func nothingIsPublic() {
        #expect(program.code(matching: /^\s*(?:@\w+ )*(?:public|open)\s/, with: "public ", "open ") == [])
    }

    @Test("No shortcuts past errors")
    func shortcuts() {
        let words = ["try!", "as!", "fatalError(", "unowned(unsafe)"]
        #expect(
            program.flatMap { $0.code(matching: /\btry!|\bas!|\bfatalError\(|\bunowned\(unsafe\)/, with: words) } == [])
    }

    @Test("Nothing is left for later")
    func leftovers() {
        let words = ["TODO", "FIXME", "XXX", "HACK"]
        for file in program + Repository.swiftFiles("Tests") where !file.path.hasPrefix("Tests/TidyTests/") {
            let left = file.lines.filter { line in
                words.contains(where: line.contains) && line.contains(/\b(?:TODO|FIXME|XXX|HACK)\b/)
            }
            #expect(left == [], "\(file)")
        }
    }

    @Test("Only the console writes to the console")
    func printing() {
        // The builder's tool is a program of its own; the JSON writer's methods are named after what they do.
        let places = ["Sources/embed-template/", "Sources/JSONSchema/Writer/", "Sources/PhoenixCommands/Console/"]
        let others = program.filter { file in !places.contains { file.path.hasPrefix($0) } }
        #expect(others.code(matching: /(?:^|[^\w.])(?:print|debugPrint|puts|fputs)\(/, with: "rint(", "puts(") == [])
        #expect(others.code(matching: /FileHandle\.standard/, with: "FileHandle.standard") == [])
    }

    @Test("Programs are not started by Foundation, which ends the whole process now and then; see SpawnedProgram")
    func starting() {
        let all = program + Repository.swiftFiles("Tests")
        #expect(all.code(matching: /(?:^|[^\w.])Process\(\)/, with: "Process()") == [])
    }

    @Test("What the compiler cannot check to be Sendable says why it is safe")
    func unchecked() {
        for file in program {
            for (index, line) in file.lines.enumerated()
            where line.contains("@unchecked Sendable") && !line.hasPrefix("///") {
                let comment = file.lines[..<index].reversed().prefix { $0.hasPrefix("///") }.joined(separator: " ")
                #expect(comment.contains("afe"), "\(file):\(index + 1)")
            }
        }
    }

    @Test("Every type and every function that other targets use says what it is for")
    func documentation() {
        let declaration =
            /^package (?:final |indirect |nonisolated )*(?:struct|enum|class|actor|protocol|func|typealias)\s/
        for file in program {
            for (index, line) in file.lines.enumerated() where line.hasPrefix("package ") && line.contains(declaration)
            {
                let before = file.lines[..<index].last { !$0.hasPrefix("@") } ?? ""
                #expect(before.hasPrefix("///"), "\(file):\(index + 1): \(line)")
            }
        }
    }
}
