import ArgumentParser
import PhoenixManifest
import PhoenixModel

/// `phoenix schema NAME`: the JSON Schemas that editors and Phoenix itself check files with.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print one of the JSON Schemas of the repository format, or list them.")

    @Argument(help: "Which one; without a name they are listed.")
    var name: String?

    mutating func run() async throws {
        let console = Console()
        guard let name else {
            console.write(EmbeddedSchema.allCases.map { $0.rawValue + "\n" }.joined())
            return
        }
        guard let schema = EmbeddedSchema(rawValue: name) else {
            let known = EmbeddedSchema.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure(.settingsInvalid, "there is no schema '\(name)'", remedy: "there are \(known)")
        }
        console.write(String(decoding: schema.bytes, as: UTF8.self))
    }
}
