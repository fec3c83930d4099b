import JSONSchema
import PhoenixModel

/// Reads the files that describe the fleet and its guests, and checks their shape.
func readDocuments(_ files: RepositoryFiles, _ findings: inout Findings) -> RepositoryDocuments {
    func read(_ file: TreeFile, _ schema: @autoclosure () -> ShapeSchema) -> SourceFile? {
        guard let document = parseDocument(file, &findings) else { return nil }
        checkShape(document, schema(), &findings)
        return document
    }
    var documents = RepositoryDocuments()
    documents.fleet = files.fleet.flatMap { read($0, SchemaCatalog.fleet) }
    documents.containers = files.containers.flatMap { read($0, SchemaCatalog.containerFile) }
    documents.machines = files.machines.flatMap { read($0, SchemaCatalog.machineFile) }
    documents.guests = files.guests.compactMap { read($0, SchemaCatalog.guest) }
    return documents
}
