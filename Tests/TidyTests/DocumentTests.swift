import Foundation
import Testing

/// The texts that people read.
struct DocumentTests {
    @Test("A link to a file leads to a file")
    func links() {
        #expect(Repository.documents.count > 10)
        for document in Repository.documents {
            let folder = document.path.split(separator: "/").dropLast().joined(separator: "/")
            for (index, line) in document.lines.enumerated() {
                for link in line.matches(of: /\]\(([^)#\s]+)[^)]*\)/).map({ String($0.1) }) where !link.contains("://")
                {
                    let path = link.hasPrefix("/") ? link : "\(folder)/\(link)"
                    #expect(Repository.exists(path), "\(document):\(index + 1): \(link)")
                }
            }
        }
    }

    @Test("A path that a text names is there")
    func paths() {
        for document in Repository.documents where !document.path.hasPrefix("repo-template") {
            for (index, line) in document.lines.enumerated() {
                for path in line.matches(of: /`((?:Sources|Tests|Simulator|docs|scripts)\/[A-Za-z0-9_.+\/-]*)`/).map({
                    String($0.1)
                }) {
                    #expect(Repository.exists(path), "\(document):\(index + 1): \(path)")
                }
            }
        }
    }

    @Test("Decisions are numbered without gaps, and listed")
    func decisions() throws {
        let names = Repository.documents.map(\.path).filter { $0.hasPrefix("docs/decisions/0") }
        let index = try #require(Repository.documents.first { $0.path == "docs/decisions/README.md" })
        for (position, name) in names.enumerated() {
            let file = name.split(separator: "/").last.map(String.init) ?? ""
            let number = String(position + 1)
            #expect(file.hasPrefix(String(repeating: "0", count: 4 - number.count) + number + "-"), "\(name)")
            #expect(index.lines.contains { $0.contains("](\(file))") }, "\(name)")
        }
    }

    @Test("Nothing names a folder of the machine it was written on")
    func machinePaths() {
        let folders = [
            "Sources", "Simulator", "Tests", "Plugins", "docs", "scripts", "repo-template", ".ci", "README.md",
            "Makefile", "Package.swift",
        ]
        let pattern = /(?:^|[\s"'`(=])\/(?:work|root|home)\/[a-z]/
        for folder in folders {
            let files = Repository.files(below: folder) { !$0.hasSuffix("DocumentTests.swift") }
            for file in files {
                let named = file.lines.filter { line in
                    ["/work", "/root", "/home"].contains(where: line.contains) && line.contains(pattern)
                }
                #expect(named == [], "\(file)")
            }
        }
    }
}
