import Foundation
import JSONSchema
import ProxmoxSchema
import Testing

/// Requests that were made to a running Proxmox VE 9.2, with its answers.
struct RecordingTests {
    struct Recording: Sendable, CustomStringConvertible {
        let method: String
        let path: String
        let given: [String: ParameterValue]
        let status: Int
        let body: String

        var description: String { "\(method) \(path) -> \(status)" }

        static func all() throws -> [Recording] {
            let folder = URL(filePath: #filePath).deletingLastPathComponent()
            let file = folder.appending(path: "Vectors/recordings-9.2.json")
            let document = try JSONDocument.parse(Array(Data(contentsOf: file)))
            return document.root.array?.map(Recording.init) ?? []
        }

        private init(_ json: JSONValue) {
            method = json["method"]?.string ?? ""
            let parts = (json["path"]?.string ?? "").split(separator: "?", maxSplits: 1).map { String($0) }
            path = parts.first?.removingPercentEncoding ?? ""
            status = json["status"]?.integer ?? 0
            body = json["body"]?.string ?? ""
            var given = parts.count > 1 ? FormDecoding.parameters(parts[1].utf8) : [:]
            for key in ["form", "json", "query"] {
                guard let value = json[key] else { continue }
                if case .object(let members) = ParameterValue(value) { given.merge(members) { $1 } }
                if let text = value.string { given.merge(FormDecoding.parameters(text.utf8)) { $1 } }
            }
            self.given = given
        }
    }

    @Test(
        "Recorded requests are refused for their parameters exactly when Proxmox refused them",
        arguments: try Recording.all())
    func parameters(_ recording: Recording) throws {
        let answer = recording.body.isEmpty ? nil : try? JSONDocument.parse(text: recording.body).root
        guard case .found = try Tables.of(.version9_2).lookUp(recording.method, recording.path) else {
            #expect([501, 401, 404].contains(recording.status), "\(recording.body)")
            return
        }
        let errors = try Tables.errors(recording.method, recording.path, recording.given)
        if recording.status == 200 { #expect(errors == [:]) }
        guard recording.status == 400, answer?["message"]?.string == ParameterErrors.message else { return }
        guard case .object(let told)? = answer?["errors"].map(ParameterValue.init) else { return }
        let texts = told.compactMapValues(\.scalarText)
        // These are made by the code behind the endpoints, after the parameters have passed.
        let later = ["unable to parse worker upid", "unknown option 'nosuch'", "you can't use '-memory'"]
        let isLater = texts.values.contains { text in later.contains { text.hasPrefix($0) } }
        #expect(errors == (isLater ? [:] : texts))
    }

    @Test("Recorded answers are what the schema says of them", arguments: try Recording.all())
    func answers(_ recording: Recording) throws {
        guard recording.status == 200, !recording.path.isEmpty,
            case .found(let endpoint, _) = try Tables.of(.version9_2).lookUp(recording.method, recording.path)
        else { return }
        let answer = try JSONDocument.parse(text: recording.body).root
        let data = try #require(answer["data"])
        #expect(endpoint.differences(in: data) == [])
    }
}
