import ArgumentParser

/// In which form a command answers.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Options that every command with an answer has.
struct OutputOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "How to answer: text for people, json for programs.")
    var output = OutputFormat.text
}
