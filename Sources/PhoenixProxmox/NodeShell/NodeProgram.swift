import Foundation

/// The program that Phoenix runs on nodes, in the language of every shell: what it does there stands in one place.
enum NodeProgram {
    /// The words that run one of its verbs; `phoenix-node` is what the program calls itself.
    static func words(_ verb: String, _ arguments: String...) -> [String] { words(verb, arguments) }

    static func words(_ verb: String, _ arguments: [String]) -> [String] {
        ["sh", "-c", text, "phoenix-node", verb] + arguments
    }

    private static let text = String(decoding: PackageResources.node_program_sh, as: UTF8.self)
}
