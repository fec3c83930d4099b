import JSONSchema
import PhoenixModel

/// The files that concern the whole fleet, as far as they could be read.
struct CentralDocuments: Sendable {
    var fleet: SourceFile?
    var containers: SourceFile?
    var machines: SourceFile?

    /// Reads the files, and checks their shape.
    init(_ files: RepositoryFiles, _ findings: inout Findings) {
        fleet = files.fleet.flatMap { readDocument($0, SchemaCatalog.fleet, &findings) }
        containers = files.containers.flatMap { readDocument($0, SchemaCatalog.containerFile, &findings) }
        machines = files.machines.flatMap { readDocument($0, SchemaCatalog.machineFile, &findings) }
    }
}

/// Reads one file, and checks its shape; nil if it is no JSON, which is found.
func readDocument(
    _ file: TreeFile, _ schema: @autoclosure () -> ShapeSchema, _ findings: inout Findings
) -> SourceFile? {
    guard let document = parseDocument(file, &findings) else { return nil }
    checkShape(document, schema(), &findings)
    return document
}
