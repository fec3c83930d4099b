import JSONSchema
package import PhoenixModel
package import PhoenixSimulator

extension Output {
    /// The index of a directory of the API.
    package static func subdirectories(_ names: [String]) -> Output {
        Output(.array(names.map { .object([.init("subdir", .string($0))]) }))
    }

    /// The index of a directory whose entries are commands.
    package static func commands(_ names: [String]) -> Output {
        Output(.array(names.map { .object([.init("cmd", .string($0))]) }))
    }
}

extension Cluster {
    /// Performs an operation that starts a worker, and answers with the worker's UPID.
    package mutating func task(
        _ operation: (inout Cluster) throws(HostError) -> TaskID
    ) throws(Refusal) -> Output {
        Output(.string(try perform(operation).text))
    }
}
