import ArgumentParser
import Foundation
import JSONSchema
import PhoenixManifest
import PhoenixModel
import PhoenixReport

/// `phoenix show GUEST`: a guest as defaults, profiles and its own file make it, and where each value comes from.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a guest after merging, and where each of its values comes from.")

    @Argument(help: "The guest's number or name.")
    var guest: String

    @Argument(help: "The folder of the repository.")
    var path = "."

    @OptionGroup var output: OutputOptions

    mutating func run() async throws {
        let reading = read(try FolderTree(path).read(), options: ReadingOptions())
        let guests = reading.explainableGuests
        guard let id = guests.first(where: { $0.id.description == guest || $0.name == guest })?.id,
            let explanation = reading.explain(id)
        else {
            let known = guests.prefix(20).map { "\($0.id) \($0.name)" }.joined(separator: ", ")
            throw Failure(
                .notFound, "the repository has no guest '\(guest)'",
                remedy: known.isEmpty ? "run 'phoenix validate' to see what is wrong with it" : "it has \(known)")
        }
        let console = Console()
        switch output.output {
        case .json: console.write(json(of: explanation).prettyText + "\n")
        case .text: console.write(text(of: explanation, style: console.style))
        }
    }
}
