import JSONSchema
import ProxmoxAccess

/// The embedded facts of a version, line by line; the head of Facts/additions.txt explains the lines.
struct SchemaFacts {
    private(set) var counts: [String: Int] = [:]
    private(set) var formats: [(name: String, json: JSONValue)] = []
    private(set) var words: [String: [String]] = [:]
    private var endpointLines: [Line] = []

    private struct Line {
        let file: String
        let number: Int
        let columns: [ArraySlice<UInt8>]

        func text(_ column: Int) -> String { String(decoding: columns[column], as: UTF8.self) }
    }

    init(_ profile: Profile) throws(SchemaFactsError) {
        try read("additions.txt", for: profile)
        try read("\(profile.rawValue).txt", for: profile)
    }

    func endpoints(catalog: FormatCatalog) throws(SchemaFactsError) -> [Endpoint] {
        var endpoints: [Endpoint] = []
        endpoints.reserveCapacity(endpointLines.count)
        for line in endpointLines {
            let json = try Self.json(line)
            do throws(PermissionCheckFormatError) {
                endpoints.append(
                    try Endpoint(
                        method: line.text(1), path: line.text(2), json: json, catalog: catalog))
            } catch {
                throw SchemaFactsError(file: line.file, line: line.number, reason: .permissions(error))
            }
        }
        return endpoints
    }

    private mutating func read(_ file: String, for profile: Profile) throws(SchemaFactsError) {
        guard let text = embeddedFiles.first(where: { $0.path == file })?.text else {
            throw SchemaFactsError(file: file, line: 0, reason: .missing)
        }
        for (index, line) in Array(text.utf8).split(separator: UInt8(ascii: "\n")).enumerated() {
            guard line.first != UInt8(ascii: "#") else { continue }
            // The last column is by far the longest and is not searched.
            let columns = line.split(separator: UInt8(ascii: "\t"), maxSplits: 3)
            try read(Line(file: file, number: index + 1, columns: columns), for: profile)
        }
    }

    private mutating func read(_ line: Line, for profile: Profile) throws(SchemaFactsError) {
        guard line.columns.count == 4 else {
            throw SchemaFactsError(file: line.file, line: line.number, reason: .notFourColumns)
        }
        let (kind, name) = (line.text(0), line.text(2))
        let isMeant = ["*", profile.rawValue].contains(line.text(1))
        switch kind {
        case "endpoint": endpointLines.append(line)
        case "indexed" where isMeant: counts[name] = Int(line.text(3))
        case "format" where isMeant: formats.append((name, try Self.json(line)))
        case "names" where isMeant: words[name] = line.text(3).split(separator: " ").map { String($0) }
        case "indexed", "format", "names": break
        default: throw SchemaFactsError(file: line.file, line: line.number, reason: .unknownKind(kind))
        }
    }

    private static func json(_ line: Line) throws(SchemaFactsError) -> JSONValue {
        do {
            return try JSONDocument.parse(Array(line.columns[3])).root
        } catch {
            throw SchemaFactsError(file: line.file, line: line.number, reason: .unreadable(error))
        }
    }
}
